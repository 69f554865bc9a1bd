"""懇談: a talk, its guests, and where each of its questions stands in it. A talk is a campaign of its kind."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign
from feedback.office.calendar import working_days
from feedback.office.named import english_field
from feedback.talks import rules
from feedback.talks.rules import ENTERED_DURING, Call, Place, Times
from portal.reading.readers import english_or, name_shown


class TalkQuerySet(models.QuerySet):
    def published(self):
        """What everybody may see; a draft is of the desk alone."""
        return self.filter(campaign__is_published=True)

    def of_key(self, key):
        """The one of a key out of an address, whatever number that is: asked as the campaign's own, one that no row can
        have finds nothing, while SQLite fails at it as the key of another table.
        """
        return self.filter(campaign__id=key)

    def for_page(self):
        return self.select_related("campaign", "unit")

    def coming(self, now):
        """Those that are not over at `now`, the next one first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now):
        """Those that are over, the last one first."""
        return self.filter(ends_at__lte=now).order_by("-starts_at", "-pk")


class Talk(models.Model):
    """One talk of one unit. Topic, summary and address are those of its campaign, which is published by two people."""

    campaign = models.OneToOneField(
        Campaign, verbose_name=_("活動"), on_delete=models.CASCADE, related_name="talk", primary_key=True
    )
    unit = models.ForeignKey(
        "feedback.Unit", verbose_name=_("主辦單位"), on_delete=models.PROTECT, related_name="talks"
    )
    questions_open_at = models.DateTimeField(_("開始徵集"))
    starts_at = models.DateTimeField(_("開始"))
    ends_at = models.DateTimeField(_("結束"))
    takes_web = models.BooleanField(_("網上提問"), default=True)
    hotline = models.CharField(_("熱線電話"), max_length=20, blank=True, help_text=_("不接電話提問的不填。"))
    place = models.CharField(_("現場地點"), max_length=80, blank=True, help_text=_("不設現場的不填。"))
    broadcast_url = models.URLField(_("直播地址"), blank=True, help_text=_("以 https:// 開頭；沒有直播的不填。"))
    # What was counted elsewhere, on the switchboard of the hotline; None where nobody counted it.
    calls_in = models.PositiveIntegerField(_("打入"), null=True, blank=True)
    calls_answered = models.PositiveIntegerField(_("接聽答覆"), null=True, blank=True)
    calls_back = models.PositiveIntegerField(_("回電"), null=True, blank=True)
    calls_written = models.PositiveIntegerField(_("書面答覆"), null=True, blank=True)
    calls_counted_by = models.CharField(_("由誰統計"), max_length=60, blank=True)
    # One more with each act that its page shows: what every process asks to know whether it has the newest.
    revision = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    objects = TalkQuerySet.as_manager()

    class Meta:
        verbose_name = _("懇談")
        verbose_name_plural = _("懇談")
        ordering = ("-starts_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="talk_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(questions_open_at__lte=F("starts_at")), name="talk_takes_questions_before_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="talk_in_time")]

    def __str__(self):
        return name_shown(self.campaign)

    def get_absolute_url(self):
        return reverse("talk_detail", args=[self.campaign.slug])

    @property
    def day(self):
        return timezone.localdate(self.starts_at)

    @cached_property
    def answers_due_on(self):
        """The day by which what was not answered in the talk is answered."""
        return working_days().after(self.day, self.campaign.reply_days or settings.TALK_REPLY_DAYS).day

    @property
    def times(self):
        end = timezone.make_aware(datetime.combine(self.answers_due_on + timedelta(days=1), time()))
        return Times(self.questions_open_at, self.starts_at, self.ends_at, max(end, self.ends_at))

    def phase(self, now):
        return rules.phase(self.times, now)

    def takes_questions(self, now):
        """Whether citizens may ask by the web at `now`: in the phases of `ASKED_DURING`, which end with the talk.

        When its answers are due is not looked up for it.
        """
        is_on = self.campaign.is_published and not self.campaign.closed_at
        return self.takes_web and is_on and self.questions_open_at <= now < self.ends_at

    def takes_entries(self, now):
        """Whether the office may enter what was asked by telephone or on site."""
        return self.campaign.is_published and not self.campaign.closed_at and self.phase(now) in ENTERED_DURING


class Guest(models.Model):
    """Who answers in a talk. One without an account types nothing and counts for nobody in the two-person rule."""

    talk = models.ForeignKey(Talk, verbose_name=_("懇談"), on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(_("姓名"), max_length=40)
    post = models.CharField(_("職務"), max_length=80)
    post_en = english_field(_("職務（英文）"), 160)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("嘉賓")
        verbose_name_plural = _("嘉賓")
        default_permissions = ()
        ordering = ("order", "pk")

    def __str__(self):
        return name_shown(self.name)

    @property
    def shown_post(self):
        return english_or(self.post, self.post_en)


class Turn(models.Model):
    """Where one question stands in its talk, from the first act on; without a row it waits.

    The suggestion has all that is told of it afterwards; this is what the hall sees, and how a call was dealt with.
    """

    suggestion = models.OneToOneField(
        "feedback.Suggestion", on_delete=models.PROTECT, related_name="turn", primary_key=True
    )
    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="turns")
    place = models.CharField(_("現場"), max_length=8, choices=Place, default=Place.WAITING)
    guest = models.ForeignKey(Guest, verbose_name=_("嘉賓"), on_delete=models.SET_NULL, null=True, related_name="+")
    call = models.CharField(_("來電處理"), max_length=8, choices=Call, blank=True)
    # When it was answered in the talk: what the record counts as 現場答覆, whatever became of the written answer.
    answered_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("提問")
        verbose_name_plural = _("提問")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["talk"], condition=Q(place=Place.ON_STAGE), name="turn_one_on_stage"),
            models.CheckConstraint(
                condition=~Q(place=Place.ANSWERED) | Q(answered_at__isnull=False), name="turn_answered_says_when"
            ),
        ]

    def __str__(self):
        return f"{self.suggestion_id} {self.get_place_display()}"


