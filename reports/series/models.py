"""歷年指標: what is counted year after year, with a name and a definition of its own, and which figures tell it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.models import Figure

IS_PUBLIC = Q(confirmed_at__isnull=False, figure__section__report__published_at__isnull=False)


class SeriesQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not merged into another one."""
        return self.filter(merged_into=None)

    def public(self):
        """Those that a published report tells something of, confirmed by a person."""
        return self.standing().filter(models.Exists(Point.objects.public().filter(series=models.OuterRef("pk"))))


class Series(models.Model):
    """One thing counted through the years. Its key is never used again; one that was merged leads to another."""

    name = models.CharField(_("簡稱"), max_length=60)
    definition = models.TextField(_("口徑說明"), max_length=600, blank=True)
    unit = models.CharField(_("單位"), max_length=20, blank=True)
    field = models.CharField(
        _("領域"), max_length=30, blank=True, help_text=_("例如「道路交通管理」；公開的列表按它篩選。")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("併入了哪一個")
    )
    created_at = models.DateTimeField(_("建立時間"))

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("歷年指標")
        verbose_name_plural = _("歷年指標")
        ordering = ["name", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="series_is_not_merged_into_itself"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("series_detail", args=[self.pk])

    @property
    def standing(self):
        """The series that this one is by now: itself, or the last one it was merged into."""
        series = self
        while series.merged_into_id:
            series = series.merged_into
        return series


class PointQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def proposed(self):
        """Those that no person has decided on."""
        return self.filter(confirmed_at=None, refused_at=None)

    def public(self):
        return self.filter(IS_PUBLIC)

    def in_order(self):
        return self.order_by("figure__section__report__year", "figure__section__order", "figure__order")

    def with_place(self):
        """With figure, section and report, each section once though several of its figures are there."""
        return self.prefetch_related("figure__section__report")


class Point(models.Model):
    """A figure of a report that tells a series: proposed by a rule until a person confirms or refuses it."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="points", verbose_name=_("歷年指標"))
    figure = models.OneToOneField(Figure, models.CASCADE, related_name="point", verbose_name=_("指標"))
    confirmed_at = models.DateTimeField(_("確認時間"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("確認人")
    )
    refused_at = models.DateTimeField(_("不歸入的時間"), null=True)

    objects = PointQuerySet.as_manager()

    class Meta:
        verbose_name = _("歷年數值")
        verbose_name_plural = _("歷年數值")
        ordering = ["series", "figure"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(refused_at=None), name="point_is_confirmed_or_refused"
            ),
        ]

    def __str__(self):
        return str(self.figure)


class Break(models.Model):
    """From this year on the series counts something else than before; the note says to everybody what changed."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="breaks", verbose_name=_("歷年指標"))
    year = models.PositiveSmallIntegerField(
        _("從哪一年起"), validators=[MinValueValidator(1949), MaxValueValidator(2999)]
    )
    note = models.CharField(_("有什麼變化"), max_length=200)

    class Meta:
        verbose_name = _("口徑變化")
        verbose_name_plural = _("口徑變化")
        ordering = ["series", "year"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="break_once_per_series_and_year"),
        ]

    def __str__(self):
        return f"{self.year} {self.note}"


class Part(models.Model):
    """One series is a part of another; the parts that a person marked add up to the whole."""

    whole = models.ForeignKey(Series, models.CASCADE, related_name="parts", verbose_name=_("總數"))
    part = models.ForeignKey(Series, models.CASCADE, related_name="wholes", verbose_name=_("組成部分"))

    class Meta:
        verbose_name = _("組成部分")
        verbose_name_plural = _("組成部分")
        ordering = ["whole", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["whole", "part"], name="part_once_per_whole"),
            models.CheckConstraint(condition=~Q(whole=F("part")), name="part_is_not_its_own_whole"),
        ]

    def __str__(self):
        return str(self.part)


class DifferenceQuerySet(models.QuerySet):
    def open(self):
        """Those that still hold and that nobody has decided on."""
        return self.filter(is_standing=True, decided_at=None)

    def in_state(self, state):
        decided = {"is_standing": True, "decided_at__isnull": False}
        return {
            Difference.State.OPEN: self.open(),
            Difference.State.TOLD: self.filter(is_public=True, **decided),
            Difference.State.ASIDE: self.filter(is_public=False, **decided),
            Difference.State.OVER: self.filter(is_standing=False),
        }[state]

    def told(self):
        """Those that a person confirmed for the public."""
        return self.filter(is_public=True)


class Difference(models.Model):
    """What a report says and what its figures come to do not agree; for the desk until a person confirmed it."""

    class Kind(models.TextChoices):
        CHANGE = "change", _("升降的幅度")
        SUM = "sum", _("各部分之和")

    class State(models.TextChoices):
        OPEN = "open", _("等待核實")
        TOLD = "told", _("已公開說明")
        ASIDE = "aside", _("不另作說明")
        OVER = "over", _("現在已經一致")

    series = models.ForeignKey(Series, models.CASCADE, related_name="differences", verbose_name=_("歷年指標"))
    figure = models.ForeignKey(Figure, models.CASCADE, related_name="differences", verbose_name=_("報告的數值"))
    kind = models.CharField(_("什麼不一致"), max_length=10, choices=Kind)
    told = models.CharField(_("報告寫的"), max_length=60)
    computed = models.CharField(_("計算得出"), max_length=60)
    found_at = models.DateTimeField(_("發現時間"))
    is_standing = models.BooleanField(_("現在仍不一致"), default=True)
    decided_at = models.DateTimeField(_("核實時間"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("核實人")
    )
    is_public = models.BooleanField(_("已公開說明"), default=False)
    note = models.CharField(_("說明"), max_length=300, blank=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("數字不一致")
        verbose_name_plural = _("數字不一致")
        ordering = ["-found_at", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["figure", "kind"], name="difference_once_per_figure_and_kind"),
            models.CheckConstraint(
                condition=Q(is_public=False) | (Q(decided_at__isnull=False) & ~Q(note="")),
                name="difference_is_public_with_a_note",
            ),
        ]

    def __str__(self):
        return f"{self.series} {self.told} {self.computed}"

    @property
    def state(self):
        if not self.is_standing:
            return self.State.OVER
        if not self.decided_at:
            return self.State.OPEN
        return self.State.TOLD if self.is_public else self.State.ASIDE
