"""Random histories by the real verbs: after every step the card, the day, the queue and the words agree with the dates.

Each morning the daily work is done, as in an office; then something happens that may happen in that stage. The rules of
the clock are written down here once more, plainly, to hold the code against.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from feedback.desk.queries.suggestions import every
from feedback.management.commands.check_counts import differences
from feedback.models import CalendarDay
from feedback.office.calendar import working_days
from feedback.rules.deadlines import Card
from feedback.rules.marks import Marks
from feedback.rules.periods import nth_time
from feedback.rules.queues import Queue
from feedback.rules.reasons import Supervision
from feedback.rules.workflow import OPEN_STAGES, UNANSWERED_STAGES, Stage, Verb, can
from feedback.tasks import run_daily, run_recount
from feedback.templatetags.suggestions import day, stub_facts
from feedback.verbs.overseeing import due_for_supervision
from tests import factories
from tests.databases import undone
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh

pytestmark = pytest.mark.django_db

SUPERVISED_AFTER = 5  # working days
LEADING_ON = {
    Verb.ACCEPT,
    Verb.ASSIGN,
    Verb.START,
    Verb.APPROVE_REPLY,
    Verb.RATE,
    Verb.REOPEN,
    Verb.OBJECT,
    Verb.REVOKE_DECLINE,
}
QUEUES = (Queue.YELLOW, Queue.RED, Queue.DUE_TODAY, Queue.SUPERVISED)


class Desk:
    """One suggestion on its way, another that it may be merged into, the people, and the clock."""

    def __init__(self):
        self.people, self.now = factories.office(), NOW
        self.category = factories.make_category(reply_days=5)
        self.one, self.main = factories.receive(), factories.receive()
        for suggestion in (self.one, self.main):
            suggestion.recount_days(working_days(), now=NOW)

    def wait(self, workdays):
        """The morning of a later day, with the daily work done."""
        if workdays:
            today = timezone.localdate(self.now)
            self.now += working_days().after(today, workdays).day - today
        run_daily(self.now - timedelta(hours=3))

    def acts(self):
        """What may be done now to the one and, while that is merged, to the main one; what leads on is there thrice."""
        one, main = fresh(self.one), fresh(self.main)
        found = self._acts_on(one)
        if one.stage == Stage.MERGED:
            found += self._acts_on(main)
        elif can(Verb.MERGE, one.stage) and main.stage in OPEN_STAGES:
            found.append(lambda: one.merge(main, by=self.people.triage_officer, now=self.now))
        return [*found, self._declare_holiday]

    def _acts_on(self, suggestion):
        triage = {"by": self.people.triage_officer, "now": self.now}
        supervisor = {"by": self.people.supervisor, "now": self.now}
        acts = {
            Verb.ACCEPT: lambda: suggestion.accept(**triage),
            Verb.DECLINE: lambda: factories.decline(suggestion, now=self.now),
            Verb.OBJECT: lambda: suggestion.object("歸你們。", now=self.now),
            Verb.REVOKE_DECLINE: lambda: suggestion.revoke_decline("應當受理。", **supervisor),
            Verb.SUPERVISE: lambda: suggestion.supervise(remark="盯緊。", **supervisor),
            Verb.LIFT_SUPERVISION: lambda: suggestion.lift_supervision(remark="不用了。", **supervisor),
            Verb.ASSIGN: lambda: suggestion.assign(self.people.unit, **triage),
            Verb.START: lambda: suggestion.start(by=self.people.handler, now=self.now),
            Verb.APPROVE_REPLY: lambda: factories.reply(suggestion, now=self.now),
            Verb.RATE: lambda: factories.rate(suggestion, "five_dissatisfied", now=self.now),
            Verb.CLOSE: lambda: self._let_close(suggestion),
            Verb.REOPEN: lambda: suggestion.reopen("又壞了。", **supervisor),
            Verb.EXTEND: lambda: factories.extend(suggestion, 3, now=self.now),
            Verb.RECATEGORISE: lambda: suggestion.recategorise(self.category, **triage),
            Verb.UNMERGE: lambda: suggestion.unmerge(**triage),
            Verb.WITHDRAW: lambda: suggestion.withdraw(now=self.now),
        }
        allowed = [verb for verb in acts if can(verb, suggestion.stage) and self._has_sense(verb, suggestion)]
        return [acts[verb] for verb in allowed for _ in range(3 if verb in LEADING_ON else 1)]

    def _has_sense(self, verb, suggestion):
        match verb:
            case Verb.ASSIGN:
                return suggestion.unit is None
            case Verb.OBJECT:
                return not suggestion.objected_at
            case Verb.SUPERVISE:
                return not suggestion.is_supervised
            case Verb.LIFT_SUPERVISION:
                return suggestion.is_supervised and not self._is_late(suggestion)
            case Verb.EXTEND:
                is_late = suggestion.due_on < timezone.localdate(self.now)
                return not suggestion.extended_by and not is_late
            case Verb.RECATEGORISE:
                return not suggestion.category
            case Verb.RATE:
                rating = getattr(suggestion, "rating", None)
                is_open = suggestion.main_or_self.stage == Stage.REPLIED
                return is_open and not (rating and rating.is_on_reply_of(suggestion.main_or_self))
            case Verb.DECLINE:
                return not suggestion.merged_ones.exists()
            case Verb.WITHDRAW:
                return suggestion.merged_ones.exists()  # what is withdrawn alone has no history any more
        return True

    def _is_late(self, suggestion):
        """Whether the clock itself would have it under 督辦: then nobody lifts it."""
        today = timezone.localdate(self.now)
        return due_for_supervision(suggestion, today, working_days(), unheeded=0) is not None

    def _let_close(self, suggestion):
        """The days for rating go by, and the daily work closes it."""
        over = suggestion.rating_ends_on + timedelta(days=1)
        self.now += max(over - timezone.localdate(self.now), timedelta())
        run_daily(self.now - timedelta(hours=3))

    def _declare_holiday(self):
        """The third day from now becomes a day off."""
        third = timezone.localdate(self.now) + timedelta(days=3)
        CalendarDay.objects.get_or_create(day=third, defaults={"is_working": False})
        run_recount(self.now)

    def check(self):
        for suggestion in (self.one, self.main):
            Look(fresh(suggestion), self).check()


class Look:
    """How one suggestion stands, by its periods, and what the portal says of it."""

    def __init__(self, suggestion, desk):
        self.suggestion, self.desk = suggestion, desk
        self.today, self.calendar = timezone.localdate(desk.now), working_days()
        self.periods = list(suggestion.periods.in_order())
        self.last = self.periods[-1]

    def check(self):
        suggestion, last = self.suggestion, self.last
        assert (last.ended_on is None) == (suggestion.stage in UNANSWERED_STAGES)
        assert [period.ordinal for period in self.periods] == list(range(1, suggestion.period_count + 1))
        assert all(period.ended_on for period in self.periods[:-1])
        assert {name: getattr(last, name) for name in suggestion.days_of_period()} == suggestion.days_of_period()
        assert (suggestion.first_due_on, suggestion.is_first_counted) == (
            self.periods[0].due_on, self.periods[0].ending != "declined",
        )  # fmt: skip
        if suggestion.stage in UNANSWERED_STAGES:
            assert last.due_on == self.calendar.after(last.began_on, last.days + last.extended_by).day
        card = self.card()
        assert (Marks(self.today, self.calendar).card(suggestion), suggestion.card) == (card, card)
        assert self.queues() == self.queues_by_dates(card)
        assert dict(stub_facts(suggestion)).get(self.label(), "") == self.words()
        self.check_supervision()

    def due_on(self):
        """The day that runs, by the row of the period; None when nothing is due."""
        if self.last.ended_on:
            return None
        is_waiting_for_acceptance = self.suggestion.stage == Stage.RECEIVED and self.last.accept_due_on
        return self.last.accept_due_on if is_waiting_for_acceptance else self.last.due_on

    def card(self):
        due_on = self.due_on()
        if due_on is None:
            return Card.NONE
        if self.today >= self.calendar.after(due_on, 1).day:
            return Card.RED
        return Card.YELLOW if self.today >= self.calendar.before(due_on) else Card.NONE

    def is_long_late(self):
        due_on = self.due_on()
        return due_on is not None and self.calendar.between(due_on, self.today) >= SUPERVISED_AFTER

    def queues(self):
        return {
            queue for queue in (Queue.YELLOW, Queue.RED, Queue.DUE_TODAY, Queue.SUPERVISED) if self.stands_in(queue)
        }

    def stands_in(self, queue):
        waiting = every().in_queue(queue, user=self.desk.people.supervisor, now=self.desk.now, calendar=self.calendar)
        return waiting.filter(pk=self.suggestion.pk).exists()

    def queues_by_dates(self, card):
        found = {Queue(card)} if card else set()
        if self.due_on() == self.today:
            found.add(Queue.DUE_TODAY)
        is_supervised = self.suggestion.is_supervised or self.is_long_late()
        if is_supervised and self.suggestion.stage in OPEN_STAGES:
            found.add(Queue.SUPERVISED)
        return found

    def check_supervision(self):
        """What stands under 督辦 as late was late in the period that runs, on the day it came under it."""
        event = self.suggestion.events.filter(verb=Verb.SUPERVISE).in_order().last()
        if self.suggestion.is_supervised and event and event.details["why"] == Supervision.LATE:
            assert timezone.localdate(event.at) > self.last.began_on
            assert self.suggestion.stage in UNANSWERED_STAGES | {Stage.MERGED}

    def label(self):
        count = self.suggestion.main_or_self.period_count
        return "答覆期限" if count == 1 else f"{nth_time(count)}，答覆期限"

    def words(self):
        answering = self.suggestion.main_or_self
        return day(answering.periods.in_order().last().due_on) if answering.stage in UNANSWERED_STAGES else ""


@settings(max_examples=12, phases=[Phase.explicit, Phase.generate])  # to make a failure short would take minutes
@given(st.lists(st.tuples(st.integers(0, 59), st.integers(0, 7)), min_size=8, max_size=12))
@example([(0, 0), (0, 1), (0, 0), (0, 7), (0, 1), (0, 7), (0, 7), (0, 0)])  # answered, redone, late, answered again
def test_whatever_happens_the_clock_is_that_of_the_period_that_runs(steps):
    with undone():
        desk = Desk()
        desk.check()
        for choice, workdays in steps:
            desk.wait(workdays)
            acts = desk.acts()
            acts[choice % len(acts)]()
            desk.check()
        assert differences() == {}
