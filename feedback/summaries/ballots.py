"""What a summary says of 代表評議: how many may vote and how many did; what each question scores once it is counted."""

from django.utils.translation import override

from feedback.ballots.counted import counting
from feedback.ballots.counted.tally import told
from feedback.ballots.models import Ballot
from feedback.ballots.rules import Subject
from feedback.rules.counted.statistics import share
from feedback.rules.counted.tally import percent
from feedback.summaries.parts import MORE


def of_ballot(campaign, now):
    """({key: number}, {key of a score: names}) of the ballot of `campaign`, nothing where none was opened."""
    ballot = Ballot.objects.for_public().filter(campaign=campaign).first()
    if not ballot:
        return {}, {}
    voted, seats = ballot.turnout()
    numbers, names = {"seats": seats, "voted": voted}, {}
    if seats:
        numbers["turnout"] = percent(share(voted, seats))
    for result in counting.results(ballot) if ballot.is_closed else []:
        key = f"score:{result.question.pk}"
        numbers[key], names[key] = told(result.score.whole), _names(result.question)
    return numbers, names


def _names(question):
    """What is rated, in Chinese and in English."""
    if question.unit:
        return [question.unit.name, question.unit.english_name]
    names = []
    for language in ("zh-hant", "en"):
        with override(language):
            names.append(str(Subject(question.subject).label))
    return names


MORE.add(10, of_ballot)
