"""章節: the headings of a report with their paragraphs, as a tree of at most three levels."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.drafting.carrying import carry, settled
from reports.drafting.draft import drafted
from reports.importer import AT_ONCE, ParsedReport, ParsedSection
from reports.importer.names import heading_label, place_name
from reports.importer.tables import figures_of
from reports.importer.years import year_of
from reports.records import entries, saving
from reports.records.figures import Figure
from reports.records.saving import ReportRefused

MOST_FIGURES_AT_DESK = AT_ONCE.figures
# How many suggestions name a section.
NAMED = Coalesce(models.Sum("suggestion_counts__number"), 0)


class SectionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(report__published_at__isnull=False)

    def in_order(self):
        return self.order_by("report", "order")

    def mentioning(self, query):
        """Those with a hit in heading or paragraphs, of the newest report first."""
        return self.filter(entry__whole__matches=query).select_related("report").order_by("-report__year", "order")

    def with_suggestion_counts(self):
        """Each with `suggestion_count`, those that name it and not its subsections."""
        return self.annotate(suggestion_count=NAMED)


class Section(models.Model):
    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="sections", verbose_name=_("工作報告"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("上一級")
    )
    level = models.PositiveSmallIntegerField(_("層級"), validators=[MinValueValidator(1), MaxValueValidator(3)])
    numeral = models.CharField(_("序號"), max_length=20, blank=True)
    heading = models.CharField(_("小標題"), max_length=300, blank=True)
    anchor = models.SlugField(_("錨點"), max_length=80)
    order = models.PositiveIntegerField(_("次序"))
    paragraphs = models.JSONField(_("段落"), default=list, blank=True)
    dropped = models.JSONField(default=list, blank=True, editable=False)  # numbers that are no figures: draft.Dropped

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("章節")
        verbose_name_plural = _("章節")
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "anchor"], name="section_anchor_unique_per_report"),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=3), name="section_level_is_one_to_three"
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return f"{self.report.get_absolute_url()}#{self.anchor}"

    @property
    def label(self):
        """The numeral and the heading; what stands before or after the headings is named by its place."""
        return heading_label(self.numeral, self.heading) or place_name(self.anchor)

    @property
    def text(self):
        return "\n".join(self.paragraphs)

    def headings_above(self):
        """The headings that this section stands under, the nearest first."""
        headings, parent = [], self.parent
        while parent is not None:
            headings.append(parent.heading)
            parent = parent.parent
        return headings

    @transaction.atomic
    def rewrite(self, *, heading, paragraphs, drawn=None):
        """Correct a draft's text; its figures are read anew. Raises ReportRefused as `drawn_anew` does.

        `drawn` is what `drawn_anew` has made of these words in the same transaction, if it was asked.
        """
        drawn = drawn or self.drawn_anew(heading=heading, paragraphs=paragraphs)
        before = self.paragraphs
        self.heading, self.paragraphs, self.dropped = heading, paragraphs, [list(one) for one in drawn.dropped]
        self.full_clean()
        self.save(update_fields=["heading", "paragraphs", "dropped"])
        saving.replace_figures([(self, before, drawn.figures)], Figure)
        entries.reindex([self])

    @transaction.atomic
    def drawn_anew(self, *, heading, paragraphs):
        """This section as it would be with these words, its figures with their corrections; nothing is saved.

        Raises ReportRefused once the report is published, when there are too many to read while somebody waits, and
        when one cannot be saved. The report stays locked until the transaction around ends, so that what is allowed
        here can be saved in it.
        """
        report = Section.report.get_queryset().select_for_update().get(pk=self.report_id)
        report.require_open()
        known = saving.section_known(Section.objects.get(pk=self.pk), self.figures.in_order())
        read = ParsedSection(self.anchor, self.level, self.numeral, heading, paragraphs)
        year = year_of([heading, *self.headings_above()], report.year)
        for found in figures_of(paragraphs, year=year, heading=heading):
            read.figures += found
            if len(read.figures) > MOST_FIGURES_AT_DESK:
                raise ReportRefused(
                    gettext("這一節的指標超過 %(most)s 個，不能在這裡修改；請改好文件，重新導入。")
                    % {"most": MOST_FIGURES_AT_DESK}
                )
        draft = settled(carry(drafted(ParsedReport(report.title, report.year, [read])), [known]))
        for order, figure in enumerate(draft.sections[0].figures):
            saving.row_of(self, order, figure, Figure)
        return draft.sections[0]
