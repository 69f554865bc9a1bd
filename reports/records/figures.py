"""指標: the numbers of a report, each with its name and where in the text it stands."""

import re
from functools import reduce
from operator import or_

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.article import layout
from reports.drafting.sentences import around
from reports.importer.approximations import Approximation
from reports.importer.names import grouped, key_of, plain
from reports.importer.numbers import is_share
from reports.importer.wording import NO_BREAK, worded_like, words_of
from reports.records.entries import FigureEntry

DECIMAL_ZEROS = re.compile(r"(?<=\d)(?:\.0+|(\.\d*[1-9])0+)(?!\d)")


def _compared(words):
    """2.0% says what 2% says."""
    return DECIMAL_ZEROS.sub(lambda match: match[1] or "", words.replace(" ", "").replace(NO_BREAK, ""))


class FigureQuerySet(models.QuerySet):
    def published(self):
        return self.filter(section__report__published_at__isnull=False)

    def with_place(self):
        """With section and report, but without the section's text: that would come once for each of its figures."""
        return self.select_related("section__report").defer("section__paragraphs")

    def of(self, report):
        return self.filter(section__report=report).with_place().order_by("section__order", "order")

    def named(self, name):
        """Figures counting the same thing in any year, whichever script each report was written in."""
        return self.filter(key=key_of(name)).with_surroundings()

    def with_surroundings(self):
        """By year, with all that a page of figures says of each.

        Their sections come with their text and figures, for the sentences and what is drawn of them, and each once
        however many figures it has here.
        """
        beside = models.Prefetch("figures", Figure.objects.in_order())
        sections = Figure.section.field.related_model.objects.select_related("report").with_suggestion_counts()
        whole = models.Prefetch("section", sections.prefetch_related(beside))
        return self.prefetch_related(whole).order_by("section__report__year", "section__order", "order")

    def before_changes_of(self, report):
        """The values of other years under the names of what changed in this one."""
        changed = Figure.objects.filter(section__report=report, is_change=True, compared_year__isnull=False)
        others = self.exclude(section__report=report).filter(is_change=False, key__in=changed.values("key"))
        return others.with_place().order_by("section__report__year", "section__order", "order")

    def in_order(self):
        return self.order_by("section", "order")

    def held(self):
        """Those that something else points to, the search index and what nobody has confirmed aside."""
        return self.filter(reduce(or_, _pointed_at(), models.Q(pk__in=())))

    def mentioning(self, query):
        """Those with a hit in name or number, of the newest report first."""
        return (
            self.filter(entry__whole__matches=query)
            .with_place()
            .order_by("-section__report__year", "section__order", "order")
        )


def _pointed_at():
    """For each table that points to figures, whether it points to one."""
    for relation in Figure._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model is not FigureEntry:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: models.OuterRef("pk")})
            names = {field.name for field in relation.related_model._meta.fields}
            yield models.Q(models.Exists(rows.filter(confirmed_at__isnull=False) if "confirmed_at" in names else rows))


class Figure(models.Model):
    class Direction(models.TextChoices):
        NONE = "", "—"
        UP = "up", _("上升")
        DOWN = "down", _("下降")
        LEVEL = "level", _("持平")

    section = models.ForeignKey("reports.Section", models.CASCADE, related_name="figures", verbose_name=_("章節"))
    name = models.CharField(
        _("指標"), max_length=100, validators=[RegexValidator(r"^[^/\\]+$", _("指標名稱不能含有斜線，請換一個寫法。"))]
    )
    key = models.CharField(max_length=100, editable=False, db_index=True)
    value = models.DecimalField(_("數值"), max_digits=24, decimal_places=4)
    unit = models.CharField(_("單位"), max_length=20, blank=True)
    # Of a range, whose value is its lower end; of one that came from another value; of a fraction or a ratio.
    lower = models.DecimalField(_("下限"), max_digits=24, decimal_places=4, null=True, blank=True)
    upper = models.DecimalField(_("上限"), max_digits=24, decimal_places=4, null=True, blank=True)
    from_value = models.DecimalField(_("原來的數值"), max_digits=24, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(_("分子"), max_digits=24, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("分母"), max_digits=24, decimal_places=4, null=True, blank=True)
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
    is_confirmed = models.BooleanField(_("已人工核對"), default=False)

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
            models.CheckConstraint(
                condition=models.Q(lower__isnull=True, upper__isnull=True)
                | models.Q(lower__isnull=False, upper__isnull=False, lower__lte=models.F("upper")),
                name="figure_range_has_two_ends",
                violation_error_message=_("範圍要有下限和上限，下限不能大於上限。"),
            ),
            models.CheckConstraint(
                condition=models.Q(numerator__isnull=True, denominator__isnull=True)
                | models.Q(numerator__isnull=False, denominator__isnull=False, denominator__gt=0),
                name="figure_fraction_has_two_terms",
                violation_error_message=_("分數或者比要有分子和分母，分母要大於零。"),
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.number}{self.unit}"

    def get_absolute_url(self):
        return f"{reverse('figure_history', args=[self.name])}#{self.section.report.year}"

    def clean(self):
        self.key = key_of(self.name)
        if self.is_change and self.value is not None:
            self.value = -abs(self.value) if self.direction == self.Direction.DOWN else abs(self.value)

    @transaction.atomic
    def drop(self):
        """It is no figure: it goes, and its section remembers that for when the file is imported again."""
        section = type(self.section).objects.select_for_update().get(pk=self.section_id)
        text = section.paragraphs[self.paragraph]
        place = around(text, self.start, self.end)
        section.dropped.append([text[place], self.text, self.start - place.start])
        section.save(update_fields=["dropped"])
        self.delete()

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
        return self._words()

    @property
    def in_full(self):
        """Its words with all digits written out, 109,000,000 元, or "" where they say no more."""
        full = self._words(in_full=True)
        return "" if _compared(full) == _compared(self.words) else full

    def _words(self, *, in_full=False):
        value = abs(self.value) if self.is_change else self.value
        ends = {"lower": self.lower, "upper": self.upper, "terms": (self.numerator, self.denominator)}
        return words_of(self.text, value, self.unit, self.approximation, in_full=in_full, **ends)

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
    def before(self):
        """What it was before, in the words of its report, or "" where the sentence does not say."""
        return "" if self.from_value is None else worded_like(self.text, self.from_value, self.unit)

    @property
    def is_exact(self):
        """Whether it is one value without a word that makes it a round one: such can be added up and compared."""
        return not self.approximation and self.lower is None and self.denominator is None

    @property
    def is_approximate(self):
        return self.approximation != ""

    @property
    def is_unworded(self):
        return self.approximation == Approximation.UNWORDED

    @property
    def sentence(self):
        """The sentence of the report it stands in."""
        text = self.section.paragraphs[self.paragraph]
        return text[layout.sentence_at(text, self.start, self.end)].strip()

    @property
    def spot(self):
        """The id of this figure in the report's page."""
        return f"{self.section.anchor}-p{self.paragraph + 1}-{self.start}"
