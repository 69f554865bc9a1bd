"""What a reader says of a section or of the bureau, and takes back. No event: the record tells what the office did."""

from django.db import transaction

from feedback.opinions.models import OpinionCount, Participant, SectionOpinion
from feedback.rules.phases import Act


@transaction.atomic
def say(campaign, section, question, answer, browser, *, now):
    """Count the answer of `browser`, a digest; another one to the same question takes its place.

    `section` is None where the bureau as a whole is meant. Raises Refused where the phases do not allow it.
    """
    campaign.require(Act.RATE_SECTION, now)
    participant = _held(campaign, browser)
    before = participant.opinions.filter(section=section, question=question).first()
    if before and before.answer == answer:
        return
    said = before or SectionOpinion(participant=participant, section=section, question=question)
    moves = {answer: +1} | ({before.answer: -1} if before else {})
    said.answer, said.at = answer, now
    said.save()
    _count(campaign, section, question, moves)


@transaction.atomic
def take_back(campaign, section, question, browser, *, now):
    """Undo what `browser` said; a second time changes nothing. Raises Refused as `say` does."""
    campaign.require(Act.RATE_SECTION, now)
    participant = Participant.objects.select_for_update().filter(campaign=campaign, browser_digest=browser).first()
    before = participant and participant.opinions.filter(section=section, question=question).first()
    if not before:
        return
    before.delete()
    _count(campaign, section, question, {before.answer: -1})
    if not participant.opinions.exists():
        participant.delete()


def _held(campaign, browser):
    """The participant, locked: what one browser sends twice at once comes one after the other."""
    which = {"campaign": campaign, "browser_digest": browser}
    while True:  # it may be taken back, and with it the row, between the two lines
        Participant.objects.get_or_create(**which)
        held = Participant.objects.select_for_update().filter(**which).first()
        if held:
            return held


def _count(campaign, section, question, moves):
    """Count {answer: more}, in the order of the answers: two who change their minds never wait for each other."""
    for answer, more in sorted(moves.items()):
        OpinionCount.objects.move(more, campaign=campaign, section=section, question=question, answer=answer)
