"""What the administrators keep: units, fields, districts, statuses."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models.named import Named, english_field
from feedback.rules import deadlines
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused, Stage
from portal import generation
from portal.generation import Kept
from portal.reading import english_or, name_shown

_first_statuses = Kept(dict)  # {stage: status}


class UnitQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def locked(self, pk):
        """The unit, held until the transaction ends: nothing is given to it while it is dissolved."""
        return self.select_for_update(no_key=True).get(pk=pk)


class Unit(Named, models.Model):
    """承辦單位: who handles; its members see only their own unit's suggestions."""

    name = models.CharField(_("名稱"), max_length=60, unique=True)
    name_en = english_field(_("英文名稱"), 120)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("工作人員"), related_name="units", blank=True
    )
    is_active = models.BooleanField(_("在用"), default=True)
    order = models.PositiveIntegerField(_("排序"), default=0)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("承辦單位")
        verbose_name_plural = _("承辦單位")
        ordering = ("order", "pk")

    def __str__(self):
        return name_shown(self)

    def handlers(self):
        """The members who may be named to handle something."""
        return self.members.filter(is_active=True, is_staff=True, groups__name=Role.HANDLER).order_by("pk")

    @generation.publishing()
    def dissolve(self, *, by, now):
        """Take the unit out of use: all that it holds and has not answered goes back to triage."""
        Unit.objects.locked(self.pk)
        self.is_active = False
        self.save(update_fields=["is_active"])
        for suggestion in self.suggestions.filter(stage__in=[Stage.ASSIGNED, Stage.IN_PROGRESS]).order_by("pk"):
            suggestion.give_back(by=by, now=now)

    def reinstate(self):
        """Take the unit into use again; what it gave back stays with triage."""
        self.is_active = True
        self.save(update_fields=["is_active"])


class Category(Named, models.Model):
    """領域: what a suggestion is about; it proposes the unit and sets the limit of its answer."""

    name = models.CharField(_("名稱"), max_length=40, unique=True)
    name_en = english_field(_("英文名稱"), 80)
    hint = models.CharField(_("說明"), max_length=120, blank=True, help_text=_("在表單裡顯示，幫市民選對領域。"))
    hint_en = english_field(_("英文說明"), 240)
    unit = models.ForeignKey(Unit, verbose_name=_("建議承辦單位"), on_delete=models.PROTECT, null=True, blank=True)
    reply_days = models.PositiveSmallIntegerField(
        _("答覆期限（工作日）"),
        default=deadlines.REPLY_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("從收到的次日數起，一般為 15 個工作日。改動以後，已經算出的期限不變。"),
    )
    is_active = models.BooleanField(_("在用"), default=True)
    order = models.PositiveIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("領域")
        verbose_name_plural = _("領域")
        ordering = ("order", "pk")

    def __str__(self):
        return name_shown(self)

    @property
    def shown_hint(self):
        return english_or(self.hint, self.hint_en)


class District(Named, models.Model):
    """區市: where in the city it is."""

    name = models.CharField(_("名稱"), max_length=20, unique=True)
    name_en = english_field(_("英文名稱"), 60)
    order = models.PositiveIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("區市")
        verbose_name_plural = _("區市")
        ordering = ("order", "pk")

    def __str__(self):
        return name_shown(self)


def first_status(stage):
    """The status a suggestion takes when it enters `stage`: which one is chosen at the desk.

    Every filing and every step asks it, so each process keeps the answer, as it keeps the working days.
    """
    known = _first_statuses.get()
    if stage not in known:
        known[stage] = Status.objects.filter(stage=stage, begins_stage=True)[0]
    return known[stage]


class StatusQuerySet(models.QuerySet):
    @transaction.atomic
    def delete(self):
        """One by one, so that each stage keeps the one it begins with."""
        deleted = [status.delete()[0] for status in self]
        return sum(deleted), {self.model._meta.label: sum(deleted)}


class Status(Named, models.Model):
    """狀態: how staff and citizens call where a suggestion stands; the fixed stage behind it carries the rules."""

    class Colour(models.TextChoices):
        SLATE = "slate", _("灰")
        BLUE = "blue", _("藍")
        TEAL = "teal", _("青")
        GREEN = "green", _("綠")
        AMBER = "amber", _("琥珀")
        RED = "red", _("紅")
        VIOLET = "violet", _("紫")

    stage = models.CharField(_("階段"), max_length=12, choices=Stage)
    name = models.CharField(_("名稱"), max_length=20, unique=True)
    name_en = english_field(_("英文名稱"), 40)
    explanation = models.CharField(_("對市民的說明"), max_length=120, blank=True)
    explanation_en = english_field(_("對市民的英文說明"), 240)
    colour = models.CharField(_("顏色"), max_length=8, choices=Colour, default=Colour.SLATE)
    order = models.PositiveIntegerField(
        _("排序"),
        default=1000,
        help_text=_("數字小的在前。"),
    )
    begins_stage = models.BooleanField(_("階段從它開始"), default=False, editable=False)

    objects = StatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("狀態")
        verbose_name_plural = _("狀態")
        ordering = ("order", "pk")
        constraints = [
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="status_stage_exists"),
            models.UniqueConstraint(
                fields=["stage"], condition=models.Q(begins_stage=True), name="status_begins_each_stage_once"
            ),
        ]

    def __str__(self):
        return name_shown(self)

    @property
    def shown_explanation(self):
        return english_or(self.explanation, self.explanation_en)

    def clean(self):
        stored = Status.objects.filter(pk=self.pk).first() if self.pk else None
        if stored and stored.stage != self.stage and not stored.may_leave_stage():
            raise ValidationError({"stage": gettext("這個狀態已有建議使用，或者該階段從它開始，階段不能更改。")})

    def may_leave_stage(self):
        """Not the one that its stage begins with, nor one that was used."""
        return not (self.begins_stage or self.suggestions.exists() or self.events.exists())

    @generation.publishing()
    def begin_stage(self):
        """Let whatever enters the stage from now on take this status; what stands in the stage keeps its own."""
        list(Status.objects.select_for_update(no_key=True).order_by("pk"))
        self.refresh_from_db()
        Status.objects.filter(stage=self.stage, begins_stage=True).update(begins_stage=False)
        self.begins_stage = True
        self.save(update_fields=["begins_stage"])
        generation.bump()

    def delete(self, *args, **kwargs):
        if Status.objects.filter(pk=self.pk, begins_stage=True).exists():
            told = gettext("「%(stage)s」階段從「%(name)s」開始，不能刪除。要刪除，請先讓該階段從別的狀態開始。")
            raise Refused(told % {"stage": self.get_stage_display(), "name": self.name})
        return super().delete(*args, **kwargs)
