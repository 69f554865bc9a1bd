"""舉措: what was done, by which unit and when, its evidence, which suggestions it answers, which promise it keeps."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.attachments.models import Attachment
from feedback.commitments.models import Commitment
from feedback.measures.queries import MeasureQuerySet
from feedback.measures.rules import EvidenceKind
from feedback.models import Category, District, Suggestion, Unit
from reports.models import Figure, Section


class Measure(models.Model):
    """A draft until a second person publishes it; then it stands as it is, or is withdrawn with a public reason."""

    title = models.CharField(_("舉措"), max_length=100, help_text=_("一句話說清做了什麼，公開。"))
    body = models.TextField(_("做了什麼"), max_length=3000, help_text=_("公開。寫清楚做到哪一步，在哪裡看得到。"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="measures", verbose_name=_("承辦單位"))
    done_on = models.DateField(_("完成日期"))
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("領域")
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("區市"),
        help_text=_("全市的不填。"),
    )  # fmt: skip
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("報告章節"),
        help_text=_("這項舉措寫在工作報告的哪一節。"),
    )  # fmt: skip
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("承諾"),
        help_text=_("這項舉措兌現的承諾。"),
    )  # fmt: skip
    suggestions = models.ManyToManyField(
        Suggestion, through="MeasureSuggestion", related_name="measures", verbose_name=_("意見建議")
    )
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("起草人"))
    drafted_at = models.DateTimeField(_("起草時間"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0, editable=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("公布時間"), null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("撤回時間"), null=True)
    reason = models.CharField(_("撤回的原因"), max_length=200, blank=True)
    is_sample = models.BooleanField(_("示例資料"), default=False, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("舉措")
        verbose_name_plural = _("舉措")
        ordering = ["-done_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="measure_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(published_by=F("drafted_by")) & ~Q(published_by=F("changed_by")),
                name="measure_published_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, reason="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, published_at__isnull=False)
                    & ~Q(reason="")
                ),
                name="measure_withdrawn_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-done_on", "-id"], condition=Q(published_at__isnull=False, withdrawn_at__isnull=True),
                name="measure_public",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("measure_detail", args=[self.pk])

    @property
    def is_draft(self):
        return self.published_at is None

    @property
    def is_public(self):
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def shown_section(self):
        """The section it stands in, while everybody may read its report."""
        return self.section if self.section and self.section.report.is_published else None


class MeasureSuggestion(models.Model):
    """That a measure answers a suggestion, and who said so."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="links")
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="measure_links")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("關聯人"))
    at = models.DateTimeField(_("關聯時間"))

    class Meta:
        verbose_name = _("舉措回應的意見建議")
        verbose_name_plural = _("舉措回應的意見建議")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "suggestion"], name="measure_answers_a_suggestion_once"),
        ]

    def __str__(self):
        return str(self.suggestion)


FILLED = {EvidenceKind.LINK: "url", EvidenceKind.PHOTO: "attachment", EvidenceKind.FIGURE: "figure"}
EMPTY = {"url": Q(url=""), "attachment": Q(attachment__isnull=True), "figure": Q(figure__isnull=True)}


def _only(kind):
    """The condition of evidence of this kind: what belongs to it is filled, and nothing else."""
    condition = Q(kind=kind)
    for name, is_empty in EMPTY.items():
        condition &= ~is_empty if name == FILLED[kind] else is_empty
    return condition


class Evidence(models.Model):
    """Where everybody can see it: an address, a picture that was released, or a figure of a report."""

    Kind = EvidenceKind

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="evidence", verbose_name=_("舉措"))
    kind = models.CharField(_("種類"), max_length=8, choices=EvidenceKind, default=EvidenceKind.LINK)
    label = models.CharField(_("說明"), max_length=100, help_text=_("公開：點開能看到什麼。"))
    url = models.URLField(
        _("鏈接"), max_length=300, blank=True, default="", validators=[URLValidator(schemes=["https"])]
    )
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("照片")
    )
    # A figure that is read anew with its report, after that was withdrawn, takes this along.
    figure = models.ForeignKey(
        Figure, models.CASCADE, null=True, blank=True, related_name="evidence", verbose_name=_("指標")
    )

    class Meta:
        verbose_name = _("佐證")
        verbose_name_plural = _("佐證")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=_only(EvidenceKind.LINK) | _only(EvidenceKind.PHOTO) | _only(EvidenceKind.FIGURE),
                name="evidence_is_of_one_kind",
                violation_error_message=_("佐證要和種類一致：鏈接填網址，照片選照片，指標選指標，只填一樣。"),
            ),
        ]

    def __str__(self):
        return self.label
