"""One suggestion of the sample, from its text in a file to where it stands, by the verbs."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from feedback.models import Category, District, Level, LowReason, Suggestion, Unit, Writing
from feedback.office.calendar import working_days
from feedback.rules.answering.contributions import proposed_due
from feedback.rules.answering.extensions import Decision
from feedback.rules.notices import Channel
from feedback.rules.ratings import Solved
from feedback.rules.reasons import Weight
from feedback.rules.redaction import mask
from feedback.rules.workflow import Stage, Verb
from feedback.sample.days import Clock, moment


def receive(entry, *, campaign, category, section, received_at, flow):
    """File `entry` (a table of the sample files) as a citizen's form would; returns the suggestion."""
    suggestion = Suggestion.objects.receive(
        flow=flow,
        now=received_at,
        campaign=campaign,
        kind=Suggestion.Kind.values[Suggestion.Kind.labels.index(entry["kind"])],
        category=Category.objects.get(name=category),
        section=section,
        title=entry["title"],
        body=entry["body"],
        district=District.objects.get(name=entry["district"]),
        place=entry["place"],
        has_consent=entry["public"],
        name="示例市民",
        contact=f"citizen-{received_at:%m%d%H%M}@example.invalid",
        **({"notices_by": Channel.MAIL, "notices_in": settings.LANGUAGE_CODE} if entry.get("is_told") else {}),
    )
    suggestion.recount_days(working_days(), now=received_at)
    return suggestion


