"""領域 and 區市: what a suggestion is about, and where."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.office.named import Named, english_field
from feedback.office.units import Unit
from feedback.rules import deadlines
from portal.reading.readers import english_or, name_shown


class Category(Named, models.Model):
    """領域: what a suggestion is about; it proposes the unit and sets the limit of its reply."""

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
