"""What a reader of the board chooses: words, filters, an order, a page."""

from typing import NamedTuple

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.parts.fields import RowField
from feedback.rules.lateness import Lateness
from feedback.rules.receipts import parse_number
from feedback.rules.totals import DIMENSIONS
from feedback.suggestions.paging import ORDERS
from portal.reading.languages import reading
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
SORTS = {"newest": _("最新收到的在前"), "due": _("待答覆的，先到期的在前"), "support": _("「我也遇到」多的在前")}
FILTERS = ("category", "district", "status", "campaign", "unit")


class NamedField(forms.Field):
    """A choice among rows that are in memory, by what an address has for them."""

    rows: dict

    def to_python(self, value):
        if not value:
            return None
        if value not in self.rows:
            raise forms.ValidationError(gettext("沒有這一項，請從列表裡選。"))
        return self.rows[value]


class NumberField(forms.Field):
    """A public number; anything else is read as nothing."""

    def to_python(self, value):
        return value if value and parse_number(value) else ""


class PlaceField(forms.Field):
    """In which part of the hits the neighbouring page ended; anything else is read as nothing."""

    def to_python(self, value):
        return int(value) if value in ("0", "1", "2") else None


class Choice(NamedTuple):
    value: str
    label: str
    number: int | None  # how many it would leave; None where nobody counts
    is_chosen: bool


class Facet(NamedTuple):
    name: str
    label: str
    choices: tuple


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
    tally = forms.ChoiceField(label=_("統計範圍"), required=False, choices=[("", ""), *TALLIES.items()])
    late = forms.ChoiceField(label=_("是否逾期"), required=False, choices=[("", ""), *Lateness.choices])
    sort = forms.ChoiceField(label=_("排序"), required=False, choices=[("", ""), *SORTS.items()])
    after = NumberField(required=False)
    before = NumberField(required=False)
    part = PlaceField(required=False)

    def __init__(self, data, *, names):
        super().__init__(data)
        for name in FILTERS:
            rows = getattr(names, name).values()
            self.fields[name].rows = {str(row.slug if name == "campaign" else row.pk): row for row in rows}

    def chosen(self):
        """What is valid; asks for validation first."""
        self.is_valid()
        return self.cleaned_data

    @cached_property
    def filters(self):
        """What the list is narrowed by."""
        return {name: self.chosen().get(name) for name in (*FILTERS, "section", "tally", "late")}

    @property
    def order(self):
        return self.chosen().get("sort") or next(iter(ORDERS))

    @property
    def query(self):
        return self.chosen()["q"]

    @property
    def is_counted(self):
        """Whether the counters know how many there are: not of words, a section, a district, or the list by due day."""
        is_kept = self.query.is_empty and not self.filters["section"] and not self.filters["district"]
        return is_kept and self.order != "due"

    def is_in_use(self):
        return any(self.data.get(name) for name in (*FILTERS, "tally", "late", "sort"))

    def ignored(self):
        """The labels of the filters that were left out."""
        return [self.fields[name].label for name in self.errors]

    def keys(self):
        """The filters as the counters know them."""
        rows = {name: self.filters[name] for name in DIMENSIONS}
        return {name: row.pk for name, row in rows.items() if row} | {"tally": self.filters["tally"] or ""}

    def facets(self, totals, late):
        """Every filter with its choices and how many each would leave; one that would leave none is not offered.

        `totals` are those of what is late where that is chosen, `late` are those of each that may be.
        """
        chosen, found = self.chosen(), totals.choices(**self.keys())
        late = {what: of_it.number(**self.keys()) for what, of_it in late.items()}
        facets = [self._coded("tally", TALLIES, found["tally"]), self._coded("late", dict(Lateness.choices), late)]
        for name in FILTERS:
            counts = found.get(name)  # of districts none are kept
            choices = tuple(
                Choice(
                    value, reading(row), counts[row.pk] if counts and self.is_counted else None,
                    row == chosen.get(name),
                )
                for value, row in self.fields[name].rows.items()
                if counts is None or counts[row.pk] or row == chosen.get(name)
            )  # fmt: skip
            facets.append(Facet(name, str(self.fields[name].label), choices))
        return facets

    def _coded(self, name, labels, counts):
        chosen = self.filters[name]
        choices = tuple(
            Choice(code, str(label), counts[code] if self.is_counted else None, code == chosen)
            for code, label in labels.items()
            if counts[code] or code == chosen
        )
        return Facet(name, str(self.fields[name].label), choices)

    def sorts(self):
        """The orders; the first is the default."""
        choices = tuple(
            Choice("" if name == next(iter(SORTS)) else name, str(label), None, name == self.order)
            for name, label in SORTS.items()
        )
        return [Facet("sort", str(self.fields["sort"].label), choices)]
