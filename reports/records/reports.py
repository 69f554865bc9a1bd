"""The bureau's yearly report to citizens: its sections, its figures, and the record of its publication."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.reading.text import SIMPLIFIED, TRADITIONAL, script_of
from portal.serving import generation
from reports.article import layout
from reports.importer import AT_ONCE
from reports.importer.approximations import Approximation
from reports.importer.figures import figures_in
from reports.importer.names import grouped, key_of, place_name, plain
from reports.importer.numbers import is_share
from reports.importer.wording import words_of
from reports.records import entries, saving
from reports.records.saving import ReportRefused

MOST_FIGURES_AT_DESK = AT_ONCE.figures
# How many suggestions name a section.
NAMED = Coalesce(models.Sum("suggestion_counts__number"), 0)


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
    report = models.ForeignKey(Report, models.CASCADE, related_name="sections", verbose_name=_("工作報告"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("上一級")
    )
    level = models.PositiveSmallIntegerField(_("層級"), validators=[MinValueValidator(1), MaxValueValidator(3)])
    numeral = models.CharField(_("序號"), max_length=20, blank=True)
    heading = models.CharField(_("小標題"), max_length=300, blank=True)
    anchor = models.SlugField(_("錨點"), max_length=80)
    order = models.PositiveIntegerField(_("次序"))
    paragraphs = models.JSONField(_("段落"), default=list, blank=True)

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
        """The numeral and the heading as printed; what stands before or after the headings is named by its place."""
        return f"{self.numeral}{self.heading}" or place_name(self.anchor)

    @property
    def text(self):
        return "\n".join(self.paragraphs)

    @property
    def marked_paragraphs(self):
        """Each paragraph as (text, figure or None) pieces in order; the pieces joined are the paragraph."""
        return layout.marked(self.paragraphs, self.figures.all())

    @transaction.atomic
    def rewrite(self, *, heading, paragraphs, figures=None):
        """Correct a draft's text; its figures are read anew. Raises ReportRefused as `figures_of` does.

        `figures` are what `figures_of` has said of these words in the same transaction, if it was asked.
        """
        if figures is None:
            figures = self.figures_of(heading=heading, paragraphs=paragraphs)
        self.heading, self.paragraphs = heading, paragraphs
        self.full_clean()
        self.save(update_fields=["heading", "paragraphs"])
        saving.replace_figures([(self, figures)], Figure)
        entries.reindex([self])

    @transaction.atomic
    def figures_of(self, *, heading, paragraphs):
        """What this section's figures would be with these words; nothing is saved.

        Raises ReportRefused once the report is published, when there are too many to read while somebody waits, and
        when one cannot be saved. The report stays locked
        until the transaction around ends, so that what is allowed here can be saved in it.
        """
        report = Report.objects.select_for_update().get(pk=self.report_id)
        if report.is_published:
            raise ReportRefused(gettext("這份報告已經公布，正文不能修改；請先撤下。"))
        figures = []
        for place, text in enumerate(paragraphs):
            figures += figures_in(text, year=report.year, heading=heading, paragraph=place)
            if len(figures) > MOST_FIGURES_AT_DESK:
                raise ReportRefused(
                    gettext("這一節的指標超過 %(most)s 個，不能在這裡修改；請改好文件，重新導入。")
                    % {"most": MOST_FIGURES_AT_DESK}
                )
        for order, figure in enumerate(figures):
            saving.row_of(self, order, figure, Figure)
        return figures


class FigureQuerySet(models.QuerySet):
    def published(self):
        return self.filter(section__report__published_at__isnull=False)

    def with_place(self):
        """With section and report, but without the section's text: that would come once for each of its figures."""
        return self.select_related("section__report").defer("section__paragraphs")

    def of(self, report):
        return self.filter(section__report=report).with_place().order_by("section__order", "order")

    def named(self, name):
        """Figures counting the same thing in any year, whichever script each report was written in.

        Their sections come with their text, for the sentences, and each once however many figures it has.
        """
        sections = models.Prefetch("section", Section.objects.select_related("report"))
        figures = self.filter(key=key_of(name)).prefetch_related(sections)
        return figures.order_by("section__report__year", "section__order", "order")

    def in_order(self):
        return self.order_by("section", "order")

    def mentioning(self, query):
        """Those with a hit in name or number, of the newest report first."""
        return (
            self.filter(entry__whole__matches=query)
            .with_place()
            .order_by("-section__report__year", "section__order", "order")
        )


