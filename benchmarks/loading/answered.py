"""The way of a suggestion that is answered: given to a unit, handled, answered, rated, perhaps handled again."""

from datetime import timedelta

from benchmarks.loading import days
from benchmarks.loading.shares import one_of
from benchmarks.loading.words import WORDS
from feedback.rules import ratings
from feedback.rules.periods import Cause
from feedback.rules.ratings import Meaning, RatingOutcome, Solved
from feedback.rules.reasons import Adoption, Closing
from feedback.rules.workflow import Verb

LATE, EXTENDED, ASKED, RATED = 0.04, 0.03, 0.08, 0.55
LEVELS = [
    ("five_very_satisfied", 30), ("five_satisfied", 42), ("five_mostly_satisfied", 22), ("five_dissatisfied", 4),
    ("five_very_dissatisfied", 2),
]  # fmt: skip
LOW = {"five_dissatisfied", "five_very_dissatisfied"}
OUTCOMES = [
    (Adoption.ADOPTED, 38), (Adoption.PARTLY_ADOPTED, 22), (Adoption.EXPLAINED, 28), (Adoption.KEPT_FOR_REFERENCE, 8),
    (Adoption.NOT_ADOPTED, 4),
]  # fmt: skip
RATING_DAYS = 15
STEP = timedelta(minutes=2)
DAILY = timedelta(hours=6, minutes=10)


class Answered:
    """The part of `Story` from the unit on; each step raises `NotYet` when its time has not come."""

    def _answer(self):
        self._accept()
        at = self.at(self.last + timedelta(minutes=40))
        if at <= self.now:
            self.facts |= {"unit_id": self.unit, "assigned_at": at}
        self.do(Verb.ASSIGN, at, by=self.office.triage)
        handler = self.office.handlers[self.unit]
        self.do(Verb.START, self.at(days.midnight(self._next_workday()) + timedelta(minutes=560)), by=handler)
        self.facts["handler_id"] = handler
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
        return days.due(days.day(self.last), 1).day

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
        why, reviewer = "需要到現場會商。", self.office.reviewers[self.unit]
        self.do(Verb.ASK_EXTENSION, self.at(self.last + STEP), by=handler, remark=why, details={"days": 10})
        self.do(Verb.EXTEND, self.at(self.last + STEP), by=reviewer, note=why, details=details)
        self.facts |= {"extended_by": 10, "due_on": due_on, "first_due_on": due_on}
        self.periods[-1] |= {"extended_by": 10, "due_on": due_on}

    def _reply(self, drafted_at, approved_at, handler):
        body, details, outcome = self.office.answer(self.text, one_of(OUTCOMES, self.random), self.random)
        reply = {
            "id": next(self.office.reply_ids), "suggestion_id": self.facts["id"], "unit_id": self.unit, "body": body,
            "outcome": outcome, "outcome_reason": "條件暫不具備。" if outcome == Adoption.NOT_ADOPTED else "",
            "drafted_by_id": handler, "drafted_at": self.at(drafted_at),
        }  # fmt: skip
        self.do(Verb.DRAFT_REPLY, reply["drafted_at"], by=handler, reply_id=reply["id"], details=details)
        self.replies.append(reply)
        at, reviewer = self.at(approved_at), self.office.reviewers[self.unit]
        self.do(Verb.APPROVE_REPLY, at, by=reviewer, reply_id=reply["id"])
        reply |= {"approved_by_id": reviewer, "approved_at": at}
        self.replied_on = days.day(at)
        self.facts |= {
            "replied_at": at, "first_replied_at": self.facts.get("first_replied_at", at), "outcome": outcome,
            "answered_in": self.facts.get("answered_in", days.between(self.received_on, self.replied_on)),
            "rating_ends_on": self.replied_on + timedelta(days=RATING_DAYS),
        }  # fmt: skip

    def _rate(self, redo_count=0):
        """The citizen's word, or none, and what follows."""
        if self.random.random() < RATED:
            level = one_of(LEVELS, self.random)
            meaning = Meaning.LOW if level in LOW else Meaning.CONTENT
            day = self.replied_on + timedelta(days=1 + int(self.random.random() * 6))
            at = self.at(days.midnight(day) + timedelta(minutes=1140))
            comment = self.random.choice(WORDS["complaints" if meaning == Meaning.LOW else "comments"])
            solved = Solved.UNSOLVED if meaning == Meaning.LOW else Solved.SOLVED
            self._end_ratings(ratings.outcome_by_next(meaning), at)
            reply, ordinal = self.replies[-1]["id"], len(self.ratings) + 1
            self.do(Verb.RATE, at, details={"level": level, "solved": solved}, remark=comment, reply_id=reply)
            rating = {
                "suggestion_id": self.facts["id"], "reply_id": reply, "ordinal": ordinal, "level_id": level,
                "solved": solved, "comment": comment, "round": redo_count, "rated_at": at,
                "is_on_staff_receipt": self.facts["is_issued_by_staff"],
            }  # fmt: skip
            self.ratings.append(rating)
            self.facts |= {
                "level_id": level, "first_level_id": self.facts.get("first_level_id", level),
                "is_rating_on_staff_receipt": self.facts["is_issued_by_staff"],
            }  # fmt: skip
            verb = ratings.verb_after_rating(
                meaning, is_answered_by_explanation=False, redo_count=redo_count, is_everyone_content=True
            )
            if verb == Verb.REDO:
                self._redo()
                return
            if verb == Verb.CLOSE:
                self._close(Closing.RATED, at)
                return
            self.do(verb, at)
            self.facts["is_supervised"] = True
        at = days.midnight(self.replied_on + timedelta(days=RATING_DAYS + 1)) + DAILY
        self._close(Closing.EXPIRED, at)

    def _close(self, why, at):
        self.do(Verb.CLOSE, at, details={"why": why})
        self.facts |= {"closed_at": at, "closing": why}
        is_last_word = bool(self.ratings) and self.ratings[-1]["reply_id"] == self.replies[-1]["id"]
        self._end_ratings(RatingOutcome.LOW_AFTER_REDO if is_last_word else RatingOutcome.EXPLAINED, at)

    def _end_ratings(self, outcome, at):
        for rating in self.ratings:
            if rating["level_id"] in LOW and "outcome" not in rating:
                rating |= {"outcome": outcome, "decided_at": at}

    def _redo(self):
        self.begin_period(Cause.REDO, days.day(self.last))
        self.do(Verb.REDO, self.last, details=self.told_days() | {"period": self.facts["period_count"]})
        self.facts |= {"redo_count": 1, "replied_at": None, "rating_ends_on": None}
        drafted_at = self.last + timedelta(days=4)
        self._reply(drafted_at, drafted_at + timedelta(days=1), self.office.handlers[self.unit])
        self._rate(redo_count=1)
