"""`python -m benchmarks.processes.moderating`: makes a talk that goes on now, and is its moderator.

Writes {"path": …}; reads for how many seconds to act; does one act every few seconds (a question is released, comes on
stage, is answered and the answer approved by another one), and writes {"answers": {mark: moment}, "refused": […]}, the
moments on the monotonic clock of this machine. When its input ends, it writes how many questions were asked of it.
"""

import json
import sys
import time
from datetime import timedelta
from random import Random

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402  needs the settings
from django.utils import timezone  # noqa: E402

from benchmarks.loading.words import Library  # noqa: E402
from feedback.models import Campaign, Phase, Suggestion  # noqa: E402
from feedback.office.calendar import working_days  # noqa: E402
from feedback.rules.deadlines import due_days  # noqa: E402
from feedback.rules.reasons import Adoption  # noqa: E402
from feedback.rules.workflow import Stage  # noqa: E402
from feedback.sample.staff import Cast  # noqa: E402
from feedback.talks.models import Guest, Talk  # noqa: E402
from feedback.talks.moderating import verbs  # noqa: E402
from feedback.talks.questions import questions_of  # noqa: E402
from feedback.talks.rules import Place  # noqa: E402

PAUSE = 2  # seconds from one act to the next, of which three answer a question
BEFORE, RELEASED, ANSWERED = 60, 40, 10  # questions that are there when the talk is opened
DAYS = 7
LIBRARY, RANDOM = Library(), Random(29)  # noqa: S311  the same each time


class Desk:
    """The talk, its moderator, and the reviewer of the unit, who approves."""

    def __init__(self):
        cast, now = Cast(), timezone.now()
        self.moderator = cast.triage
        self.talk = _talk(now, self.moderator)
        self.reviewer = cast.reviewer(self.talk.unit)
        self.done = 0
        self._fill(now)

    def _fill(self, now):
        for place in range(BEFORE):
            question = _ask(self.talk, place, now)
            if place < RELEASED:
                self.release(question)
            if place < ANSWERED:
                self.put_on_stage(question)
                self.answer(question)

    def release(self, question):
        question.release(question.title, question.body, by=self.moderator, now=timezone.now())

    def put_on_stage(self, question):
        verbs.take_up(question, leaving=Place.LATER, by=self.moderator, now=timezone.now())

    def answer(self, question):
        """Typed by the moderator, approved by the reviewer; returns the mark that the answer carries."""
        self.done += 1
        mark = f"bench-{self.done}"
        body = f"您好，您反映的問題我們已經記下，將盡快安排現場踏勘並改進。[{mark}]"
        verbs.answer(question, body, Adoption.EXPLAINED, by=self.moderator, now=timezone.now())
        question.approve_reply(by=self.reviewer, now=timezone.now())
        return mark

    def waiting(self):
        """The one that waited longest and that nobody has read yet; those asked by citizens come as they come."""
        return questions_of(self.talk).filter(stage=Stage.RECEIVED, public_title="", has_consent=True).earliest("pk")

    def moderate(self, seconds):
        """Acts for so long, one when each is due; {mark: moment} of the answers that became public, by when."""
        answers, due = {}, time.monotonic()
        until = due + seconds
        while due < until:
            question = self.waiting()
            for act in (self.release, self.put_on_stage, self.answer):
                time.sleep(max(0, due - time.monotonic()))
                mark = act(question)
                due = max(due + PAUSE, time.monotonic())
            answers[mark] = time.monotonic()
        return answers


def _talk(now, moderator):
    day = timezone.localdate(now)
    campaign = Campaign.objects.create(
        slug=f"bench-{int(now.timestamp())}", kind=Campaign.Kind.LIVE, title="交警支隊在線懇談", year=day.year,
        summary="交警支隊負責同志在線回答市民提問。示例資料。", is_sample=True, is_published=True, talk_on=day,
        reply_days=DAYS,
    )  # fmt: skip
    campaign.moderators.add(moderator)
    Phase.objects.create(
        campaign=campaign, kind=Phase.Kind.COLLECT, starts_on=day - timedelta(days=1), ends_on=day + timedelta(days=1)
    )
    unit = User.objects.get(username="reviewer").units.get()
    talk = Talk.objects.create(
        campaign=campaign, unit=unit, questions_open_at=now - timedelta(days=1), starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(hours=2), hotline="0532-66570000", broadcast_url="https://live.example.invalid/",
    )  # fmt: skip
    for order, name in enumerate(("示例嘉賓甲", "示例嘉賓乙", "示例嘉賓丙")):
        Guest.objects.create(talk=talk, name=name, post="交警支隊負責人", order=order)
    return talk


def _ask(talk, place, now):
    text = LIBRARY.draw(RANDOM)
    due = due_days(timezone.localdate(now), working_days(), days=DAYS, talk_on=talk.day)
    return Suggestion.objects.receive(
        flow=f"{talk.campaign.slug}:{place}", now=now, due=due, campaign=talk.campaign, kind=Suggestion.Kind.QUESTION,
        title=text.title, body=text.body, has_consent=True,
    )  # fmt: skip


def tell(**what):
    print(json.dumps(what), flush=True)


desk = Desk()
tell(path=desk.talk.get_absolute_url())
if line := sys.stdin.readline():
    tell(answers=desk.moderate(float(line)))
    sys.stdin.read()
    tell(asked=questions_of(desk.talk).count() - BEFORE)
