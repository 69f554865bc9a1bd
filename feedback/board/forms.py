"""What a reader of the board chooses: words, filters, an order, a page."""

from typing import NamedTuple

from django import forms
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.board.fields import LAST, CodeField, NamedField, NumberField, PlaceField
from feedback.models import Campaign
from feedback.office.levels import level_names
from feedback.office.outcomes import decline_reasons, outcomes
from feedback.parts.board_address import board_address
from feedback.parts.fields import DayField, RowField
from feedback.records import counters
from feedback.rules.counted.ratings import OPEN, RATED, WITHOUT_LEVEL
from feedback.rules.counted.totals import DIMENSIONS
from feedback.rules.lateness import Lateness
from feedback.rules.periods import Promptness
from feedback.rules.ratings import Meaning, RatingOutcome, Solved
from feedback.suggestions.narrowing import OF_THE_TEXT
from feedback.suggestions.paging import ORDERS
from portal.reading.languages import reading, spoken
from portal.search.asking import QueryField
from reports.models import Section

TALLIES = {
    "received": _("收到"),
    "valid": _("有效"),
    "handled": _("已辦結（含併案）"),
    "open": _("在辦"),
    "closed": _("辦結"),
    "declined": _("不予受理"),
    "merged": _("併案"),
    "withdrawn": _("撤回"),
}
# Beside the levels themselves.
RATINGS = {
    Meaning.CONTENT.value: _("基本滿意及以上"), Meaning.LOW.value: _("不滿意及以下"), RATED: _("已經評議"),
    WITHOUT_LEVEL: _("沒有評議"),
}  # fmt: skip
LOWS = {**dict(RatingOutcome.choices), OPEN: _("還沒有結果")}
SORTS = {"newest": _("最新收到"), "due": _("先到期"), "support": _("「我也遇到」多")}
SIZES = (20, 50)
STUBS = {"1": "", "0": ""}  # listed or not; said by links, never by a label
ROWS = ("category", "unit", "district", "status", "campaign")
# In the order in which they are offered; those that stand in CODES are codes, of the others rows are chosen.
FILTERS = (
    "category", "unit", "district", "status", "late", "promptness", "outcome", "rating", "solved", "low",
    "campaign_kind", "campaign", "tally", "declined",
)  # fmt: skip
CODES = {
    "tally": TALLIES,
    "campaign_kind": dict(Campaign.Kind.choices),
    "late": dict(Lateness.choices),
    "promptness": dict(Promptness.choices),
    "outcome": {},
    "rating": RATINGS,
    "solved": dict(Solved.choices),
    "low": LOWS,
    "declined": {},
}
OF_ROWS = ("outcome", "rating", "declined")  # of CODES, those that administrators keep
DAYS = ("received_from", "received_to")
NARROWING = (*FILTERS, *DAYS, "section")
COUNTED = (*DIMENSIONS, "tally", "late")  # what the counters know


class Choice(NamedTuple):
    value: str
    label: str
    number: int | None  # how many it would leave; None where nobody counts
    is_chosen: bool


class Facet(NamedTuple):
    name: str
    label: str
    choices: tuple


class Chip(NamedTuple):
    """A filter that is chosen, its value as HTML, and the address of the list without it."""

    label: str
    value: str
    address: str


class Way(NamedTuple):
    """Another look at the same list."""

    label: str
    address: str
    is_chosen: bool


