"""The numbers of several spans at once, by unit: five queries, however many suggestions, units and spans there are.

A suggestion counts for the unit that holds it now, and as it stands now, as in the public statistics. What makes a
reply on time there makes it so here: `first_answered` and `Return.promptness`.
"""

from collections import defaultdict
from datetime import timedelta

from django.db.models import BooleanField, Case, Count, Exists, IntegerField, OuterRef, Q, Value, When

from feedback.desk.queries.suggestions import every
from feedback.models import Campaign, Rating
from feedback.papers.numbers import Numbers
from feedback.records.periods import Period
from feedback.rules.counted.ratings import Said
from feedback.rules.counted.statistics import NOT_VALID
from feedback.rules.moments import midnight
from feedback.rules.periods import Ending, Promptness, Return
from feedback.rules.workflow import Stage
from feedback.suggestions.late import first_answered, first_overdue

# What is not answered by itself, and so is judged by no day: `Course.is_timed`.
NOT_TIMED = (*NOT_VALID, Stage.MERGED)


def counted(spans, today, *, unit=None):
    """[{key of a unit, None of what has none: its `Numbers`} of each span]; of one `unit`, or of all."""
    return Counting(spans, today, unit).found


class Counting:
    def __init__(self, spans, today, unit):
        self.spans, self.today, self.unit = spans, today, unit
        self.found = [defaultdict(Numbers) for _span in spans]
        self._received()
        self._accepted()
        self._first_replies()
        self._first_overdue()
        self._returns()
        self._ratings()

    def _received(self):
        is_merged_closed = _whether(stage=Stage.MERGED, main__stage=Stage.CLOSED)
        rows = self._within(self._suggestions(), "received_at").annotate(is_merged_closed=is_merged_closed)
        names = ("which", "unit", "stage", "is_merged_closed", "campaign__kind")
        for place, unit, stage, is_closed, kind, count in _grouped(rows, *names):
            numbers = self.found[place][unit]
            numbers.stages[stage] += count
            numbers.merged_closed += count if is_closed else 0
            numbers.in_talks += count if kind == Campaign.Kind.LIVE else 0

    def _accepted(self):
        rows = self._within(self._suggestions(), "accepted_at")
        for place, unit, count in _grouped(rows, "which", "unit"):
            self.found[place][unit].accepted += count

    def _first_replies(self):
        promptness = Case(
            When(is_first_counted=False, then=Value("")),
            *(
                When(first_answered(mark, self.today), then=Value(mark.value))
                for mark in (Promptness.ON_TIME, Promptness.LATE)
            ),
            default=Value(Promptness.NOT_YET.value),
        )
        rows = self._within(self._suggestions().exclude(stage__in=NOT_TIMED), "first_replied_at")
        rows = rows.annotate(promptness=promptness)
        for place, unit, mark, days, count in _grouped(rows, "which", "unit", "promptness", "answered_in"):
            numbers = self.found[place][unit]
            numbers.replied += count
            numbers.marks["", False, mark or None, days, ""] += count

    def _first_overdue(self):
        """Those that wait for their first reply: with each span in which, or before which, their day lay."""
        rows = self._suggestions().filter(first_overdue(self.today))
        for unit, due_on, count in _grouped(rows, "unit", "first_due_on"):
            for numbers in self._since(due_on, unit):
                numbers.marks["", False, Promptness.OVERDUE, None, ""] += count

    def _returns(self):
        answered = Q(pk__in=())
        for span in self.spans:
            answered |= Q(ending=Ending.REPLIED, ended_on__gte=span.first, ended_on__lte=span.until)
        overdue = Q(ended_on=None, due_on__lt=self.today)
        rows = Period.objects.returns().filter(answered | overdue, is_derived=False)
        rows = rows.exclude(suggestion__stage__in=NOT_TIMED)
        rows = rows.filter(suggestion__unit=self.unit) if self.unit else rows
        for unit, *facts, count in _grouped(rows, "suggestion__unit", "cause", "due_on", "ended_on", "ending"):
            back = Return(*facts)
            mark = "", False, back.promptness(self.today), None, back.cause
            if back.ended_on:
                places = [place for place, span in enumerate(self.spans) if span.holds(back.ended_on)]
                told = [self.found[place][unit] for place in places]
            else:
                told = self._since(back.due_on, unit)
            for numbers in told:
                numbers.marks[mark] += count

    def _ratings(self):
        later = Rating.objects.filter(suggestion=OuterRef("suggestion"), ordinal__gt=OuterRef("ordinal"))
        rows = Rating.objects.filter(suggestion__unit=self.unit) if self.unit else Rating.objects.all()
        rows = self._within(rows, "rated_at").annotate(is_first=_whether(ordinal=1), is_last=~Exists(later))
        names = ("level", "solved", "outcome", "is_on_staff_receipt", "is_first", "is_last", "level__meaning")
        for place, unit, *facts, meaning, count in _grouped(rows, "which", "suggestion__unit", *names):
            self.found[place][unit].said[Said(*facts, meaning=meaning)] += count

    def _suggestions(self):
        return every().filter(unit=self.unit) if self.unit else every()

    def _since(self, due_on, unit):
        """The numbers of the spans that were not over before what was due on `due_on` was late."""
        return [self.found[place][unit] for place, span in enumerate(self.spans) if due_on <= span.until]

    def _within(self, rows, moment):
        """Those of which `moment` lies in one of the spans, each with `which` of them it is."""
        bounds = [
            Q(**{
                f"{moment}__gte": midnight(span.first), f"{moment}__lt": midnight(span.until + timedelta(days=1)),
            })
            for span in self.spans
        ]  # fmt: skip
        within = Q(pk__in=())
        for bound in bounds:
            within |= bound
        places = [When(bound, then=Value(place)) for place, bound in enumerate(bounds)]
        return rows.filter(within).annotate(which=Case(*places, output_field=IntegerField()))


def _whether(**conditions):
    return Case(When(**conditions, then=Value(True)), default=Value(False), output_field=BooleanField())


def _grouped(rows, *names):
    """(values of `names`, how many rows have them)."""
    return rows.order_by().values_list(*names).annotate(count=Count("pk"))
