"""A draw as its page tells it: groups by their names, what a lottery draws, where everybody stands."""

from collections import Counter
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.draws import lotteries, quotas
from feedback.draws.rules import State
from feedback.models import District
from feedback.representatives.models import Occupation
from feedback.representatives.rules import Dimension, band_name
from portal.reading.languages import reading

# What has no quota of its own, in each dimension.
REST = {
    Dimension.DISTRICT: _("其餘區市"),
    Dimension.AGE_BAND: _("其餘年齡段"),
    Dimension.OCCUPATION: _("其餘職業"),
}


class Line(NamedTuple):
    """Somebody in the order; the place is 0 before there is one."""

    place: int
    label: str
    position: str
    groups: str
    fate: str
    is_chosen: bool


class Group(NamedTuple):
    name: str
    people: int
    seats: int
    taken: int | None  # before the draw nobody knows


class Lottery(NamedTuple):
    name: str
    issue: str
    drawn_on: date
    draws: str  # how many numbers of which
    numbers: str


class Follower(NamedTuple):
    """A later selection: who left, why, and who follows."""

    number: int
    at: object
    leaves: str
    why: str
    chosen: str
    code: str


class Shown:
    """What the page of `draw` shows; it asks for the selections and for names, however long the list is."""

    def __init__(self, draw):
        self.draw, self.told = draw, draw.told
        self.selections = list(draw.selections.order_by("number"))
        self.entries = draw.shown_entries()

    @property
    def is_drawn(self):
        return bool(self.selections)

    @property
    def is_aborted(self):
        return self.draw.state == State.ABORTED

    @property
    def chosen(self):
        """The labels of the first selection, in the order in which they got their seats."""
        return self.selections[0].chosen if self.selections else []

    @property
    def last_day(self):
        return date.fromisoformat(self.draw.last_day)

    @cached_property
    def _names(self):
        kinds = {Dimension.DISTRICT: District, Dimension.OCCUPATION: Occupation}
        return {
            dimension: {row.code: reading(row) for row in model.objects.all()}
            if dimension in self.told["quotas"]
            else {}
            for dimension, model in kinds.items()
        }

    def group_name(self, dimension, group):
        """What a group is called: its value, all those that were merged into it, or the rest."""
        return gettext("、").join(self._value(dimension, value) for value in group.split(quotas.JOINED))

    def _value(self, dimension, value):
        if value == quotas.THE_REST:
            return str(REST[dimension])
        if dimension == Dimension.AGE_BAND:
            return band_name(value)
        return self._names[dimension].get(value, value)

    @cached_property
    def dimensions(self):
        """(name, its `Group`s) of everything by which the seats are shared out."""
        pool = self.told["pool"]
        return [
            (Dimension(name).label, [self._group(name, group, seats, pool) for group, seats in groups.items()])
            for name, groups in self.told["quotas"].items()
        ]

    def _group(self, name, group, seats, pool):
        people = Counter(cell[name] for cell in pool.values())[group]
        taken = sum(pool[label][name] == group for label in self.chosen) if self.is_drawn else None
        return Group(self.group_name(name, group), people, seats, taken)

    @property
    def is_short(self):
        """Whether a group had fewer people than seats, so that others took them."""
        return any(
            group.taken is not None and group.taken < group.seats for _name, of in self.dimensions for group in of
        )

    @property
    def lotteries(self):
        numbers = self.draw.numbers or [[]] * len(self.told["lotteries"])
        return [
            Lottery(
                each["name"], each["issue"], date.fromisoformat(each["drawn_on"]), what_it_draws(kind),
                " ".join(map(str, drawn)),
            )
            for each, kind, drawn in zip(self.told["lotteries"], self.draw.kinds, numbers, strict=True)
        ]  # fmt: skip

    @property
    def randomness(self):
        return lotteries.encoded(self.draw.numbers)

    @cached_property
    def _fates(self):
        """{label: what became of whoever was drawn}."""
        left = {each.leaves for each in self.selections}
        fates = {}
        for each in self.selections:
            for label in each.chosen:
                fates[label] = (each.number == 1, label in left)
        told = {
            (True, False): gettext("抽中"),
            (True, True): gettext("抽中，不再擔任"),
            (False, False): gettext("接替"),
            (False, True): gettext("接替，不再擔任"),
        }
        return {label: told[fate] for label, fate in fates.items()}

    @cached_property
    def order(self):
        """[label, position] of all: in the order that was drawn, before it by the labels alone."""
        return self.selections[0].order if self.is_drawn else [[label, ""] for label in sorted(self.told["pool"])]

    def lines(self, page):
        """The `Line`s of a page of `order`."""
        first = page.start_index() if self.is_drawn else 0
        return [self._line(first + place if first else 0, *each) for place, each in enumerate(page.object_list)]

    def _line(self, place, label, position):
        cell = self.told["pool"][label]
        groups = gettext("，").join(self.group_name(name, cell[name]) for name in self.told["quotas"])
        fate = self._fates.get(label, gettext("未抽中") if self.is_drawn else "")
        return Line(place, label, position, groups, fate, label in self._fates)

    @property
    def followers(self):
        return [
            Follower(each.number, each.at, each.leaves, each.get_why_display(), each.chosen[0], each.code)
            for each in self.selections[1:]
        ]

    @property
    def codes_left(self):
        """How many more selections there can be."""
        return self.told["chain_length"] - 1 - len(self.selections)


def what_it_draws(kind):
    """How many numbers of which, and in which order they are written."""
    places = {"lowest": kind.lowest, "highest": kind.highest, "count": kind.count}
    if kind.is_sorted:
        told = gettext("%(lowest)s 至 %(highest)s 中的 %(count)s 個，從小到大寫") % places
    else:
        told = gettext("%(count)s 個，每個是 %(lowest)s 至 %(highest)s，按開獎順序寫") % places
    if not kind.extra_count:
        return told
    places = {"main": told, "highest": kind.extra_highest, "count": kind.extra_count}
    return gettext("%(main)s；再寫 1 至 %(highest)s 中的 %(count)s 個") % places