class Story:
    """What happened to one suggestion after it arrived."""

    def __init__(self, suggestion, entry, cast, *, place, now):
        self.suggestion, self.entry, self.cast, self.place = suggestion, entry, cast, place
        self.clock = Clock(suggestion.received_at, place, now)

    def do(self, verb, *args, by, at):
        getattr(self.suggestion, verb)(*args, by=by, now=at)

    def accept(self):
        self.do(Verb.ACCEPT, by=self.cast.triage, at=self.clock.after(self.place % 2))
        self.release()

    def release(self):
        if self.entry["public"]:
            texts = [mask(self.entry[text], self.suggestion.known_names) for text in ("title", "body")]
            self.do(Verb.RELEASE, *texts, by=self.cast.second_triage, at=self.clock.after(1))

    def assign(self):
        self.accept()
        unit = Unit.objects.get(name=self.entry["unit"])
        self.do(Verb.ASSIGN, unit, by=self.cast.triage, at=self.clock.after(1))

    def start(self):
        self.assign()
        unit = self.suggestion.unit
        self.handler, self.reviewer = self.cast.handler(unit), self.cast.reviewer(unit)
        self.do(Verb.START, by=self.handler, at=self.clock.after(2))
        if "question" in self.entry:
            self.do(Verb.ASK, self.entry["question"], by=self.handler, at=self.clock.after(3))
        if "answer" in self.entry:
            self.suggestion.answer(self.entry["answer"], now=self.clock.after(4))
        self.oversee()
        self.involve()
        if "extension" in self.entry:
            self.ask_extension(self.entry["extension"], self.entry.get("extension_decision"))
        if "kept_reply" in self.entry:
            words = {"body": self.entry["kept_reply"]}
            Writing.objects.keep(self.suggestion, self.handler, words, is_correction=False, now=self.clock.after(6))
        if "draft_reply" in self.entry:
            self.draft(self.entry["draft_reply"], self.clock.after(5))
            self.review(self.clock.after(6))

    def ask_extension(self, note, decision):
        """More days, which the reviewer grants, refuses, or has not decided."""
        self.do(Verb.ASK_EXTENSION, 5, note, by=self.handler, at=self.clock.after(4))
        match decision:
            case Decision.GRANTED:
                self.do(Verb.EXTEND, by=self.reviewer, at=self.clock.after(5))
            case Decision.REFUSED:
                remark = self.entry["extension_remark"]
                self.do(Verb.REFUSE_EXTENSION, remark, by=self.reviewer, at=self.clock.after(5))

    def review(self, at):
        """The first of two reviews, where the field asks for two."""
        if self.suggestion.needs_two_reviews:
            reviewer = self.cast.second_reviewer(self.suggestion.unit)
            self.do(Verb.REVIEW_REPLY, by=reviewer, at=at)

    def oversee(self):
        """What came from above the unit: 領導批示, and 督辦 by hand."""
        if "instruction" in self.entry:
            at = self.clock.after(4)
            due_on = working_days().after(timezone.localdate(at), 5).day
            self.suggestion.instruct(self.entry["instruction"], due_on, Weight.IMPORTANT, by=self.cast.leader, now=at)
        if "supervised" in self.entry:
            self.suggestion.supervise(remark=self.entry["supervised"], by=self.cast.supervisor, now=self.clock.after(4))

    def involve(self):
        """A further unit is asked for its part (會辦), which it has written or not."""
        if "involved" in self.entry:
            unit, at = Unit.objects.get(name=self.entry["involved"]), self.clock.after(4)
            due_on = proposed_due(self.suggestion.due_on, timezone.localdate(at), working_days())
            self.do(Verb.INVOLVE, unit, due_on, self.entry["involved_words"], by=self.handler, at=at)
            if "contribution" in self.entry:
                by = self.cast.handler(unit)
                self.do(Verb.CONTRIBUTE, unit, self.entry["contribution"], by=by, at=self.clock.after(5))

    def draft(self, body, at):
        outcome, reason = self.entry["outcome"], self.entry.get("outcome_reason", "")
        self.do(Verb.DRAFT_REPLY, body, outcome, reason, by=self.handler, at=at)

    def reply(self, body, workdays):
        self.draft(body, self.clock.after(workdays - 1))
        self.review(self.clock.after(workdays))
        self.do(Verb.APPROVE_REPLY, by=self.reviewer, at=self.clock.after(workdays))

    def replied(self):
        """Answered after 4 to 12 working days; a first reply that did not satisfy is followed by a second one."""
        self.start()
        answered_after = min(4 + self.place * 5 % 9, max(self.clock.age() - 1, 3))
        self.reply(self.entry["reply"], answered_after)
        if "second_reply" in self.entry:
            score, comment = self.entry.get("first_rating", "dissatisfied"), self.entry.get("first_comment")
            self.rate(score, comment if comment is not None else self.entry.get("comment", ""))
            self.reply(self.entry["second_reply"], answered_after + 6)

    def closed(self):
        self.replied()
        score = self.entry.get("second_rating", self.entry.get("rating"))
        if score:
            self.rate(score, "" if "second_rating" in self.entry else self.entry.get("comment", ""))
        if self.suggestion.stage == Stage.REPLIED:
            over = self.suggestion.rating_ends_on + timedelta(days=1)
            self.suggestion.close(now=self.clock.at(moment(over, 0)))

    def rate(self, score, comment):
        """`score` is of three levels, as the sample was written; who wrote a good word besides was very satisfied."""
        days_later = 1 + self.place % 5
        rated_on = timezone.localdate(self.clock.last) + timedelta(days=days_later)
        level = "very_satisfied" if score == "satisfied" and comment else score
        why = self.entry.get("low_reason", "問題沒有解決") if score == "dissatisfied" else None
        self.suggestion.rate(
            Level.objects.get(pk=f"five_{level}"),
            self.solved(score),
            LowReason.objects.get(name=why) if why else None,
            comment,
            self.entry["public"],
            now=self.clock.at(moment(rated_on, self.place + 5)),
        )
        self.release_comment()

    def solved(self, score):
        if score == "dissatisfied":
            return Solved.EXPLAINED if "low_reason" in self.entry else Solved.UNSOLVED
        return {"adopted": Solved.SOLVED, "partly_adopted": Solved.PARTLY}.get(self.entry["outcome"], Solved.EXPLAINED)

    def release_comment(self):
        rating = self.suggestion.ratings.comments_to_release().last()
        if rating and self.suggestion.is_public:
            text = mask(rating.comment, self.suggestion.known_names)
            self.do(Verb.RELEASE_COMMENT, rating, text, by=self.cast.second_triage, at=self.clock.after(1))

    def declined(self):
        entry = self.entry
        at = self.clock.after(1)
        self.do(Verb.PROPOSE_DECLINE, entry["decline_reason"], entry["decline_note"], by=self.cast.triage, at=at)
        self.do(Verb.DECLINE, by=self.cast.second_triage, at=self.clock.after(1))
        self.release()

    def merged(self):
        self.accept()
        main = Suggestion.objects.get(campaign=self.suggestion.campaign, title=self.entry["merged_into"])
        self.do(Verb.MERGE, main, by=self.cast.triage, at=self.clock.after(2))

    def withdrawn(self):
        self.accept()
        self.suggestion.withdraw(now=self.clock.after(2))

    def tell(self):
        """Bring the suggestion to the stage its entry names."""
        ways = {
            Stage.ACCEPTED: self.accept,
            Stage.ASSIGNED: self.assign,
            Stage.IN_PROGRESS: self.start,
            Stage.REPLIED: self.replied,
            Stage.CLOSED: self.closed,
            Stage.DECLINED: self.declined,
            Stage.MERGED: self.merged,
            Stage.WITHDRAWN: self.withdrawn,
        }
        if self.entry["stage"] != Stage.RECEIVED:
            ways[self.entry["stage"]]()
