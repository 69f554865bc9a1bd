"""What happened to one suggestion up to now: the rows that the office's verbs would have left."""

from datetime import timedelta

from benchmarks.loading import days
from benchmarks.loading.copying import ready
from benchmarks.loading.words import WORDS
from feedback import workflow
from feedback.models import Event, Question, Rating, Reply, Suggestion
from feedback.workflow import DeclineReason, Outcome, Score, Stage, Verb

DECLINED, WITHDRAWN, MERGED = 0.04, 0.05, 0.075  # cumulated shares; the rest is answered
LATE, EXTENDED, ASKED, RATED = 0.04, 0.03, 0.08, 0.55
SCORES = [(Score.SATISFIED, 72), (Score.MOSTLY_SATISFIED, 22), (Score.DISSATISFIED, 6)]
OUTCOMES = [
    (Outcome.ADOPTED, 38), (Outcome.PARTLY_ADOPTED, 22), (Outcome.EXPLAINED, 28), (Outcome.KEPT_FOR_REFERENCE, 8),
    (Outcome.NOT_ADOPTED, 4),
]  # fmt: skip
RATING_DAYS = 15
STEP = timedelta(minutes=2)
DAILY = timedelta(hours=6, minutes=10)


def one_of(shares, random):
    return random.choices([value for value, _ in shares], [share for _, share in shares])[0]


class NotYet(Exception):  # noqa: N818  it reads as what is the case
    """The next step lies in the future: here the story stands now."""