class Figure(models.Model):
    class Direction(models.TextChoices):
        NONE = "", "—"
        UP = "up", _("上升")
        DOWN = "down", _("下降")
        LEVEL = "level", _("持平")

    section = models.ForeignKey(Section, models.CASCADE, related_name="figures", verbose_name=_("章節"))
    name = models.CharField(
        _("指標"), max_length=100, validators=[RegexValidator(r"^[^/\\]+$", _("指標名稱不能含有斜線，請換一個寫法。"))]
    )
    key = models.CharField(max_length=100, editable=False, db_index=True)
    value = models.DecimalField(_("數值"), max_digits=24, decimal_places=4)
    unit = models.CharField(_("單位"), max_length=20, blank=True)
    approximation = models.CharField(
        _("約數用詞"), max_length=10, choices=Approximation, blank=True, help_text=_("原文說明它是約數的那個詞。")
    )
    direction = models.CharField(_("變化"), max_length=5, choices=Direction, blank=True)
    is_change = models.BooleanField(
        _("數值是升降的幅度"),
        default=False,
        help_text=_("例如「破案率提升兩成」：兩成是升了多少，不是破案率本身。"),
    )
    compared_year = models.PositiveSmallIntegerField(_("與哪一年相比"), null=True, blank=True)
    paragraph = models.PositiveIntegerField(_("第幾段"))
    start = models.PositiveIntegerField(_("起"))
    end = models.PositiveIntegerField(_("止"))
    text = models.CharField(_("原文"), max_length=100)
    order = models.PositiveIntegerField(_("次序"))
    is_corrected = models.BooleanField(_("已人工更正"), default=False)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("指標")
        verbose_name_plural = _("指標")
        ordering = ["section", "order"]
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="figure_text_is_not_empty"),
            models.CheckConstraint(
                condition=models.Q(is_change=False) | models.Q(direction__in=["up", "down"]),
                name="figure_change_goes_up_or_down",
                violation_error_message=_("數值是升降的幅度時，請選擇上升或下降。"),
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.number}{self.unit}"

    def get_absolute_url(self):
        return reverse("figure_history", args=[self.name])

    def clean(self):
        self.key = key_of(self.name)
        if self.is_change and self.value is not None:
            self.value = -abs(self.value) if self.direction == self.Direction.DOWN else abs(self.value)

    @property
    def number(self):
        """The value without the zeros the database adds, in plain digits: 109000000, -0.9."""
        return plain(self.value)

    @property
    def grouped(self):
        """The value for a reader: 109,000,000."""
        return grouped(self.value)

    @property
    def words(self):
        """The value as the report words it: 1.09億元, 超過1.7萬億條; of a change, by how much."""
        value = abs(self.value) if self.is_change else self.value
        return words_of(self.text, value, self.unit, self.approximation)

    @property
    def told(self):
        """The value for a reader; a change as one: 上升 21%, 減少 500人."""
        if not self.is_change:
            return self.words
        if is_share(self.unit):
            sentence = gettext("上升 %(value)s") if self.direction == "up" else gettext("下降 %(value)s")
        else:
            sentence = gettext("增加 %(value)s") if self.direction == "up" else gettext("減少 %(value)s")
        return sentence % {"value": self.words}

    @property
    def is_approximate(self):
        return self.approximation != ""

    @property
    def sentence(self):
        """The sentence of the report it stands in."""
        return layout.sentence_at(self.section.paragraphs[self.paragraph], self.start, self.end)

    @property
    def spot(self):
        """The id of this figure in the report's page."""
        return f"{self.section.anchor}-p{self.paragraph + 1}-{self.start}"


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
