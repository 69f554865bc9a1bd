"""示例資料: what some dozens of made-up browsers said in the round that runs."""

from hashlib import sha256

from django.utils import timezone

from feedback.models import Campaign
from feedback.opinions import verbs
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
        for browser in range(BROWSERS):
            digest = sha256(f"示例 {browser}".encode()).hexdigest()
            for step in range(SUBJECTS_OF_EACH):
                subject = subjects[(browser * step * 5 + step) % len(subjects)]  # the bureau first, then a few sections
                for place, question in enumerate(subject.questions):
                    answers = list(ANSWERS[question])
                    answer = answers[(browser + place + step) % 7 % len(answers) if browser % 3 == 0 else 0]
                    verbs.say(campaign, subject.section, question, answer, digest, now=now)
