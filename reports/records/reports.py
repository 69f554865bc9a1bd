"""The bureau's yearly report to citizens: its sections and its figures, and how it is read."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.reading.text import SIMPLIFIED, TRADITIONAL, script_of
from reports.drafting.carrying import carry
from reports.drafting.draft import drafted
from reports.records import entries, saving
from reports.records.figures import Figure
from reports.records.publications import Published
from reports.records.saving import ReportRefused
from reports.records.sections import NAMED, Section


class ReportQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def visible_to(self, user):
        """Published reports for everyone; drafts too for staff who may see reports at the desk."""
        if user.is_active and user.is_staff and user.has_perm("reports.view_report"):
            return self
        return self.published()

    def newest_first(self):
        return self.order_by("-year")

    def for_list(self):
        """The newest first, each with its `figure_count` and `suggestion_count`."""
        suggestions = Section.objects.filter(report=models.OuterRef("pk")).order_by().values("report")
        return self.annotate(
            figure_count=models.Count("sections__figures"),
            suggestion_count=models.Subquery(suggestions.annotate(count=NAMED).values("count")),
        ).newest_first()

    def before(self, year):
        """The last one earlier than `year`, or None."""
        return self.filter(year__lt=year).order_by("-year").first()

    def after(self, year):
        """The first one later than `year`, or None."""
        return self.filter(year__gt=year).order_by("year").first()

    def for_reading(self):
        """With sections and figures in reading order: three queries however long the report is."""
        figures = models.Prefetch("figures", Figure.objects.in_order())
        sections = Section.objects.in_order().with_suggestion_counts().prefetch_related(figures)
        return self.prefetch_related(models.Prefetch("sections", sections))

    def drafted(self, parsed):
        """What was read as a draft for the editor, with what people corrected in the saved draft of its year."""
        return self.carried(drafted(parsed))

    def carried(self, draft):
        """The draft with what people corrected in the saved draft of its year, unless it has met that one already."""
        report = self.filter(year=draft.year).first()
        met = report.imported_at.isoformat() if report else ""
        return draft if met == draft.met else replace(carry(draft, saving.known_to(report)), met=met)

    def held_and_gone(self, draft):
        """Figures of the saved draft that something else points to and that this draft has no more."""
        held = Figure.objects.filter(section__report__year=draft.year).held().select_related("section__report")
        return saving.gone_from(draft, held.order_by("section__order", "order")) if draft.year else []

    @transaction.atomic
    def reindex(self):
        """Write anew what is found of these reports."""
        held = list(self.select_for_update().order_by("pk"))
        entries.reindex(Section.objects.filter(report__in=held).prefetch_related("figures"))

    @transaction.atomic
    def save_draft(self, parsed, *, source_name, now, is_sample=False):
        """Save what the importer read, or a draft that was edited, as the draft of its year and return it.

        An existing draft is updated in place, so that the anchors and rows others point to stay. What was edited is
        saved as it is; what was not keeps the corrections of the one before. Raises ReportRefused.
        """
        report = self.select_for_update().filter(year=parsed.year).first() or self.model(year=parsed.year)
        if report.is_published:
            raise ReportRefused(
                gettext("%(year)s 年的報告已經公布，不能用導入的內容覆蓋；請先撤下。") % {"year": report.year}
            )
        if report.pk and report.proposal:
            raise ReportRefused(
                gettext("%(year)s 年的報告已經提請公布，不能用導入的內容覆蓋；請先撤回提請。") % {"year": report.year}
            )
        draft = saving.as_edited(parsed, report)
        report.title = draft.title
        report.script = script_of("".join(text for section in draft.sections for text in section.texts))
        report.source_name = source_name[:200]
        report.is_sample = is_sample
        report.imported_at = now
        try:
            report.full_clean()
            report.save()
            saving.replace_sections(report, draft.sections, section_model=Section, figure_model=Figure)
            entries.reindex(report.sections.prefetch_related("figures"))
        except ValidationError as error:
            raise ReportRefused(" ".join(error.messages)) from error
        return report


class Report(Published, models.Model):
    class Script(models.TextChoices):
        TRADITIONAL = TRADITIONAL, _("繁體")
        SIMPLIFIED = SIMPLIFIED, _("简体")

    year = models.PositiveSmallIntegerField(
        _("年度"), unique=True, validators=[MinValueValidator(1949), MaxValueValidator(2999)]
    )
    title = models.CharField(_("標題"), max_length=200)
    script = models.CharField(_("原文字體"), max_length=10, choices=Script, default=Script.TRADITIONAL)
    is_sample = models.BooleanField(_("示例資料"), default=False)
    source_name = models.CharField(_("來源文件"), max_length=200, blank=True)
    imported_at = models.DateTimeField(_("導入時間"))
    published_at = models.DateTimeField(_("公布時間"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("工作報告")
        verbose_name_plural = _("工作報告")
        ordering = ["-year"]
        permissions = [("publish_report", _("可以公布與撤下工作報告"))]
        constraints = [
            models.CheckConstraint(condition=models.Q(year__gte=1949, year__lte=2999), name="report_year_is_a_year"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("report_detail", args=[self.year])

    @property
    def is_published(self):
        return self.published_at is not None

    @transaction.atomic
    def name_figures(self, names):
        """Give the figures, in reading order, the names a person chose for them; each counts as corrected by hand.

        `names` are (text of the figure, name). Raises ReportRefused when the texts are not those of the report, and
        once it was published: names are addresses.
        """
        figures = list(Figure.objects.of(self))
        is_settled = self.was_ever_published or self.proposal
        if is_settled or [figure.text for figure in figures] != [text for text, name in names]:
            raise ReportRefused(gettext("這些名稱不屬於這份報告的指標，或者報告已經公布過，名稱不能再改。"))
        for figure, (_text, name) in zip(figures, names, strict=True):
            figure.name, figure.is_corrected = name, True
            figure.full_clean(exclude=["section"])
        Figure.objects.bulk_update(figures, ["name", "key", "is_corrected"])
        entries.reindex(self.sections.prefetch_related("figures"))
