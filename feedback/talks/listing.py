"""Talks as pages list them: the one that runs, those to come, and past ones by year and unit with their numbers."""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import ExtractYear

from feedback.models import Suggestion, Unit
from feedback.records.counters import Standing
from feedback.rules.moments import day, midnight
from feedback.rules.workflow import UNANSWERED_STAGES, Stage
from feedback.talks.models import Talk

ANNOUNCED_WITHIN = timedelta(days=14)  # so long before it the first page speaks of a talk
MOST_AT_HOME = 3
MOST_OF_A_UNIT = 5
ANSWERED = (Stage.REPLIED, Stage.CLOSED)
UNANSWERED = Q(stage__in=sorted(UNANSWERED_STAGES))


class Numbers(NamedTuple):
    """How many questions a talk has, how many of them are answered, and how many still wait for it."""

    asked: int = 0
    answered: int = 0
    waiting: int = 0


class Listed(NamedTuple):
    """A talk, how it stands at a moment, and its `Numbers`; when its answers are due is not asked for."""

    talk: Talk
    is_live: bool
    is_past: bool
    takes_questions: bool
    numbers: Numbers


def listed(talks, now):
    """A `Listed` of each of `talks`, in their order; the numbers of all in one query."""
    talks = list(talks)
    numbers = _numbers([talk.pk for talk in talks])
    return [_listed(talk, numbers.get(talk.pk, Numbers()), now) for talk in talks]


def _listed(talk, numbers, now):
    return Listed(
        talk=talk,
        is_live=talk.starts_at <= now < talk.ends_at,
        is_past=talk.ends_at <= now,
        takes_questions=talk.takes_questions(now),
        numbers=numbers,
    )


def shown_now(now):
    """(those that run, those to come), the next one first."""
    talks = listed(Talk.objects.published().coming(now).for_page(), now)
    return [one for one in talks if one.is_live], [one for one in talks if not one.is_live]


def at_home(now):
    """Those of which the first page speaks: announced for the days to come, running, or over since today."""
    near = Talk.objects.published().filter(starts_at__lt=now + ANNOUNCED_WITHIN, ends_at__gte=midnight(day(now)))
    return listed(near.for_page().order_by("starts_at", "pk")[:MOST_AT_HOME], now)


def of_unit(unit, now):
    """The talks of a unit: those to come, then the last ones."""
    talks = Talk.objects.published().filter(unit=unit)
    coming = list(talks.coming(now).for_page()[:MOST_OF_A_UNIT])
    return listed(coming + list(talks.past(now).for_page()[: MOST_OF_A_UNIT - len(coming)]), now)


def past(now, *, year=None, unit=None):
    """Those that are over, of a year, of a unit, of both; the last one first."""
    chosen = {"starts_at__year": year, "unit": unit}
    return Talk.objects.published().past(now).filter(**{name: value for name, value in chosen.items() if value})


def years(now):
    """The years in which there was a talk, the last one first."""
    dated = past(now).order_by().annotate(held_in=ExtractYear("starts_at"))
    return list(dated.values_list("held_in", flat=True).distinct().order_by("-held_in"))


def units(now):
    """The units that held one."""
    return Unit.objects.filter(Exists(past(now).filter(unit=OuterRef("pk"))))


def answered_in_full(now):
    """Talks whose questions are all dealt with, from the day after the talk on: until then some may yet be entered.

    What was merged waits with its main one, also where that was asked elsewhere.
    `answered_at` is when the last one was answered, None where all were declined, merged or withdrawn.
    """
    questions = Suggestion.objects.filter(campaign=OuterRef("campaign")).order_by()
    waiting = questions.filter(UNANSWERED | Q(stage=Stage.MERGED, main__stage__in=sorted(UNANSWERED_STAGES)))
    over = Talk.objects.published().filter(ends_at__lt=midnight(day(now)))
    talks = over.filter(Exists(questions)).exclude(Exists(waiting))
    return talks.annotate(answered_at=Max("campaign__suggestions__first_replied_at"))


def _numbers(keys):
    """{key of a talk: its `Numbers`}."""
    counted = defaultdict(dict)
    for (key, stage), number in Standing.objects.filter(campaign__in=keys).sums("campaign", "stage").items():
        counted[key][stage] = number
    return {key: _of_stages(stages) for key, stages in counted.items()}


def _of_stages(stages):
    return Numbers(
        asked=sum(stages.values()),
        answered=sum(stages.get(stage, 0) for stage in ANSWERED),
        waiting=sum(stages.get(stage, 0) for stage in UNANSWERED_STAGES),
    )