class Story:
    """The way of one suggestion: `facts` of its own row, and the rows of what hangs on it."""

    def __init__(self, *, text, office, random, received_on, received_at, now, facts):
        self.text, self.office, self.random, self.now = text, office, random, now
        self.received_on, self.last = received_on, received_at
        self.facts = facts | {"received_at": received_at, "unit_id": None, "stage": ""}
        self.unit = office.units[text.unit]
        self.events, self.replies, self.questions, self.rating = [], [], [], None

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
        self.facts["revision"] = len(self.events) - 1
        self.facts["status_id"] = self.office.statuses[self.facts["stage"]]
        return self

    def rows(self):
        """[(model, row), …] of all that it is made of."""
        yield Suggestion, self.facts
        for model, rows in ((Event, self.events), (Reply, self.replies), (Question, self.questions)):
            for row in rows:
                yield model, row
        if self.rating:
            yield Rating, self.rating

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
        self.events.append(
            {
                "suggestion_id": self.facts["id"], "verb": verb, "actor": workflow.actor_of(verb), "by_id": by,
                "at": at, "from_stage": before, "to_stage": stage, "status_id": self.office.statuses[stage],
                "unit_id": self.facts["unit_id"], **event,
            }
        )  # fmt: skip

    def _receive(self):
        self.do(Verb.RECEIVE, self.last)
        accept, reply = days.due(self.received_on, 2), days.due(self.received_on, self.facts["reply_days"])
        self.facts |= {
            "accept_due_on": accept.day, "due_on": reply.day,
            "is_due_provisional": accept.is_provisional or reply.is_provisional,
        }  # fmt: skip
        details = {"due_on": reply.day.isoformat(), "is_provisional": self.facts["is_due_provisional"]}
        self.do(Verb.RECOUNT_DAYS, self.last, details=details)

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
        reason = self.random.choice(DeclineReason.values)
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

    def _answer(self):
        self._accept()
        at = self.at(self.last + timedelta(minutes=40))
        if at <= self.now:
            self.facts |= {"unit_id": self.unit, "assigned_at": at}
        self.do(Verb.ASSIGN, at, by=self.office.triage)
        handler = self.office.handlers[self.unit]
        self.do(Verb.START, self.at(days.midnight(self._next_workday()) + timedelta(minutes=560)), by=handler)
        if self.random.random() < ASKED:
            self._ask(handler)
        takes = 4 + int(self.random.random() * 11)
        lot = self.random.random()
        if lot < EXTENDED:
            takes += 9
            self._extend(handler)
        elif lot < EXTENDED + LATE:
            takes += 15
        self._reply(self.on(takes - 1, self.office_hours()), self.on(takes, self.office_hours()), handler)
        self._rate()

    def _next_workday(self):
        return days.due((self.last + timedelta(hours=8)).date(), 1).day

    def _ask(self, handler):
        asked_at = self.at(self.last + timedelta(minutes=50))
        self.do(Verb.ASK, asked_at, by=handler)
        question = {"suggestion_id": self.facts["id"], "body": WORDS["ask"]["question"], "asked_at": asked_at}
        self.questions.append(question)
        answered_at = self.at(asked_at + timedelta(hours=20))
        self.do(Verb.ANSWER, answered_at)
        question |= {"answer": WORDS["ask"]["answer"], "answered_at": answered_at}

    def _extend(self, handler):
        due_on = days.due(self.received_on, self.facts["reply_days"] + 10).day
        details = {"days": 10, "due_on": due_on.isoformat()}
        self.do(Verb.EXTEND, self.at(self.last + STEP), by=handler, note="需要到現場會商。", details=details)
        self.facts |= {"extended_by": 10, "due_on": due_on}

    def _reply(self, drafted_at, approved_at, handler):
        body, details, outcome = self.office.answer(self.text, one_of(OUTCOMES, self.random), self.random)
        reply = {
            "id": next(self.office.reply_ids), "suggestion_id": self.facts["id"], "unit_id": self.unit, "body": body,
            "outcome": outcome, "outcome_reason": "條件暫不具備。" if outcome == Outcome.NOT_ADOPTED else "",
            "drafted_by_id": handler, "drafted_at": self.at(drafted_at),
        }  # fmt: skip
        self.do(Verb.DRAFT_REPLY, reply["drafted_at"], by=handler, reply_id=reply["id"], details=details)
        self.replies.append(reply)
        at, reviewer = self.at(approved_at), self.office.reviewers[self.unit]
        self.do(Verb.APPROVE_REPLY, at, by=reviewer, reply_id=reply["id"])
        reply |= {"approved_by_id": reviewer, "approved_at": at}
        self.replied_on = (at + timedelta(hours=8)).date()
        self.facts |= {
            "replied_at": at, "first_replied_at": self.facts.get("first_replied_at", at), "outcome": outcome,
            "answered_in": self.facts.get("answered_in", days.between(self.received_on, self.replied_on)),
            "rating_ends_on": self.replied_on + timedelta(days=RATING_DAYS),
        }  # fmt: skip

    def _rate(self, redo_count=0):
        """The citizen's word, or none, and what follows."""
        if self.random.random() < RATED:
            score = one_of(SCORES, self.random)
            day = self.replied_on + timedelta(days=1 + int(self.random.random() * 6))
            at = self.at(days.midnight(day) + timedelta(minutes=1140))
            words = WORDS["complaints"] if score == Score.DISSATISFIED else WORDS["comments"]
            comment = self.random.choice(words)
            self.do(Verb.RATE, at, details={"score": score}, remark=comment)
            self.rating = {
                "suggestion_id": self.facts["id"], "score": score, "comment": comment, "round": redo_count,
                "rated_at": at,
            }  # fmt: skip
            self.facts["score"] = score
            verb = workflow.verb_after_rating(score, redo_count=redo_count, is_everyone_satisfied=True)
            if verb == Verb.REDO:
                self._redo()
                return
            self.do(verb, at)
            if verb == Verb.CLOSE:
                self.facts["closed_at"] = at
                return
            self.facts["is_supervised"] = True
        at = days.midnight(self.replied_on + timedelta(days=RATING_DAYS + 1)) + DAILY
        self.do(Verb.CLOSE, at)
        self.facts["closed_at"] = at

    def _redo(self):
        self.do(Verb.REDO, self.last)
        self.facts |= {"redo_count": 1, "replied_at": None, "rating_ends_on": None}
        drafted_at = self.last + timedelta(days=4)
        self._reply(drafted_at, drafted_at + timedelta(days=1), self.office.handlers[self.unit])
        self._rate(redo_count=1)

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
