"""Verbs of the answer and of what follows from it: draft, approve, correct, rate, redo, close, reopen."""

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from feedback.office.calendar import working_days
from feedback.records.replies import Rating, Reply
from feedback.rules import deadlines, workflow
from feedback.rules.workflow import LATENESS, Outcome, Refused, Score, Stage, Supervision, Verb
from portal import generation


class Answering:
    def draft_reply(self, body, outcome, outcome_reason="", *, by, now):
        """Keep `body` as the draft of the answer; whoever wrote any of it cannot approve it."""
        with self.doing(Verb.DRAFT_REPLY, by=by, now=now) as event:
            self._keep_draft(event, body, outcome, outcome_reason)

    def _keep_draft(self, event, body, outcome, outcome_reason, **correction):
        if not body:
            raise Refused(_("請填寫答覆內容。"))
        if outcome == Outcome.NOT_ADOPTED and not outcome_reason:
            raise Refused(_("「未採納」要寫明原因。"))
        reply = self.replies.drafts().first() or Reply(suggestion=self)
        reply.body, reply.outcome = body, outcome
        reply.outcome_reason = outcome_reason if outcome == Outcome.NOT_ADOPTED else ""
        reply.unit, reply.drafted_by, reply.drafted_at, reply.returned_note = self.unit, event.by, event.at, ""
        for field, value in correction.items():
            setattr(reply, field, value)
        reply.save()
        event.reply, event.details = reply, {"body": body, "outcome": outcome}

    def return_reply(self, remark, *, by, now):
        """The draft is not good enough yet, for the reason in `remark`."""
        with self.doing(Verb.RETURN_REPLY, by=by, now=now, remark=remark) as event:
            event.reply = reply = self._draft()
            reply.returned_note = remark
            reply.save()

    def approve_reply(self, *, by, now):
        """A second person approves the draft: it is the answer, public with the suggestion, and may be rated."""
        with self.doing(Verb.APPROVE_REPLY, by=by, now=now) as event:
            reply = self._approve_draft(event)
            self.replied_at, self.outcome = event.at, reply.outcome
            if not self.first_replied_at:
                self.first_replied_at = event.at
                self._count_days_to_answer()
            self.rating_ends_on = deadlines.rating_ends(timezone.localdate(event.at), self.campaign.days_to_rate)
            self.is_supervised = False

    def _approve_draft(self, event):
        """The draft becomes an answer; nobody approves what they wrote any part of."""
        event.reply = reply = self._draft()
        if reply.events.filter(verb__in=[Verb.DRAFT_REPLY, Verb.CORRECT_REPLY], by=event.by).exists():
            raise Refused(_("答覆須由另一位同事審核，起草或改過這份答覆的人不能審核。"))
        reply.unit, reply.approved_by, reply.approved_at = self.unit, event.by, event.at
        reply.save()
        return reply

    def correct_reply(self, body, outcome, outcome_reason="", *, note, by, now):
        """Keep `body` as the draft of a correction of the answer that stands, with a `note` that says why.

        It replaces the answer when a second person approves it; the earlier text stays public as a version.
        """
        with self.doing(Verb.CORRECT_REPLY, by=by, now=now) as event:
            if not note:
                raise Refused(_("更正答覆要寫明公開的原因。"))
            standing = self.replies.approved().last()
            if not standing:
                raise Refused(_("這件建議沒有可以更正的答覆。"))
            self._keep_draft(event, body, outcome, outcome_reason, corrects=standing, correction_note=note)

    def approve_correction(self, *, by, now):
        """A second person approves the correction; the days for rating and the counts stay as they are."""
        with self.doing(Verb.APPROVE_CORRECTION, by=by, now=now) as event:
            reply = self._approve_draft(event)
            self.outcome, event.note = reply.outcome, reply.correction_note

    def _draft(self):
        reply = self.replies.drafts().first()
        if not reply:
            raise Refused(_("還沒有答覆草稿，請先起草。"))
        return reply

    @generation.publishing()
    def rate(self, score, comment="", *, now):
        """The citizen's word on the answer, once for each answer; closing, 重辦 or 督辦 follow from it."""
        self.lock_family()
        with self.doing(Verb.RATE, now=now) as event:
            answered = self.answering
            if answered is not self and answered.stage != Stage.REPLIED:
                raise Refused(_("主件現在不在評議期，不能評議。"))
            if answered.is_rating_over(timezone.localdate(event.at)):
                raise Refused(_("評議期已過，不能再評議。還有意見的，請另提一件。"))
            rating = Rating.objects.filter(suggestion=self).first() or Rating(suggestion=self)
            if rating.pk and rating.is_on_answer_of(answered):
                raise Refused(_("這次答覆您已經評議過了。"))
            rating.score, rating.comment, rating.round = score, comment, answered.redo_count
            rating.rated_at = event.at
            rating.is_on_staff_receipt = self.is_issued_by_staff
            rating.save()
            self.score, self.is_score_on_staff_receipt = score, self.is_issued_by_staff
            event.details, event.remark = {"score": score}, comment
            if rating.is_on_staff_receipt:
                event.details["is_on_staff_receipt"] = True
        is_everyone_satisfied = answered.is_everyone_satisfied()
        verb = workflow.verb_after_rating(
            score, redo_count=answered.redo_count, is_everyone_satisfied=is_everyone_satisfied
        )
        if verb:
            getattr(answered, verb)(now=now)

    def _count_days_to_answer(self):
        calendar = working_days()
        self.answered_in = calendar.between(self.counted_from, timezone.localdate(self.first_replied_at))

    def is_everyone_satisfied(self):
        """Whether its citizen and those of the ones merged into it all rated its answer, none of them 不滿意."""
        ratings = Rating.objects.filter(Q(suggestion=self) | Q(suggestion__main=self))
        satisfied = [
            rating for rating in ratings if rating.score != Score.DISSATISFIED and rating.is_on_answer_of(self)
        ]
        return len(satisfied) == 1 + self.merged_ones.count()

    @generation.publishing()
    def redo(self, *, now):
        """Into work again, with a period of its own."""
        with self.doing(Verb.REDO, now=now):
            self.redo_count += 1
            self.replied_at = self.rating_ends_on = None
            self.replies.stop_correcting()
        self._leave_dissolved_unit(now=now)

    def supervise(self, reason=Supervision.DISSATISFIED, *, now):
        """Under 督辦 until it is answered."""
        with self.doing(Verb.SUPERVISE, now=now) as event:
            event.details = {"why": reason}
            self.is_supervised = True

    def reason_of_supervision(self):
        """Why it is under 督辦 now, or None."""
        supervised = self.is_supervised and self.events.filter(verb=Verb.SUPERVISE).in_order().last()
        return supervised.details.get("why", Supervision.DISSATISFIED) if supervised else None

    def inherits_supervision(self, reason, main):
        """Whether 督辦 goes on with this one in the place of `main`: as late, where the days of that go on with it."""
        return reason not in LATENESS or main.first_replied_at is not None

    def lift_supervision(self, reason, *, now):
        """It was put under 督辦 as late before it was: the record stays, and another one says so."""
        with self.doing(Verb.LIFT_SUPERVISION, now=now) as event:
            supervised = self.events.filter(verb=Verb.SUPERVISE).in_order().last()
            if not (self.is_supervised and supervised):
                raise Refused(_("這件建議不在督辦中。"))
            event.details = {"why": reason, "supervised_on": timezone.localdate(supervised.at).isoformat()}
            self.is_supervised = False

    def close(self, *, by=None, now):
        """By itself, when all have rated it well or after the days for it; by a person only once those have passed."""
        with self.doing(Verb.CLOSE, by=by, now=now) as event:
            is_over = self.is_rating_over(timezone.localdate(event.at))
            if not is_over and (by or not self.is_everyone_satisfied()):
                day = date_format(self.rating_ends_on, "DATE_FORMAT")
                raise Refused(_("市民可以評議到 %(day)s，評議期滿才能辦結。") % {"day": day})
            self.closing = workflow.closing(is_by_person=by is not None, is_rating_over=is_over)
            self.closed_at, event.details = event.at, {"why": self.closing}

    @generation.publishing()
    def reopen(self, note, *, by, now):
        """Handle a closed one again, in a period of its own, for a reason that everybody reads."""
        with self.doing(Verb.REOPEN, by=by, now=now, note=note):
            if not note:
                raise Refused(_("重新辦理要寫明公開的原因。"))
            self.closed_at = self.replied_at = self.rating_ends_on = None
            self.closing = ""
            self.replies.stop_correcting()
        self._leave_dissolved_unit(now=now)
