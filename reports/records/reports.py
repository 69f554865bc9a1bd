"""The bureau's yearly report to citizens: its sections, its figures, and the record of its publication."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.reading.text import SIMPLIFIED, TRADITIONAL, script_of
from portal.serving import generation
from reports.records import entries, saving
from reports.records.figures import Figure
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

    @transaction.atomic
    def reindex(self):
        """Write anew what is found of these reports."""
        held = list(self.select_for_update().order_by("pk"))
        entries.reindex(Section.objects.filter(report__in=held).prefetch_related("figures"))

    @transaction.atomic
    def save_draft(self, parsed, *, source_name, now, is_sample=False):
        """Save what the importer read as the draft of its year and return it; raises ReportRefused.

        An existing draft is updated in place, so that the anchors and rows others point to stay.
        """
        report = self.select_for_update().filter(year=parsed.year).first() or self.model(year=parsed.year)
        if report.is_published:
            raise ReportRefused(
                gettext("%(year)s 年的報告已經公布，不能用導入的內容覆蓋；請先撤下。") % {"year": report.year}
            )
        report.title = parsed.title
        report.script = script_of("".join(text for section in parsed.sections for text in section.texts))
        report.source_name = source_name[:200]
        report.is_sample = is_sample
        report.imported_at = now
        try:
            report.full_clean()
            report.save()
            saving.replace_sections(report, parsed.sections, section_model=Section, figure_model=Figure)
            entries.reindex(report.sections.prefetch_related("figures"))
        except ValidationError as error:
            raise ReportRefused(" ".join(error.messages)) from error
        return report


class Report(models.Model):
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

    @property
    def was_ever_published(self):
        """Whether its addresses are known outside, be it withdrawn since or not."""
        return self.publications.exists()

    def publish(self, *, by, now):
        self._record(Publication.Action.PUBLISH, published_at=now, by=by, now=now)

    def withdraw(self, *, by, now):
        self._record(Publication.Action.WITHDRAW, published_at=None, by=by, now=now)

    @transaction.atomic
    def name_figures(self, names):
        """Give the figures, in reading order, the names a person chose for them; each counts as corrected by hand.

        `names` are (text of the figure, name). Raises ReportRefused when the texts are not those of the report, and
        once it was published: names are addresses.
        """
        figures = list(Figure.objects.of(self))
        if self.was_ever_published or [figure.text for figure in figures] != [text for text, name in names]:
            raise ReportRefused(gettext("這些名稱不屬於這份報告的指標，或者報告已經公布過，名稱不能再改。"))
        for figure, (_text, name) in zip(figures, names, strict=True):
            figure.name, figure.is_corrected = name, True
            figure.full_clean(exclude=["section"])
        Figure.objects.bulk_update(figures, ["name", "key", "is_corrected"])
        entries.reindex(self.sections.prefetch_related("figures"))

    @generation.publishing()
    def _record(self, action, *, published_at, by, now):
        """Move to `published_at` and write it down; a report that stands there already is refused."""
        report = Report.objects.select_for_update().get(pk=self.pk)
        if report.is_published and published_at:
            raise ReportRefused(gettext("這份報告已經公布，不用再公布。"))
        if not report.is_published and not published_at:
            raise ReportRefused(gettext("這份報告沒有公布，無須撤下。"))
        if published_at and not report.sections.exists():
            raise ReportRefused(gettext("這份報告還沒有內容，不能公布，請先導入或者填寫。"))
        report.published_at = self.published_at = published_at
        report.save(update_fields=["published_at"])
        Publication.objects.create(report=report, action=action, by=by, at=now)
        generation.bump()


class Publication(models.Model):
    """One line of the record of publishing and withdrawing; rows are only ever added."""

    class Action(models.TextChoices):
        PUBLISH = "publish", _("公布")
        WITHDRAW = "withdraw", _("撤下")

    report = models.ForeignKey(Report, models.PROTECT, related_name="publications", verbose_name=_("工作報告"))
    action = models.CharField(_("動作"), max_length=10, choices=Action)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("經辦人"))
    at = models.DateTimeField(_("時間"))

    class Meta:
        verbose_name = _("公布記錄")
        verbose_name_plural = _("公布記錄")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.report} {self.get_action_display()}"

    def get_absolute_url(self):
        return self.report.get_absolute_url()
