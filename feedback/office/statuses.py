"""狀態: the names under which a stage is shown, as administrators keep them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office.named import DeletedSingly, Named, english_field
from feedback.rules.workflow import Refused, Stage
from portal.reading.readers import english_or, name_shown
from portal.serving import generation
from portal.serving.generation import Kept

_first_statuses = Kept(dict)  # {stage: status}


def first_status(stage):
    """The status a suggestion takes when it enters `stage`: which one is chosen at the desk.

    Every filing and every step asks it, so each process keeps them, as it keeps the working days.
    """
    known = _first_statuses.get()
    if stage not in known:
        known[stage] = Status.objects.filter(stage=stage, begins_stage=True)[0]
    return known[stage]


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

    stage = models.CharField(
        _("階段"), max_length=12, choices=Stage,
        help_text=_("能做什麼、期限怎樣算，按階段，不按名稱。有建議用過以後，階段不能更改。"),
    )  # fmt: skip
    name = models.CharField(_("名稱"), max_length=20, unique=True)
    name_en = english_field(_("英文名稱"), 40)
    explanation = models.CharField(
        _("對市民的說明"), max_length=120, blank=True,
        help_text=_("在公開的頁面和查詢頁上寫在狀態後面；不填的，只顯示名稱。"),
    )  # fmt: skip
    explanation_en = english_field(_("對市民的英文說明"), 240)
    colour = models.CharField(
        _("顏色"), max_length=8, choices=Colour, default=Colour.SLATE,
        help_text=_("公開的頁面和工作臺上狀態的底色；名稱總是一併寫出。"),
    )  # fmt: skip
    order = models.PositiveIntegerField(
        _("排序"),
        default=1000,
        help_text=_("數字小的在前。"),
    )
    begins_stage = models.BooleanField(_("階段從它開始"), default=False, editable=False)

    objects = DeletedSingly.as_manager()

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
        """Whether its stage may change: not once it was used, nor while its stage begins with it."""
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
