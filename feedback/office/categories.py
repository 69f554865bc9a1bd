"""領域 and 區市: what a suggestion is about, and where."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.office.named import Named, code_field, english_field
from feedback.office.units import Unit
from feedback.rules import deadlines
from feedback.rules.drawn.city_map import LARGEST
from portal.reading.readers import english_or, name_shown


class Category(Named, models.Model):
    """領域: what a suggestion is about; it proposes the unit and sets the limit of its reply."""

    name = models.CharField(_("名稱"), max_length=40, unique=True)
    name_en = english_field(_("英文名稱"), 80)
    hint = models.CharField(_("說明"), max_length=120, blank=True, help_text=_("在表單裡顯示，幫市民選對領域。"))
    hint_en = english_field(_("英文說明"), 240)
    unit = models.ForeignKey(
        Unit, verbose_name=_("建議承辦單位"), on_delete=models.PROTECT, null=True, blank=True,
        help_text=_("轉辦規則裡沒有另設的，轉辦時提議這個單位。"),
    )  # fmt: skip
    reply_days = models.PositiveSmallIntegerField(
        _("答覆期限（工作日）"),
        default=deadlines.REPLY_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("從收到的次日數起，一般為 15 個工作日。改動以後，已經算出的期限不變。"),
    )
    needs_two_reviews = models.BooleanField(
        _("答覆審核兩次"), default=False, db_default=False,
        help_text=_(
            "勾選以後，這個領域的每份答覆和更正，起草以後由一位審核人初審，再由另一位審核人終審，才能公布。"
            "承辦單位除起草的人以外，要有兩位審核人，否則答覆公布不了。已經公布的不受影響。"
        ),
    )  # fmt: skip
    is_active = models.BooleanField(
        _("在用"), default=True, help_text=_("停用的，市民提建議時不再提供；已經歸入的不變。")
    )
    order = models.PositiveIntegerField(_("排序"), default=0, help_text=_("數字小的在前。"))

    class Meta:
        verbose_name = _("領域")
        verbose_name_plural = _("領域")
        ordering = ("order", "pk")

    def __str__(self):
        return name_shown(self)

    @property
    def shown_hint(self):
        return english_or(self.hint, self.hint_en)


def _on_map(label, help_text):
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(LARGEST)],
        help_text=help_text,
    )  # fmt: skip


class District(Named, models.Model):
    """區市: where in the city it is, and its tile on the map of the districts."""

    name = models.CharField(_("名稱"), max_length=20, unique=True)
    name_en = english_field(_("英文名稱"), 60)
    code = code_field()
    map_row = _on_map(
        _("地圖上第幾行"), _("從北往南數，最北的是第 1 行，最多 12 行。行和列都不填的，只列在名單裡，不畫在地圖上。")
    )
    map_column = _on_map(
        _("地圖上第幾列"),
        _("從西往東數，最西的是第 1 列，最多 12 列。地圖是示意圖，一格一個區市，兩個區市不能在同一格。"),
    )
    order = models.PositiveIntegerField(_("排序"), default=0, help_text=_("數字小的在前。"))

    class Meta:
        verbose_name = _("區市")
        verbose_name_plural = _("區市")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["code"], name="district_code_unique",
                violation_error_message=_("這個代碼已經有別的區市在用。"),
            ),
            models.UniqueConstraint(
                fields=["map_row", "map_column"], name="district_alone_in_its_place_on_the_map",
                violation_error_message=_("地圖上的這一格已經有別的區市。"),
            ),
            models.CheckConstraint(
                condition=Q(map_row=None, map_column=None) | Q(map_row__isnull=False, map_column__isnull=False),
                name="district_place_has_row_and_column",
                violation_error_message=_("地圖上的行和列要填就都填，不填就都不填。"),
            ),
            models.CheckConstraint(
                condition=Q(map_row=None) | Q(map_row__range=(1, LARGEST), map_column__range=(1, LARGEST)),
                name="district_place_within_the_map",
                violation_error_message=_("地圖上的行和列是 1 至 12。"),
            ),
        ]  # fmt: skip

    def __str__(self):
        return name_shown(self)

    def get_absolute_url(self):
        return reverse("district_detail", args=[self.code])
