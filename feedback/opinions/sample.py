"""示例資料: what some dozens of made-up browsers said in the round that runs."""

from collections import Counter
from hashlib import sha256

from django.utils import timezone

from feedback.models import Campaign
from feedback.opinions.models import OpinionCount, Participant, SectionOpinion
from feedback.opinions.rules import ANSWERS, Standing, standing
from feedback.opinions.subjects import subjects_of
from feedback.sample.parts import sample_part

BROWSERS, SUBJECTS_OF_EACH = 48, 3


@sample_part(25)
def load(cast, now):
    """Each said something of a few sections; the first answers of a question are the usual ones."""
    today = timezone.localdate(now)
    rounds = Campaign.objects.published().filter(is_sample=True).select_related("report").prefetch_related("phases")
    for campaign in rounds:
        if standing(campaign, today) != Standing.OPEN:
            continue
        subjects = [subject for subject in subjects_of(campaign) if subject.is_asked]
        _say(campaign, {browser: _answers(browser, subjects) for browser in range(BROWSERS)}, now)


def _answers(browser, subjects):
    """{(section or None, question): answer} of one browser: of the bureau first, then of a few sections."""
    said = {}
    for step in range(SUBJECTS_OF_EACH):
        subject = subjects[(browser * step * 5 + step) % len(subjects)]
        for place, question in enumerate(subject.questions):
            answers = list(ANSWERS[question])
            said[subject.section, question] = answers[
                (browser + place + step) % 7 % len(answers) if browser % 3 == 0 else 0
            ]
    return said


def _say(campaign, said, now):
    """What `verbs.say` does for each answer, for all of them at once."""
    digests = [sha256(f"示例 {browser}".encode()).hexdigest() for browser in said]
    participants = Participant.objects.bulk_create(
        Participant(campaign=campaign, browser_digest=digest) for digest in digests
    )
    SectionOpinion.objects.bulk_create(
        SectionOpinion(participant=participant, section=section, question=question, answer=answer, at=now)
        for participant, answers in zip(participants, said.values(), strict=True)
        for (section, question), answer in answers.items()
    )
    numbers = Counter((*which, answer) for answers in said.values() for which, answer in answers.items())
    OpinionCount.objects.bulk_create(
        OpinionCount(campaign=campaign, section=section, question=question, answer=answer, number=number)
        for (section, question, answer), number in numbers.items()
    )
