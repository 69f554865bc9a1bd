"""活動: a yearly 「三民」 round, the always-open 「開門納諫」, a 在線懇談 session; each with dated phases."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office.named import IN_ENGLISH, english_field
from feedback.rules import phases
from feedback.rules.phases import Act, Opening, PhaseKind
from feedback.rules.workflow import Refused
from portal.reading.readers import english_or, name_shown
from portal.serving.generation import Kept

_for_new_suggestions = Kept(dict)  # {day: campaign}
# {act: whether a campaign has what is needed for it}; a later app says so. An act that stands not here needs nothing.
PREPARED = {}


def for_new_suggestion(today):
    """The campaign under which a suggestion of `today` is filed: the open 「三民」 round, else 「開門納諫」.

    Every step of the form asks it, so each process keeps it until something is published, TOTALS_CACHE
    seconds at most.
    """
    known = _for_new_suggestions.get()
    if today not in known:
        running = Campaign.objects.taking_suggestions(today).exclude(kind=Campaign.Kind.LIVE)
        is_open = Case(When(kind=Campaign.Kind.OPEN, then=1), default=0)
        in_turn = running.order_by(is_open, F("year").desc(nulls_last=True), "pk")
        known[today] = in_turn.prefetch_related("phases")[0]
    return known[today]


class CampaignQuerySet(models.QuerySet):
    def published(self):
        """What everybody may see; a draft is of the desk alone."""
        return self.filter(is_published=True)

    def without_talks(self):
        """Those that lists of campaigns name: of talks there are many a year, and they have a list of their own."""
        return self.filter(talk_on__isnull=True)

    def not_closed(self):
        return self.filter(closed_at__isnull=True)

    def taking_suggestions(self, today):
        collecting = Phase.objects.during(today).filter(kind=Phase.Kind.COLLECT, campaign=OuterRef("pk"))
        return self.published().not_closed().filter(Q(kind=Campaign.Kind.OPEN) | Exists(collecting))

    def running(self, today):
        """What goes on today, yearly rounds first."""
        phases = Phase.objects.during(today)
        return (
            self.published()
            .filter(Q(kind=Campaign.Kind.OPEN) | Q(phases__in=phases))
            .distinct()
            .order_by(*NEWEST_FIRST)
        )

    def rounds_begun(self, today):
        """The yearly rounds up to now; one that is only announced is not among them."""
        begun = Phase.objects.filter(starts_on__lte=today)
        return self.published().filter(kind=Campaign.Kind.SANMIN, phases__in=begun).distinct().order_by(*NEWEST_FIRST)

    def newest_first(self):
        return self.order_by(*NEWEST_FIRST)


class Campaign(models.Model):
    class Kind(models.TextChoices):
        SANMIN = "sanmin", _("三民")
        OPEN = "open", _("開門納諫")
        LIVE = "live", _("在線懇談")

    slug = models.SlugField(_("網址代碼"), max_length=40, unique=True)
    kind = models.CharField(_("種類"), max_length=8, choices=Kind)
    title = models.CharField(_("名稱"), max_length=80)
    title_en = english_field(_("英文名稱"), 160)
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    summary = models.TextField(_("簡介"), blank=True)
    summary_en = models.TextField(_("英文簡介"), blank=True, help_text=IN_ENGLISH)
    report = models.ForeignKey(
        "reports.Report", verbose_name=_("工作報告"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="campaigns",
    )  # fmt: skip
    requires_contact = models.BooleanField(
        _("必須留聯繫方式"), default=False, help_text=_("勾選以後，市民在網上提交時必須填寫姓名和聯繫方式。")
    )
    needs_two_reviews = models.BooleanField(
        _("答覆審核兩次"), default=False, db_default=False,
        help_text=_(
            "勾選以後，這個活動裡的每份答覆和更正，起草以後由一位審核人初審，再由另一位審核人終審，才能公布。"
            "承辦單位除起草的人以外，要有兩位審核人，否則答覆公布不了。已經公布的不受影響。"
        ),
    )  # fmt: skip
    rating_days = models.PositiveSmallIntegerField(
        _("評議天數"), null=True, blank=True,
        help_text=_("答覆後幾天內可以評議，到期自動辦結。不填的，按全站設置。"),
    )  # fmt: skip
    scale = models.ForeignKey(
        "feedback.Scale", verbose_name=_("評議等級表"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="campaigns", help_text=_("市民評議答覆時可選的等級；不選的，用默認的等級表。"),
    )  # fmt: skip
    # Of a talk: its day, from which answers are counted, the promised limit, and who conducts it at the desk.
    talk_on = models.DateField(_("懇談日期"), null=True, editable=False)
    reply_days = models.PositiveSmallIntegerField(_("答覆期限（工作日）"), null=True, editable=False)
    moderators = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("主持人"), related_name="moderated_campaigns", blank=True,
        editable=False,
    )  # fmt: skip
    is_published = models.BooleanField(_("已公布"), default=False, editable=False)
    closed_at = models.DateTimeField(_("結束時間"), null=True, editable=False)
    is_sample = models.BooleanField(_("示例資料"), default=False, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("活動")
        verbose_name_plural = _("活動")
        ordering = ("-year", "pk")
        constraints = [
            models.UniqueConstraint(fields=["year"], condition=Q(kind="sanmin"), name="campaign_one_sanmin_per_year"),
            models.CheckConstraint(
                condition=~Q(kind="sanmin") | Q(year__isnull=False), name="campaign_sanmin_has_year"
            ),
            models.CheckConstraint(
                condition=Q(talk_on__isnull=True, reply_days__isnull=True)
                | Q(kind="live", talk_on__isnull=False, reply_days__gte=1),
                name="campaign_of_a_talk_says_its_day_and_limit",
            ),
        ]

    def __str__(self):
        return name_shown(self)

    def get_absolute_url(self):
        return reverse("campaign_detail", args=[self.slug])

    @property
    def english_name(self):
        return self.title_en

    @property
    def shown_name(self):
        return english_or(self.title, self.title_en)

    @property
    def shown_summary(self):
        return english_or(self.summary, self.summary_en)

    @property
    def days_to_rate(self):
        return self.rating_days or settings.RATING_DAYS

    def takes_on(self, day):
        """Whether what reached the office on `day` may be filed here."""
        return self.opening(Act.FILE, day).is_open

    def opening(self, act, today):
        """The `Opening` of `act` on `today`; nothing is open in a draft or after the close."""
        if not self.is_published or self.closed_at:
            return Opening(is_open=False)
        if self.kind == self.Kind.OPEN and act == Act.FILE:
            return Opening(is_open=True)
        return phases.opening(act, self.phases.all(), today)

    def open_acts(self, today):
        """What citizens may do here on `today`, in the order of the table."""
        return [act for act in phases.BY_CITIZENS if self.opening(act, today).is_open and self.is_prepared(act)]

    def is_prepared(self, act):
        """Whether there is something to do it with: a phase alone is no ballot."""
        return act not in PREPARED or PREPARED[act](self)

    def require(self, act, now):
        """The `Opening` of `act` at the moment `now`; where it is not open, `Refused` says why, and what is open."""
        today = timezone.localdate(now)
        found = self.opening(act, today)
        if not found.is_open:
            raise Refused(self.why_not(act, today))
        return found

    def why_not(self, act, today):
        """Why `act` is not open on `today`, and what is instead: sentences for whoever wanted to do it."""
        if self.closed_at:
            why = phases.after_close(act, self, timezone.localdate(self.closed_at))
        elif self.is_published:
            why = phases.why_not(act, self, self.opening(act, today))
        else:
            why = phases.of_a_draft(act)
        if act == Act.FILE:
            return phases.filed_elsewhere(why, for_new_suggestion(today))
        return phases.open_instead(why, self.open_acts(today))

    def runs_on(self, day):
        """Whether any of its phases does."""
        return any(phase.state_on(day) == "current" for phase in self.phases.all())

    def is_last_open(self):
        """Whether without it a suggestion would have nowhere to go."""
        others = Campaign.objects.filter(kind=self.Kind.OPEN).exclude(pk=self.pk)
        return self.kind == self.Kind.OPEN and not others.exists()

    def may_be_copied(self):
        """Whether it is the last round: published, and none after it drafted yet."""
        if self.kind != self.Kind.SANMIN or not self.is_published:
            return False
        return not Campaign.objects.filter(kind=self.kind, year__gt=self.year).exists()

    def delete(self, *args, **kwargs):
        if self.is_last_open():
            raise Refused(gettext("「%(title)s」是意見建議的去處，不能刪除。") % {"title": self.title})
        if self.is_published:
            raise Refused(gettext("「%(title)s」已經公布，不能刪除。") % {"title": self.title})
        return super().delete(*args, **kwargs)


class PhaseQuerySet(models.QuerySet):
    def not_over(self, today):
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))

    def during(self, today):
        return self.not_over(today).filter(starts_on__lte=today)


class Phase(models.Model):
    """A dated part of a campaign; phases may overlap, as collecting and reporting do."""

    Kind = PhaseKind

    campaign = models.ForeignKey(Campaign, verbose_name=_("活動"), on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(_("內容"), max_length=8, choices=Kind)
    note = models.CharField(_("說明"), max_length=160, blank=True)
    starts_on = models.DateField(_("開始"))
    ends_on = models.DateField(_("結束"), null=True, blank=True, help_text=_("當天仍在內；不填為不截止。"))

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("環節")
        verbose_name_plural = _("環節")
        ordering = ("starts_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="phase_ends_after_it_starts"
            )
        ]

    def __str__(self):
        return self.get_kind_display()

    def clean(self):
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": gettext("結束日期早於開始日期，請核對。")})

    def state_on(self, today):
        """`done`, `current` or `next`, as a track of phases shows it."""
        if self.ends_on and self.ends_on < today:
            return "done"
        return "next" if today < self.starts_on else "current"


# PostgreSQL and SQLite disagree where an empty year sorts; this says it.
NEWEST_FIRST = (F("year").desc(nulls_last=True), "pk")
