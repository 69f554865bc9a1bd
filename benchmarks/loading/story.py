"""What happened to one suggestion up to now: the rows that the office's verbs would have left."""

from datetime import timedelta
from hashlib import sha256

from benchmarks.loading import days
from benchmarks.loading.answered import DAILY, STEP, Answered
from benchmarks.loading.copying import ready
from benchmarks.loading.words import WORDS
from feedback.models import Event, Period, Question, Rating, Reply, Suggestion
from feedback.records.supports import Support
from feedback.rules import periods, reach, workflow
from feedback.rules.reasons import Declining
from feedback.rules.workflow import Stage, Verb

DECLINED, WITHDRAWN, MERGED = 0.04, 0.05, 0.075  # cumulated shares; the rest is answered
SUPPORTED = 0.2


class NotYet(Exception):  # noqa: N818  it reads as what is the case
    """The next step lies in the future: here the story stands now."""


class Story(Answered):
    """The way of one suggestion: `facts` of its own row, and the rows of what hangs on it."""

    def __init__(self, *, text, office, random, received_on, received_at, now, facts):
        self.text, self.office, self.random, self.now = text, office, random, now
        self.received_on, self.last = received_on, received_at
        self.facts = facts | {"received_at": received_at, "unit_id": None, "stage": ""}
        self.unit = office.units[text.unit]
        self.events, self.periods, self.replies, self.questions, self.ratings, self.supports = [], [], [], [], [], []

    def tell(self):
        """Everything that has happened by now."""
        try:
            self._receive()
            lot = self.random.random()
            if lot < DECLINED:
                self._decline()
            elif lot < WITHDRAWN:
                self._withdraw()
            elif lot < MERGED and (main := self.office.main_before(self.last, self.random)):
                self._merge(main)
            else:
                self._answer()
        except NotYet:
            self._deal_card()
        self._support()
        self.facts["revision"] = len(self.events) - 1
        self.facts["status_id"] = self.office.statuses[self.facts["stage"]]
        return self

    def rows(self):
        """[(model, row), …] of all that it is made of."""
        yield Suggestion, self.facts
        for event in self.events:
            yield Event, event
        for period in self.periods:
            yield Period, period
        for reply in self.replies:
            yield Reply, reply
        for question in self.questions:
            yield Question, question
        for rating in self.ratings:
            yield Rating, rating
        for support in self.supports:
            yield Support, support

    def on(self, workdays, minutes):
        """A moment `workdays` working days after receipt, as near to it as the order of the steps allows."""
        day = days.due(self.received_on, workdays).day if workdays else self.received_on
        return self.at(days.midnight(day) + timedelta(minutes=minutes))

    def at(self, wanted):
        return max(self.last + STEP, wanted)

    def office_hours(self):
        return 480 + int(self.random.random() * 560)

    def do(self, verb, at, *, by=None, **event):
        """One step; raises `NotYet` when its time has not come."""
        if at > self.now:
            raise NotYet
        before = self.facts["stage"]
        stage = self.facts["stage"] = workflow.ARROWS[verb].to or before
        self.last = at
        if verb not in reach.STILL_VERBS:
            self.facts["last_event_at"] = at
        if verb in periods.ENDS and not self.periods[-1]["ending"]:
            self.periods[-1] |= {"ending": periods.ENDS[verb], "ended_on": days.day(at)}
        self.events.append(
            {
                "suggestion_id": self.facts["id"], "verb": verb, "actor": workflow.actor_of(verb), "by_id": by,
                "at": at, "from_stage": before, "to_stage": stage, "status_id": self.office.statuses[stage],
                "unit_id": self.facts["unit_id"], **event,
            }
        )  # fmt: skip

    def _receive(self):
        self.do(Verb.RECEIVE, self.last)
        self.begin_period(periods.Cause.FIRST, self.received_on)
        self.facts["first_due_on"] = self.facts["due_on"]
        self.do(Verb.RECOUNT_DAYS, self.last, details=self.told_days())

    def begin_period(self, cause, began_on):
        """One more period, the one that runs from now on; its days are those of the suggestion."""
        reply, accept = days.due(began_on, self.facts["reply_days"]), None
        is_provisional = reply.is_provisional
        if cause in periods.WITH_ACCEPTANCE:
            accept = days.due(began_on, 2)
            is_provisional = is_provisional or accept.is_provisional
        self.facts |= {
            "accept_due_on": accept and accept.day, "due_on": reply.day, "is_due_provisional": is_provisional,
            "extended_by": 0, "period_count": len(self.periods) + 1,
        }  # fmt: skip
        self.periods.append(
            {
                "suggestion_id": self.facts["id"], "ordinal": len(self.periods) + 1, "cause": cause,
                "began_on": began_on, "accept_due_on": accept and accept.day, "due_on": reply.day,
                "days": self.facts["reply_days"], "is_provisional": is_provisional, "ending": "",
            }
        )  # fmt: skip

    def told_days(self):
        return {"due_on": self.facts["due_on"].isoformat(), "is_provisional": self.facts["is_due_provisional"]}

    def _accept(self):
        at = self.on(int(self.random.random() * 2.4), self.office_hours())
        self.do(Verb.ACCEPT, at, by=self.office.triage)
        self.facts["accepted_at"] = at
        self._release()

    def _release(self):
        if self.facts["has_consent"]:
            self.do(
                Verb.RELEASE, self.at(self.last), by=self.office.second_triage, details=self.office.released(self.text)
            )
            self.facts |= {"public_title": self.text.title, "public_body": self.text.body}

    def _decline(self):
        reason = self.random.choice(Declining.values)
        note, details = ready(WORDS["decline"][reason]), {"reason": reason}
        self.do(
            Verb.PROPOSE_DECLINE, self.on(1, self.office_hours()), by=self.office.triage, note=note, details=details
        )
        self.facts |= {"decline_reason": reason, "decline_note": note, "decline_proposed_by_id": self.office.triage}
        self.do(Verb.DECLINE, self.on(2, self.office_hours()), by=self.office.second_triage, note=note, details=details)
        self._release()

    def _withdraw(self):
        self._accept()
        self.do(Verb.WITHDRAW, self.on(3, self.office_hours()))
        self.facts |= {"public_title": "", "public_body": ""}

    def _merge(self, main):
        self._accept()
        self.do(Verb.MERGE, self.on(3, self.office_hours()), by=self.office.triage, main_id=main)
        self.facts |= {"main_id": main, "status_before_merge_id": self.office.statuses[Stage.ACCEPTED]}

    def _support(self):
        """Others whom the same concerns: none for most, one or two for some, dozens for a few."""
        if not (self.facts.get("public_title") and "accepted_at" in self.facts) or self.random.random() > SUPPORTED:
            return
        self.facts["support_count"] = number = int(1 / (0.02 + self.random.random()))
        at = min(self.facts["accepted_at"] + STEP, self.now)
        for place in range(number):
            digest = sha256(f"benchmark:{self.facts['id']}:{place}".encode()).hexdigest()
            self.supports.append({"suggestion_id": self.facts["id"], "browser_digest": digest, "at": at})

    def _deal_card(self):
        """What is not answered shows the card of today."""
        stage, today = self.facts["stage"], self.office.today
        if stage not in workflow.UNANSWERED_STAGES:
            return
        due_on = self.facts["accept_due_on"] if stage == Stage.RECEIVED else self.facts["due_on"]
        card, at = days.card(due_on, today), self.at(days.midnight(today) + DAILY)
        if card and at <= self.now:
            self.do(Verb.DEAL_CARD, at, details={"card": card})
            self.facts["card"] = card