class BoardForm(forms.Form):
    """The filters of the board; what is not valid is told and left out."""

    q = QueryField(label=_("搜索標題、內容和答覆，或填編號"))
    category = NamedField(label=_("領域"), required=False)
    district = NamedField(label=_("區市"), required=False)
    status = NamedField(label=_("狀態"), required=False)
    campaign = NamedField(label=_("活動"), required=False)
    unit = NamedField(label=_("承辦單位"), required=False)
    section = RowField(
        label=_("報告章節"), queryset=Section.objects.published().select_related("report"), required=False,
        widget=forms.HiddenInput,
    )  # fmt: skip
    campaign_kind = CodeField(label=_("活動種類"), labels=CODES["campaign_kind"])
    tally = CodeField(label=_("統計範圍"), labels=CODES["tally"])
    late = CodeField(label=_("是否逾期"), labels=CODES["late"])
    promptness = CodeField(label=_("首次答覆"), labels=CODES["promptness"])
    outcome = CodeField(label=_("採納情況"), labels={})
    rating = CodeField(label=_("市民評議"), labels={})
    solved = CodeField(label=_("解決了嗎"), labels=CODES["solved"])
    low = CodeField(label=_("不滿意的結果"), labels=CODES["low"])
    declined = CodeField(label=_("不予受理的原因"), labels={})
    received_from = DayField(label=_("收到日期從"), form="board")
    received_to = DayField(label=_("收到日期到"), form="board")
    stubs = CodeField(label=_("內容不公開的"), labels=STUBS)
    sort = CodeField(label=_("排序"), labels=SORTS)
    size = CodeField(label=_("每頁件數"), labels={str(size): size for size in SIZES})
    after = NumberField()
    before = NumberField(words=[LAST])
    part = PlaceField(required=False)

    def __init__(self, data, *, names):
        super().__init__(data)
        for name in ROWS:
            rows = getattr(names, name).values()
            self.fields[name].rows = {str(row.slug if name == "campaign" else row.pk): row for row in rows}
        levels = level_names()
        kept = {"outcome": outcomes(), "declined": decline_reasons()}
        self.codes = CODES | {"rating": {level.code: level.name for level in levels} | RATINGS}
        self.codes |= {name: {code: reading(row) for code, row in rows.items()} for name, rows in kept.items()}
        # A level of another scale is offered while somebody has rated with it; its address is always known.
        self.unused_levels = {level.code for level in levels if not level.is_current} - counters.levels_rated()
        for name in OF_ROWS:
            self.fields[name].choices = [("", ""), *self.codes[name].items()]

    def clean(self):
        first, last = (self.cleaned_data.get(name) for name in DAYS)
        if first and last and first > last:
            self.cleaned_data |= dict.fromkeys(DAYS)
            raise forms.ValidationError(gettext("收到日期的起止顛倒了，沒有按日期篩選。"))

    def chosen(self):
        """What is valid; asks for validation first."""
        self.is_valid()
        return self.cleaned_data

    @cached_property
    def filters(self):
        """What the list is narrowed by."""
        return {name: self.chosen().get(name) for name in NARROWING}

    @property
    def order(self):
        return self.chosen().get("sort") or next(iter(ORDERS))

    @property
    def page_size(self):
        """How many lines a page is to have, None where nothing is said."""
        return int(self.chosen().get("size") or 0) or None

    @property
    def is_last(self):
        return self.chosen()["before"] == LAST

    @property
    def is_first(self):
        """Whether it is the first page that is asked for."""
        return not (self.chosen()["after"] or self.chosen()["before"])

    @property
    def query(self):
        return self.chosen()["q"]

    @property
    def of_the_text(self):
        """The filters by which only those are found whose text is public."""
        return [name for name in OF_THE_TEXT if self.filters[name]]

    @property
    def hides_stubs(self):
        """Whether only those are listed whose text is public.

        The one rule of it: an address that names a filter and says nothing of stubs lists all that it leaves, so that
        whoever comes from a number finds what was counted. The board as it opens begins with what can be read. The
        form and the links of the page say it. A search finds what everybody may read, and one by its number.
        """
        if not self.query.is_empty or self.of_the_text:
            return False
        said = self.chosen().get("stubs")
        return said == "0" if said else not any(self.data.get(name) for name in NARROWING)

    @property
    def is_counted(self):
        """Whether the counters know how many there are: not of words, nor of the list by due day."""
        is_kept = not any(self.filters[name] for name in NARROWING if name not in COUNTED)
        return self.query.is_empty and is_kept and self.order != "due"

    def is_in_use(self):
        return any(self.data.get(name) for name in (*FILTERS, *DAYS, "sort"))

    def told(self):
        """What is said of that which was left out."""
        wrong = [str(self.fields[name].label) for name in self.errors if name not in (*DAYS, "__all__")]
        if wrong:
            yield gettext("這些篩選條件不存在，已經略過：%(names)s。") % {"names": "、".join(wrong)}
        if any(name in self.errors for name in DAYS):
            yield gettext("收到日期要從 2000 年起，寫成「2026-11-27」這樣；寫得不對的已經略過。")
        yield from self.non_field_errors()

    def keys(self):
        """The filters as the counters know them."""
        chosen = {name: self.filters[name] for name in DIMENSIONS if self.filters[name]}
        keys = {name: value if name in CODES else value.pk for name, value in chosen.items()}
        return keys | {"tally": self.filters["tally"] or ""}

    def facets(self, totals, late):
        """Every filter with its choices and how many each would leave; one that would leave none is not offered.

        `totals` are those of what is late where that is chosen, `late` are those of each that may be.
        """
        counts = totals.choices(**self.keys())
        counts["late"] = {what: of_it.number(**self.keys()) for what, of_it in late.items()}
        return [
            self._coded(name, counts.get(name)) if name in CODES else self._named(name, counts.get(name))
            for name in FILTERS
        ]

    def _named(self, name, counts):
        """`counts` are None of what nobody counts. Of the many talks the chosen one alone is offered."""
        chosen, rows = self.filters[name], self.fields[name].rows
        offered = {key: row for key, row in rows.items() if row == chosen or not getattr(row, "talk_on", None)}
        choices = [(value, reading(row), row.pk, row == chosen) for value, row in offered.items()]
        return self._facet(name, choices, counts)

    def _coded(self, name, counts):
        chosen = self.filters[name]
        choices = [
            (code, str(label), code, code == chosen)
            for code, label in self.codes[name].items()
            if name != "rating" or code not in self.unused_levels or code == chosen
        ]
        return self._facet(name, choices, counts)

    def _facet(self, name, choices, counts):
        offered = tuple(
            Choice(value, label, counts[key] if counts and self.is_counted else None, is_chosen)
            for value, label, key, is_chosen in choices
            if counts is None or counts[key] or is_chosen
        )
        return Facet(name, str(self.fields[name].label), offered)

    def days(self):
        return [self[name] for name in DAYS]

    def chips(self):
        """The filters that are chosen, but for the section, which has a sentence of its own."""
        return [
            Chip(str(self.fields[name].label), self._said(name), self.address(**{name: None}))
            for name in (*FILTERS, *DAYS)
            if self.filters[name]
        ]

    def _said(self, name):
        value = self.filters[name]
        if name in CODES:
            return str(self.codes[name][value])
        return date_format(value, "DATE_FORMAT") if name in DAYS else spoken(value)

    def without_filters(self):
        return self.address(**dict.fromkeys((*FILTERS, *DAYS)))

    def sorts(self):
        """The orders; the first is the default."""
        first = next(iter(SORTS))
        return [
            Way(str(label), self.address(sort=None if name == first else name), name == self.order)
            for name, label in SORTS.items()
        ]

    def sizes(self):
        return [
            Way(str(size), self.address(size=None if size == SIZES[0] else size), size == (self.page_size or SIZES[0]))
            for size in SIZES
        ]

    def with_stubs(self):
        return self.address(stubs=1)

    def only_talks(self):
        return self.address(campaign_kind=Campaign.Kind.LIVE)

    def without_stubs(self):
        return self.address(stubs=0)

    def carried(self):
        """(name, value) of what the form keeps and does not show."""
        kept = {name: self.data.get(name) for name in ("section", "sort", "size")}
        if self.query.is_empty:
            kept["stubs"] = "0" if self.hides_stubs else "1"
        return [(name, value) for name, value in kept.items() if value]

    def address(self, **changes):
        """The address of the first page of the list with other choices; a choice that is None is left out."""
        names = [name for name in self.fields if name not in ("after", "before", "part")]
        query = {name: self.data.get(name) for name in names} | changes
        return board_address(**{name: value for name, value in query.items() if value not in (None, "")})
