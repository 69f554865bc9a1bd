"""Suggestions whose days are counted, and their periods as tests read them."""

from feedback.office.calendar import working_days
from feedback.records import counters
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh


def told(suggestion):
    """Its periods, each in a line: cause, from, accepted by, answered by, how it ended."""
    return [
        f"{period.cause} {period.began_on} {period.accept_due_on} {period.due_on} {period.ending} {period.ended_on}"
        for period in suggestion.periods.in_order()
    ]


def counted(stage=Stage.RECEIVED, **fields):
    """One that was received on Tuesday 1 December with its days counted: accepted by the 3rd, answered by the 22nd."""
    suggestion = factories.receive(**fields)
    suggestion.recount_days(working_days(), now=NOW)
    if stage != Stage.RECEIVED:
        factories.bring(suggestion, to=stage, now=NOW)
    return fresh(suggestion)


def redone(*, on="2020-12-24 10:00", answered="2020-12-22 15:00"):
    """Answered on the last day, and sent back by its citizen: by the old rule it was overdue at once."""
    suggestion = counted(Stage.IN_PROGRESS)
    factories.reply(suggestion, now=at(answered))
    factories.rate(suggestion, "five_dissatisfied", now=at(on))
    return fresh(suggestion)


def statistics(today="2021-01-04"):
    return counters.statistics(at(f"{today} 10:00"), at(f"{today} 10:00").date()).total
