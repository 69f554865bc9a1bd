"""徵集辦法: how many representatives a round has, who may apply, and how the seats are shared out."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office.categories import District
from feedback.office.named import Named, english_field
from feedback.representatives import rules
from feedback.representatives.rules import Dimension
from feedback.rules import moments
from feedback.rules.phases import Act
from portal.reading.readers import name_shown

DEFAULT = _("默認值，可以調整。")


class Terms(models.Model):
    """Of one campaign. No public source says what the numbers are: each is a default that administrators change."""

    campaign = models.OneToOneField(
        "feedback.Campaign", verbose_name=_("活動"), on_delete=models.CASCADE, related_name="terms"
    )
    seats = models.PositiveIntegerField(
        _("代表名額"), default=100, validators=[MinValueValidator(1), MaxValueValidator(20_000)], help_text=DEFAULT
    )
    substitutes = models.PositiveIntegerField(
        _("候補人數"), default=20, validators=[MaxValueValidator(20_000)], help_text=DEFAULT
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("最低年齡（周歲）"), default=18, validators=[MinValueValidator(18), MaxValueValidator(100)],
        help_text=_("按報名截止當天計算，不得低於 18 周歲。默認值，可以調整。"),
    )  # fmt: skip
    minimum_years = models.PositiveSmallIntegerField(
        _("在本市居住滿幾年"), default=1, validators=[MaxValueValidator(50)], help_text=DEFAULT
    )
    by_district = models.BooleanField(_("按區市分配名額"), default=True, help_text=DEFAULT)
    by_age_band = models.BooleanField(_("按年齡段分配名額"), default=True, help_text=DEFAULT)
    by_occupation = models.BooleanField(
        _("按職業分配名額"), default=False, help_text=_("勾選以後，報名表才問職業。默認值，可以調整。")
    )
    age_bands = models.CharField(
        _("年齡段"), max_length=60, default="18,30,45,60",
        help_text=_("每一段從幾歲開始，從小到大，用逗號分開。默認值，可以調整；有人報名以後不能改。"),
    )  # fmt: skip
    erase_days = models.PositiveSmallIntegerField(
        _("活動結束多少天後刪除個人信息"), default=90, validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("從最後一個環節的截止日數起，到期自動刪除；撤回報名的隨即刪除。默認值，可以調整。"),
    )  # fmt: skip
    erase_ineligible_days = models.PositiveSmallIntegerField(
        _("不符合條件的，核對多少天後刪除"), default=15, validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("留出時間供本人詢問，到期自動刪除。默認值，可以調整。"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("代表徵集辦法")
        verbose_name_plural = _("代表徵集辦法")
        ordering = ("-campaign__year", "pk")
        constraints = [
            models.CheckConstraint(condition=models.Q(minimum_age__gte=18), name="terms_take_nobody_under_18"),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="terms_have_a_seat"),
        ]

    def __str__(self):
        return name_shown(self.campaign)

    @classmethod
    def of(cls, campaign):
        """Those of the campaign; where nobody entered any, the defaults, not saved."""
        return getattr(campaign, "terms", None) or cls(campaign=campaign)

    @property
    def dimensions(self):
        """By what the seats of this round are shared out, in one order."""
        used = {
            Dimension.DISTRICT: self.by_district,
            Dimension.AGE_BAND: self.by_age_band,
            Dimension.OCCUPATION: self.by_occupation,
        }
        return [dimension for dimension, is_used in used.items() if is_used]

    @property
    def first_ages(self):
        return rules.parse_bands(self.age_bands)

    def values(self, dimension):
        """The codes that a cell may have in `dimension`."""
        if dimension == Dimension.AGE_BAND:
            return rules.band_codes(self.first_ages) if self.first_ages else []
        rows = District if dimension == Dimension.DISTRICT else Occupation
        return list(rows.objects.values_list("code", flat=True))

    def counted_on(self, now):
        """The day on which everybody's age is counted: the last of the application phase, today where it has none."""
        return self.campaign.opening(Act.APPLY, moments.day(now)).closes_on or moments.day(now)

    @property
    def erased_on(self):
        """The day from which nothing personal of this round is kept, None while nobody knows."""
        lasts = [phase.ends_on for phase in self.campaign.phases.all()]
        last = max(lasts) if lasts and None not in lasts else None
        return rules.erased_on(last, moments.day(self.campaign.closed_at), self.erase_days)

    def clean(self):
        firsts = rules.parse_bands(self.age_bands)
        if not firsts:
            told = gettext("請從小到大寫出各段開始的年齡，用英文逗號分開，例如 18,30,45,60。")
            raise ValidationError({"age_bands": told})
        if self.minimum_age and firsts[0] > self.minimum_age:
            told = gettext("第一段要從最低年齡 %(age)s 周歲或者更小開始，否則有人不屬於任何一段。")
            raise ValidationError({"age_bands": told % {"age": self.minimum_age}})


class Occupation(Named, models.Model):
    """職業: what an applicant chooses from where seats are shared out by it."""

    code = models.SlugField(_("代碼"), max_length=20, unique=True, help_text=_("寫進公布的名單，保存後不能更改。"))
    name = models.CharField(_("名稱"), max_length=40, unique=True, help_text=DEFAULT)
    name_en = english_field(_("英文名稱"), 80)
    is_active = models.BooleanField(_("在用"), default=True)
    order = models.PositiveIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("職業")
        verbose_name_plural = _("職業")
        ordering = ("order", "pk")

    def __str__(self):
        return name_shown(self)


class Quota(models.Model):
    """名額: how many seats are kept for those of one district, age band or occupation."""

    terms = models.ForeignKey(Terms, verbose_name=_("徵集辦法"), on_delete=models.CASCADE, related_name="quotas")
    dimension = models.CharField(_("按什麼"), max_length=10, choices=Dimension)
    value = models.CharField(
        _("代碼"), max_length=40, help_text=_("區市或職業的代碼，或者一個年齡段，例如 shinan、30-44、60+。")
    )
    seats = models.PositiveIntegerField(_("名額"), help_text=_("這一類占幾個名額；沒有列出的各類，合用剩下的名額。"))

    class Meta:
        verbose_name = _("名額")
        verbose_name_plural = _("名額")
        ordering = ("terms", "dimension", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["terms", "dimension", "value"], name="quota_once_for_each_value",
                violation_error_message=_("這一項已經有名額。"),
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_dimension_display()} {self.value}"

    def clean(self):
        if self.dimension and self.value not in self.terms.values(self.dimension):
            told = gettext("「%(value)s」不是這一項的代碼，可以填：%(codes)s。")
            codes = gettext("、").join(self.terms.values(self.dimension))
            raise ValidationError({"value": told % {"value": self.value, "codes": codes}})
