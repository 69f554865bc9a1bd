"""Whatever happened: the numbers of a paper are those of the public statistics, wherever both count the same."""

from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings

from feedback.desk.queries.suggestions import every
from feedback.office.calendar import working_days
from feedback.papers.counting import counted
from feedback.papers.numbers import whole
from feedback.papers.rules import Kind, Span
from feedback.records import counters
from feedback.rules.periods import Promptness
from tests.databases import undone
from tests.feedback.histories import STEPS, lived

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

UNTIL_NOW = date(2000, 1, 1)


# Of the others nothing is said yet: a paper counts what was done, not what waits within its days.
JUDGED = (Promptness.ON_TIME, Promptness.LATE, Promptness.OVERDUE)


def of_group(group):
    first = {mark: count for mark, count in group.promptness.items() if mark in JUDGED}
    returns = {(cause, mark): count for (cause, mark), count in group.returns.items() if mark in JUDGED}
    return first, returns, group.on_time_rate, group.returns_on_time_rate, group.days


def of_ratings(ratings):
    return ratings.first.levels, ratings.final.levels, ratings.final.solved, ratings.final.staffed, ratings.lows


class Look:
    def __init__(self, history):
        self.history, self.today = history, history.today
        self.public = counters.statistics(history.now, history.today)
        self.span = Span(Kind.MONTH, UNTIL_NOW, self.today, self.today)
        [self.found] = counted([self.span], self.today)

    def check(self):
        self.check_whole()
        self.check_units()
        self.check_months()
        self.check_parts()
        self.check_glance()

    def check_whole(self):
        found = whole(self.found)
        assert found.tally == self.public.total.tally
        assert of_group(found.group) == of_group(self.public.total)
        assert of_ratings(found.ratings) == of_ratings(self.public.ratings)

    def check_units(self):
        groups, ratings = self.public.groups["unit"], self.public.ratings_by["unit"]
        assert {unit: found.tally for unit, found in self.found.items()} == {
            unit: group.tally for unit, group in groups.items()
        }
        for unit, found in self.found.items():
            assert of_group(found.group) == of_group(groups[unit])
            assert of_ratings(found.ratings) == (of_ratings(ratings[unit]) if unit in ratings else ({}, {}, {}, 0, {}))
            if unit:
                assert counted([self.span], self.today, unit=unit) == [{unit: found}]

    def check_months(self):
        """What was received in each month, as the public table of the months has it."""
        months = self.public.groups["month"]
        spans = [Span.of(Kind.MONTH, month, self.today) for month in months]
        tallies = [whole(found).tally for found in counted(spans, self.today)]
        assert tallies == [group.tally for group in months.values()]

    def check_parts(self):
        """Weeks add up: nothing is counted twice, and nothing is lost between two."""
        weeks, day = [], min(self.public.groups["month"])
        while day <= self.today:
            weeks.append(Span.of(Kind.WEEK, day, self.today))
            day = weeks[-1].last + timedelta(days=1)
        found, all_of_it = [whole(each) for each in counted(weeks, self.today)], whole(self.found)
        for name in ("accepted", "replied", "returns_replied"):
            assert sum(getattr(each, name) for each in found) == getattr(all_of_it, name)
        assert sum((each.said for each in found), start=type(all_of_it.said)()) == all_of_it.said
        assert sum(each.tally.received for each in found) == all_of_it.tally.received

    def check_glance(self):
        """The month that runs is that of the desk's home."""
        [found] = counted([Span.of(Kind.MONTH, self.today, self.today)], self.today)
        glance, found = every().glance(self.history.now, working_days()), whole(found)
        promptness = {mark: count for mark, count in glance.month.promptness.items() if count}
        assert (found.replied, found.group.promptness, found.group.days) == (
            glance.replied, promptness, glance.month.days,
        )  # fmt: skip


@settings(max_examples=4, phases=[Phase.explicit, Phase.generate])  # to make a failure short would take minutes
@given(STEPS)
def test_whatever_happens_a_paper_agrees_with_the_public_statistics(steps):
    with undone():
        Look(lived(steps)).check()