class TranscriptQuerySet(models.QuerySet):
    def published(self):
        """Those that were published, taken back or not; the newest first."""
        return self.filter(published_at__isnull=False).order_by("-published_at", "-pk")

    def public_of(self, talk):
        """The version that everybody reads: the newest that was published, unless it was taken back; or None."""
        newest = self.published_of(talk)
        return newest if newest and not newest.taken_back_at else None

    def published_of(self, talk):
        """The newest version that was published, taken back or not; or None."""
        return self.filter(talk=talk).published().first()

    def draft_of(self, talk):
        """The one version that nobody published yet; or None."""
        return self.filter(talk=talk, published_at__isnull=True).first()


class Transcript(models.Model):
    """實錄: a version of it, saved by one and published by another; what is published never changes.

    What is to be changed is a new version, by two people again; the one before stays public until then.
    """

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="transcripts")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    reason = models.CharField(_("收回的原因"), max_length=200, blank=True)

    objects = TranscriptQuerySet.as_manager()

    class Meta:
        verbose_name = _("實錄")
        verbose_name_plural = _("實錄")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["talk"], condition=Q(published_at__isnull=True), name="transcript_one_draft_per_talk"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | (Q(published_at__isnull=False, published_by__isnull=False) & ~Q(published_by=F("drafted_by"))),
                name="transcript_published_by_another_one",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True, reason="")
                | (
                    Q(published_at__isnull=False, taken_back_at__isnull=False, taken_back_by__isnull=False)
                    & ~Q(reason="")
                ),
                name="transcript_taken_back_says_why",
            ),
        ]

    def __str__(self):
        return str(self.talk)


class TranscriptPart(models.Model):
    """A section of a version of the transcript, with the questions that it is about."""

    transcript = models.ForeignKey(Transcript, on_delete=models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(_("小標題"), max_length=80, blank=True)
    body = models.TextField(_("內容"), blank=True)
    questions = models.ManyToManyField(
        "feedback.Suggestion", verbose_name=_("對應的提問"), related_name="transcript_parts", blank=True
    )

    class Meta:
        verbose_name = _("實錄段落")
        verbose_name_plural = _("實錄段落")
        default_permissions = ()
        ordering = ("order", "pk")
        constraints = [models.UniqueConstraint(fields=["transcript", "order"], name="transcript_part_once_in_order")]

    def __str__(self):
        return self.heading or self.body[:30]

    @property
    def anchor(self):
        """Where the section stands on the page of the talk."""
        return f"t{self.order}"


__all__ = ["Call", "Guest", "Place", "Talk", "Transcript", "TranscriptPart", "Turn"]
