"""A paper: the numbers and lists of a span, of the bureau or of one unit, computed at one moment."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext

from feedback.office.calendar import working_days
from feedback.office.names import names
from feedback.office.staff import shown_name
from feedback.office.units import Unit
from feedback.papers import counted_tables, listed_tables, standing
from feedback.papers.counting import counted
from feedback.papers.numbers import whole
from feedback.papers.rules import Kind, Span
from feedback.papers.standing import Standing
from feedback.papers.tables import day
from feedback.rules.lateness import Lateness


@dataclass(frozen=True)
class Paper:
    """`found` is what was counted of the span and of each earlier one; `tables` are all that is told."""

    span: Span
    unit: Unit | None
    moment: datetime
    today: date
    found: list
    standing: Standing

    @classmethod
    def made(cls, span, unit, now):
        """The paper of `unit`, of the whole bureau without one, as it is at `now`."""
        today, key = timezone.localdate(now), unit and unit.pk
        found = counted([span, *span.compared()], today, unit=key)
        return cls(span, unit, now, today, found, standing.standing(today, unit=key))

    @property
    def earlier(self):
        return self.span.compared()

    @property
    def scope(self):
        return str(self.unit) if self.unit else gettext("全局")

    @property
    def title(self):
        places = {"scope": self.scope, "first": day(self.span.first), "last": day(self.span.last)}
        if self.span.kind == Kind.WEEK:
            return gettext("%(scope)s週報（%(first)s 至 %(last)s）") % places
        return gettext("%(scope)s月報（%(first)s 至 %(last)s）") % places

    @property
    def file_name(self):
        return f"{self.span.kind}-{day(self.span.first)}-{self.unit.code if self.unit else 'bureau'}"

    @cached_property
    def sentences(self):
        """What it comes to: of the span, and of now."""
        found, late = whole(self.found[0]), self.standing.late.total()
        if found.is_empty:
            told = [gettext("本期沒有收到意見建議，也沒有受理、答覆和評議。")]
        else:
            places = {"received": found.tally.received, "accepted": found.accepted, "replied": found.replied}
            told = [gettext("本期收到 %(received)s 件，受理 %(accepted)s 件，首次答覆 %(replied)s 件。") % places]
        places = {"open": self.standing.open.total(), "late": late}
        if not places["open"]:
            return [*told, gettext("現在沒有未辦結的。")]
        if not late:
            return [*told, gettext("現在未辦結 %(open)s 件，沒有逾期未答覆的。") % places]
        return [*told, gettext("現在未辦結 %(open)s 件，其中逾期未答覆 %(late)s 件。") % places]

    @cached_property
    def tables(self):
        key = self.unit and self.unit.pk
        lows = sum(whole(self.found[0]).ratings.lows.values())
        late = standing.overdue(self.today, unit=key)
        overdue = listed_tables.overdue(self, late, self.standing.late.total(), self._late_address(), working_days())
        return [
            counted_tables.compared(self),
            *([] if self.unit else [counted_tables.units(self)]),
            overdue,
            *([counted_tables.low_outcomes(self)] if lows else []),
            listed_tables.low_ratings(self, standing.low_ratings(self.span, unit=key), lows),
            listed_tables.oldest(self, standing.oldest(unit=key)),
            counted_tables.loads(self),
        ]

    @cached_property
    def units(self):
        """{key: unit} of all, in their order."""
        return names().unit

    @cached_property
    def _people(self):
        return standing.people({handler for _unit, handler in self.standing.handlers if handler})

    def person(self, key):
        return shown_name(self._people[key])

    def unit_name(self, key):
        return str(self.units[key]) if key in self.units else gettext("尚未轉辦")

    @staticmethod
    def name_of(handler):
        return shown_name(handler) if handler else gettext("沒有指定承辦人")

    def _late_address(self):
        chosen = {"late": Lateness.UNANSWERED} | ({"unit": self.unit.pk} if self.unit else {})
        return f"{reverse('admin:feedback_suggestion_changelist')}?{urlencode(chosen)}"
