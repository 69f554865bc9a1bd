"""What a counted ballot comes to: its answers, and 日常評議 beside them."""

from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef

from feedback.ballots.counted.points import points_of
from feedback.ballots.counted.tally import Chosen, Counted, Score, Weights, score
from feedback.ballots.models import Answer, Question
from feedback.ballots.published import questions_of
from feedback.ballots.rules import Subject
from feedback.models import Rating
from portal.reading.readers import english_or


class Line(NamedTuple):
    """An option or a level as a reader is shown it."""

    text: str
    weight: int
    number: int


class Result(NamedTuple):
    """A question of the ballot, how it was answered and what it scores; `options` and `levels` in words to show."""

    question: Question
    counted: Counted
    score: Score
    options: list
    levels: list


def weights_of(ballot):
    return Weights(ballot.representatives_weight, ballot.daily_weight)


def results(ballot):
    """The `Result` of each question of a closed ballot, in order, in four queries."""
    rows = Answer.objects.filter(question__ballot=ballot).order_by().values_list("question", "option")
    numbers = Counter({(question, option): number for question, option, number in rows.annotate(Count("pk"))})
    daily = daily_of(ballot.campaign, points_of(ballot))
    return [_result(ballot, question, numbers, daily) for question in questions_of(ballot)]


def answers(ballot):
    """Of each question in order the texts chosen, in the order of random keys; of a blank one an empty text.

    Each is read when it is wanted, once: there may be some hundred thousand.
    """
    rows = Answer.objects.filter(question__ballot=ballot).order_by("question__order", "question", "pk")
    found = rows.values_list("question", "option__text").iterator()
    return ((text or "" for _question, text in texts) for _question, texts in groupby(found, itemgetter(0)))


def daily_of(campaign, points):
    """{(unit, level): how many receipts}: the last word of each that staff did not issue, by `_Level`.

    Counted by the unit that holds the suggestion, as the statistics do. What is said after the campaign was closed
    comes too late for it, and so is a level that is not among the `points` that the ballot fixed.
    """
    ratings = Rating.objects.of_campaign(campaign)
    if campaign.closed_at:
        ratings = ratings.filter(rated_at__lte=campaign.closed_at)
    later = ratings.filter(suggestion=OuterRef("suggestion"), ordinal__gt=OuterRef("ordinal"))
    last = ratings.filter(~Exists(later)).by_citizens().order_by()
    rows = last.values_list("suggestion__unit", "level", "level__order", "level__name", "level__name_en")
    return Counter({
        (unit, _Level(-points[level], *rest)): number
        for unit, level, *rest, number in rows.annotate(Count("pk"))
        if level in points
    })  # fmt: skip


class _Level(NamedTuple):
    """A level as levels are sorted: the best first."""

    below_none: int
    order: int
    name: str
    name_en: str

    @property
    def points(self):
        return -self.below_none


def _result(ballot, question, numbers, daily):
    options = question.options.all()
    chosen = [Chosen(option.text, option.weight, numbers[question.pk, option.pk]) for option in options]
    levels = Counter()
    for (unit, level), number in daily.items():
        if question.subject == Subject.BUREAU or (question.subject == Subject.UNIT and unit == question.unit_id):
            levels[level] += number
    said = sorted(levels.items())
    counted = Counted(
        question.subject,
        question.unit.code if question.unit else "",
        question.text,
        tuple(chosen),
        numbers[question.pk, None],
        tuple(Chosen(level.name, level.points, number) for level, number in said),
    )
    return Result(
        question,
        counted,
        score(counted, weights_of(ballot)),
        [Line(option.shown_text, one.weight, one.number) for option, one in zip(options, chosen, strict=True)],
        [Line(english_or(level.name, level.name_en), level.points, number) for level, number in said],
    )
