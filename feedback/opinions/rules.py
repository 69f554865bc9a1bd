"""What whoever reads is asked of a section and of the bureau, and when the numbers are shown to everybody."""

from fractions import Fraction
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from feedback.rules.counted.few import rate
from feedback.rules.counted.tally import percent
from feedback.rules.phases import OPENED_BY, Act


class Question(TextChoices):
    USEFUL = "useful", _("有用嗎？")
    CLEAR = "clear", _("清楚嗎？")
    AGREES = "agrees", _("與您看到的一致嗎？")
    WORK = "work", _("對公安局這一年的工作怎麼看？")


class Answer(TextChoices):
    """An answer says the same of every question; its words are in `ANSWERS`."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


OF_SECTION = (Question.USEFUL, Question.CLEAR, Question.AGREES)
OF_BUREAU = (Question.WORK,)
ANSWERS = {
    Question.USEFUL: {Answer.YES: _("有用"), Answer.NO: _("沒用")},
    Question.CLEAR: {Answer.YES: _("清楚"), Answer.NO: _("不清楚")},
    Question.AGREES: {Answer.YES: _("一致"), Answer.NO: _("不一致"), Answer.UNSURE: _("說不清")},
    Question.WORK: {Answer.YES: _("滿意"), Answer.NO: _("不滿意"), Answer.UNSURE: _("說不清")},
}


class Standing(TextChoices):
    """Where a campaign stands with what is asked of everybody."""

    NEVER = "never"  # none of its phases asks it
    WAITING = "waiting"  # before the first day, or between two phases
    OPEN = "open"
    OVER = "over"


def standing(campaign, today):
    """The `Standing` of a published campaign with its phases on `today`.

    The numbers are everybody's once it is over for good: what is shown between two phases would sway the second.
    """
    opening = campaign.opening(Act.RATE_SECTION, today)
    if opening.is_open:
        return Standing.OPEN
    if not any(phase.kind in OPENED_BY[Act.RATE_SECTION] for phase in campaign.phases.all()):
        return Standing.NEVER
    return Standing.WAITING if opening.opens_on and not campaign.closed_at else Standing.OVER


def is_listed(standing, taking_part):
    """Whether there is a page of all sections: of what was over before anybody took part, nothing can be told.

    A round from before there was 開放評議 looks like that.
    """
    return standing != Standing.OVER or bool(taking_part)


class Line(NamedTuple):
    """One answer: its words, how many gave it, and their share, None of few."""

    answer: str
    words: str
    number: int
    share: Fraction | None

    @property
    def percent(self):
        return percent(self.share)


class Result(NamedTuple):
    """How many answered a question, and how: a line of each answer, in its order."""

    question: Question
    total: int
    lines: tuple


def result(question, numbers):
    """The `Result` of {answer: how many}."""
    answers = ANSWERS[question]
    total = sum(numbers.get(answer, 0) for answer in answers)
    lines = [
        Line(answer, words, numbers.get(answer, 0), rate(numbers.get(answer, 0), total))
        for answer, words in answers.items()
    ]
    return Result(question, total, tuple(lines))
