"""抽取: what is announced, typed, drawn and aborted; nothing of it is ever changed or deleted."""

import json
from functools import cached_property

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.draws import lotteries
from feedback.draws.rules import Act, State, Why
from feedback.records.written_once import WrittenOnce, WrittenOnceQuerySet
from feedback.rules.workflow import Refused
from portal.tables.encrypted import EncryptedTextField

DEFAULT = _("默認值，可以調整。")
HIGHEST = [MaxValueValidator(99)]
NOT_CHANGED, NOT_DELETED = _("抽取記錄只增不改。"), _("抽取記錄只增不刪。")


def person(label, **fields):
    """A person of the staff who did something."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, on_delete=models.PROTECT, related_name="+", **fields
    )


class Kept(WrittenOnce):
    """What the database keeps as it is as well."""

    not_changed, not_deleted = NOT_CHANGED, NOT_DELETED

    class Meta:
        abstract = True


class Lottery(models.Model):
    """彩票: what it draws. An announcement copies it, so that a later correction changes no announced draw."""

    name = models.CharField(_("名稱"), max_length=40, unique=True, help_text=DEFAULT)
    count = models.PositiveSmallIntegerField(
        _("號碼個數"), validators=[MinValueValidator(1), MaxValueValidator(20)], help_text=DEFAULT
    )
    lowest = models.PositiveSmallIntegerField(_("最小的號碼"), validators=HIGHEST, help_text=DEFAULT)
    highest = models.PositiveSmallIntegerField(_("最大的號碼"), validators=HIGHEST, help_text=DEFAULT)
    is_sorted = models.BooleanField(
        _("號碼不重複，從小到大寫"), default=True, help_text=_("不勾選的，按開獎的順序寫，可以重複。")
    )
    extra_count = models.PositiveSmallIntegerField(
        _("另一組號碼的個數"), default=0, validators=[MaxValueValidator(20)], help_text=_("例如藍球；沒有的填 0。")
    )
    extra_highest = models.PositiveSmallIntegerField(
        _("另一組最大的號碼"), default=0, validators=HIGHEST, help_text=_("這一組從 1 開始；沒有的填 0。")
    )
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("彩票")
        verbose_name_plural = _("彩票")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(highest__gt=F("lowest")), name="lottery_has_numbers_to_draw",
                violation_error_message=_("最大的號碼要大於最小的號碼。"),
            )
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def kind(self):
        return lotteries.Kind(**{name: getattr(self, name) for name in lotteries.Kind._fields})


class DrawQuerySet(WrittenOnceQuerySet):
    def of(self, campaign):
        return self.filter(campaign=campaign).order_by("attempt")

    def public(self):
        """Those that were announced, aborted ones too."""
        return self.exclude(state=State.PREPARED)

    def live(self):
        return self.exclude(state=State.ABORTED)

    def drawn(self):
        """Those that came to a result, whatever became of it."""
        return self.filter(drawn_at__isnull=False)


class Draw(models.Model):
    """One attempt at drawing the representatives of a round.

    `announcement` is the very text of which `digest` was made: what everybody knew before the numbers existed. The
    secret is stored encrypted; of its chain each selection reveals the next code.
    """

    not_changed, not_deleted = NOT_CHANGED, NOT_DELETED

    campaign = models.ForeignKey(
        "feedback.Campaign", verbose_name=_("活動"), on_delete=models.PROTECT, related_name="draws"
    )
    attempt = models.PositiveSmallIntegerField(_("第幾次"), default=1)
    state = models.CharField(_("狀態"), max_length=10, choices=State, default=State.PREPARED)
    prepared_by = person(_("準備人"))
    prepared_at = models.DateTimeField(_("準備時間"))
    announced_by = person(_("公告人"), null=True)
    announced_at = models.DateTimeField(_("公告時間"), null=True)
    announcement = models.TextField(_("公告"), blank=True)
    digest = models.CharField(_("公告的摘要"), max_length=64, blank=True)
    secret = EncryptedTextField(blank=True, editable=False)
    numbers = models.JSONField(_("開獎號碼"), default=list, blank=True)
    drawn_at = models.DateTimeField(_("抽取時間"), null=True)
    aborted_at = models.DateTimeField(_("中止時間"), null=True)
    abort_reason = models.CharField(_("中止的原因"), max_length=200, blank=True)

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = _("代表抽取")
        verbose_name_plural = _("代表抽取")
        ordering = ("-pk",)
        default_permissions = ("view",)
        permissions = (("conduct_draw", "Can conduct 代表抽取"),)
        constraints = [
            models.UniqueConstraint(fields=["campaign", "attempt"], name="draw_attempt_unique_per_campaign"),
            models.UniqueConstraint(
                fields=["campaign"], condition=~Q(state=State.ABORTED), name="draw_one_at_a_time_per_campaign"
            ),
            models.CheckConstraint(
                condition=Q(state=State.PREPARED, announcement="", digest="", secret="", announced_at=None)
                | ~Q(state=State.PREPARED) & ~Q(announcement="") & ~Q(digest="") & ~Q(secret="")
                & Q(announced_at__isnull=False, announced_by__isnull=False),
                name="draw_announced_says_everything",
            ),
            models.CheckConstraint(
                condition=Q(announced_by=None) | ~Q(announced_by=F("prepared_by")),
                name="draw_announced_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DRAWN) | Q(drawn_at__isnull=False), name="draw_drawn_says_when"
            ),
            models.CheckConstraint(
                condition=Q(state=State.ABORTED, aborted_at__isnull=False) & ~Q(abort_reason="")
                | ~Q(state=State.ABORTED) & Q(aborted_at=None, abort_reason=""),
                name="draw_aborted_says_why",
            ),
        ]  # fmt: skip

    def __str__(self):
        return gettext("%(title)s，第 %(attempt)s 次抽取") % {"title": self.campaign, "attempt": self.attempt}

    def get_absolute_url(self):
        return reverse("draw_attempt", args=[self.campaign.slug, self.attempt])

    def delete(self, *args, **kwargs):
        raise Refused(NOT_DELETED)

    @cached_property
    def told(self):
        """What was announced."""
        return json.loads(self.announcement)

    @property
    def kinds(self):
        """The lotteries as they were announced."""
        names = lotteries.Kind._fields
        return [lotteries.Kind(**{name: each[name] for name in names}) for each in self.told["lotteries"]]

    @property
    def last_day(self):
        """The day, as 2026-12-08, of the last lottery draw that it waits for."""
        return max(each["drawn_on"] for each in self.told["lotteries"])

    def shown_entries(self):
        """What was typed, once nobody can copy it any more: two people are to read the numbers by themselves."""
        return [] if self.state == State.ANNOUNCED else list(self.entries.order_by("pk"))

    @property
    def revealed_secret(self):
        """The secret once no further code can be used: after an abort, or after the round."""
        return self.secret if self.state == State.ABORTED or self.campaign.closed_at else ""


class Source(models.Model):
    """A lottery draw to come, as it is prepared; the announcement says the same, and is what counts."""

    draw = models.ForeignKey(Draw, verbose_name=_("抽取"), on_delete=models.CASCADE, related_name="sources")
    place = models.PositiveSmallIntegerField(_("順序"))
    lottery = models.ForeignKey(Lottery, verbose_name=_("彩票"), on_delete=models.PROTECT)
    issue = models.CharField(_("期號"), max_length=20)
    drawn_on = models.DateField(_("開獎日期"))

    class Meta:
        verbose_name = _("彩票開獎")
        verbose_name_plural = _("彩票開獎")
        ordering = ("place",)
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["draw", "place"], name="source_place_unique_per_draw"),
            models.UniqueConstraint(fields=["draw", "lottery", "drawn_on"], name="source_named_once_per_draw"),
        ]

    def __str__(self):
        return f"{self.lottery} {self.issue}"


class Entry(Kept):
    """開獎號碼的錄入: what one person typed. Every one is kept and shown, also those that did not agree."""

    draw = models.ForeignKey(Draw, verbose_name=_("抽取"), on_delete=models.PROTECT, related_name="entries")
    by = person(_("錄入人"))
    at = models.DateTimeField(_("錄入時間"))
    numbers = models.JSONField(_("開獎號碼"))

    class Meta:
        verbose_name = _("開獎號碼錄入")
        verbose_name_plural = _("開獎號碼錄入")
        ordering = ("pk",)
        default_permissions = ()

    def __str__(self):
        return lotteries.encoded(self.numbers)


class Selection(Kept):
    """One walk along the order that one code makes: for all seats, or for the one that `leaves` left."""

    draw = models.ForeignKey(Draw, verbose_name=_("抽取"), on_delete=models.PROTECT, related_name="selections")
    number = models.PositiveSmallIntegerField(_("第幾輪"))
    code = models.CharField(_("一次性代碼"), max_length=64)
    leaves = models.CharField(_("誰的名額"), max_length=40, blank=True)
    why = models.CharField(_("不擔任的原因"), max_length=12, choices=Why, blank=True)
    out = models.JSONField(_("不再參加的"), default=list)
    order = models.JSONField(_("順序"))  # of [label, position]
    chosen = models.JSONField(_("抽中的"))
    at = models.DateTimeField(_("時間"))
    seal = models.CharField(_("摘要"), max_length=64)

    class Meta:
        verbose_name = _("抽取輪次")
        verbose_name_plural = _("抽取輪次")
        ordering = ("draw", "number")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["draw", "number"], name="selection_number_unique_per_draw"),
            models.UniqueConstraint(fields=["code"], name="selection_code_is_never_used_twice"),
            models.UniqueConstraint(
                fields=["draw", "leaves"], condition=~Q(leaves=""), name="selection_seat_is_left_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1, leaves="", why="") | Q(number__gt=1) & ~Q(leaves="") & ~Q(why=""),
                name="selection_after_the_first_follows_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.draw} {self.number}"


class Proposal(models.Model):
    """What one person asks for and a second one confirms."""

    draw = models.ForeignKey(Draw, verbose_name=_("抽取"), on_delete=models.PROTECT, related_name="proposals")
    act = models.CharField(_("事項"), max_length=10, choices=Act)
    label = models.CharField(_("報名編號"), max_length=40, blank=True)
    why = models.CharField(_("不擔任的原因"), max_length=12, choices=Why, blank=True)
    reason = models.CharField(_("公開的原因"), max_length=200, blank=True)
    by = person(_("提請人"))
    at = models.DateTimeField(_("提請時間"))
    settled_by = person(_("確認人"), null=True)
    settled_at = models.DateTimeField(_("確認時間"), null=True)
    is_dropped = models.BooleanField(_("已撤回"), default=False)

    class Meta:
        verbose_name = _("提請")
        verbose_name_plural = _("提請")
        ordering = ("pk",)
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["draw"], condition=Q(settled_at=None), name="proposal_one_at_a_time_per_draw"
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | Q(is_dropped=True) | ~Q(settled_by=F("by")),
                name="proposal_confirmed_by_a_second_person",
            ),
        ]

    def __str__(self):
        return self.get_act_display()
