"""Verbs at the door: accept, decline by two, object, merge, withdraw; the public text; field and status."""

from django.utils.translation import gettext as _

from feedback.office.calendar import working_days
from feedback.records.counters import Recounted
from feedback.records.events import Event
from feedback.rules import workflow
from feedback.rules.workflow import Actor, Refused, Verb
from portal import generation


class Intake:
    def accept(self, *, by, now):
        with self.doing(Verb.ACCEPT, by=by, now=now) as event:
            self._forget_decline()
            self.accepted_at = event.at

    def propose_decline(self, reason, note, *, by, now):
        """Propose to decline for a coded `reason`, with a `note` that the citizen and the public will read."""
        with self.doing(Verb.PROPOSE_DECLINE, by=by, now=now, note=note) as event:
            self.decline_reason, self.decline_note, self.decline_proposed_by = reason, note, by
            event.details = {"reason": reason}

    def drop_decline(self, remark="", *, by, now):
        with self.doing(Verb.DROP_DECLINE, by=by, now=now, remark=remark):
            self._require_proposal()
            self._forget_decline()

    def decline(self, *, by, now):
        """Confirm what another person proposed."""
        with self.doing(Verb.DECLINE, by=by, now=now) as event:
            self._require_proposal()
            if self.decline_proposed_by_id == by.pk:
                raise Refused(_("「不予受理」須由另一位同事確認，不能由提請人自己確認。"))
            if self.merged_ones.exists():
                raise Refused(_("已有別的建議併入這一件，請先撤銷那些併案，再決定是否受理。"))
            event.note, event.details = self.decline_note, {"reason": self.decline_reason}
            self.is_supervised = False

    def object(self, reason, *, now):
        """The citizen does not agree with a refusal: once, and it is looked at again."""
        with self.doing(Verb.OBJECT, now=now) as event:
            if self.objected_at:
                raise Refused(_("每件建議可以提出一次異議，這件已經提出過了。"))
            event.remark = reason
            self.objected_at = event.at
            self._forget_decline()

    def _require_proposal(self):
        if not self.decline_proposed_by_id:
            raise Refused(_("還沒有人提請「不予受理」，請先提請。"))

    def _forget_decline(self):
        self.decline_reason = self.decline_note = ""
        self.decline_proposed_by = None

    @generation.publishing()
    def merge(self, main, *, by, now):
        """Join `main`, which says the same: number, receipt and rating stay, the answer comes from there."""
        pair = type(self).objects.select_for_update(no_key=True).filter(pk__in=[self.pk, main.pk]).order_by("pk")
        main = {row.pk: row for row in pair}[main.pk]
        with self.doing(Verb.MERGE, by=by, now=now):
            if main.pk == self.pk:
                raise Refused(_("不能併入自己，請填寫另一件的編號。"))
            workflow.check_merge(main.stage)
            if self.merged_ones.exists():
                raise Refused(_("已有別的建議併入這一件；請改由那一件併入這裡，或先撤銷那些併案。"))
            self.main, self.status_before_merge = main, self.status
            self._forget_decline()

    @generation.publishing()
    def unmerge(self, remark="", *, by, now):
        """Go back to where it was when it was merged."""
        with self.doing(Verb.UNMERGE, by=by, now=now, remark=remark) as event:
            event.main = self.main
            self._leave_main(self.status_before_merge)
            self.resume_period()
        self._leave_dissolved_unit(now=now)

    @generation.publishing()
    def take_main(self, *, status, unit, stays_public, now, **carried):
        """Take the place of a withdrawn main one: its status, unit, days of answering (`carried`), its periods.

        What was answered to a text that was not public does not become public by it: a person releases it anew.
        """
        with self.doing(Verb.TAKE_MAIN, now=now) as event:
            event.details = {"instead_of": self.main.number}
            if not stays_public:
                self.public_title = self.public_body = ""
            self.unit = unit
            for field, value in carried.items():
                setattr(self, field, value)
            if self.main.first_replied_at:
                self.is_supervised = False  # what it was under 督辦 for itself has its answer
            self.take_periods(self.main)
            if not self.first_replied_at and self.main.first_replied_at:
                self.first_replied_at = self.main.first_replied_at
                self._count_days_to_answer()
            self._leave_main(status)
        self._leave_dissolved_unit(now=now)

    def _leave_main(self, status):
        self.main = self.status_before_merge = None
        self._enter(status.stage, status)

    @generation.publishing()
    def withdraw(self, *, now):
        """The citizen takes it back; the eldest one merged into it takes its place with all that hangs on it."""
        self.lock_family()
        with self.doing(Verb.WITHDRAW, now=now):
            status, was_public = self.status, self.is_public
            self.public_title = self.public_body = ""
            self._forget_decline()
            reason, self.is_supervised = self.reason_of_supervision(), False
        heir, *others = self.merged_ones.order_by("received_at", "pk") or [None]
        if not heir:
            return
        heir.take_main(
            status=status, unit=self.unit, stays_public=was_public, now=now,
            accepted_at=self.accepted_at, assigned_at=self.assigned_at,
            replied_at=self.replied_at, rating_ends_on=self.rating_ends_on,
            redo_count=self.redo_count, bounce_count=self.bounce_count, outcome=self.outcome,
            handler=self.handler, chase_count=self.chase_count, chased_at=self.chased_at,
        )  # fmt: skip
        if reason and not heir.is_supervised and heir.inherits_supervision(reason, self):
            heir.supervise(reason, now=now)
        # An heir that had a draft of its own when it was merged goes on with that one.
        carried = self.replies.approved() if heir.replies.drafts().exists() else self.replies
        carried.update(suggestion=heir)
        for changed in (self, heir):  # the answers changed hands after both verbs
            changed.reindex(Verb.TAKE_MAIN)
        for other in others:
            other._follow(heir, now=now)

    def _follow(self, main, *, now):
        """Stay merged, into the one that took the withdrawn one's place."""
        self.lock()
        counted = Recounted(self)
        self.main = main
        self.revision += 1
        self.save()
        counted.record()
        self.events.create(
            verb=Verb.MERGE, actor=Actor.SYSTEM, at=self.moment(now), from_stage=self.stage, to_stage=self.stage,
            status=self.status, unit=self.unit, main=main,
        )  # fmt: skip

    def release(self, title, body, *, by, now):
        """Make `title` and `body` public: a person's version of the citizen's text, personal data masked."""
        with self.doing(Verb.RELEASE, by=by, now=now) as event:
            event.details = {"title": title, "body": body}
            if not self.has_consent:
                raise Refused(_("市民不同意公開這件建議，不能公開文字。"))
            if not (title and body):
                raise Refused(_("公開標題和公開內容都要填寫。"))
            self.public_title, self.public_body = title, body

    def take_back(self, remark, *, by, now):
        """Make the public text a stub again."""
        with self.doing(Verb.TAKE_BACK, by=by, now=now, remark=remark):
            if not self.is_public:
                raise Refused(_("這件建議的文字沒有公開，無須收回。"))
            self.public_title = self.public_body = ""

    def recategorise(self, category, *, by, now):
        """Another field, and with it another limit of the period that runs, counted from where it began as ever."""
        with self.doing(Verb.RECATEGORISE, by=by, now=now) as event:
            event.details = {"from": self.category.name if self.category else "", "to": category.name}
            self.category, self.reply_days = category, category.reply_days
            self.count_days(working_days())

    def set_status(self, status, *, by, now):
        """Another status of the same stage."""
        with self.doing(Verb.SET_STATUS, by=by, now=now):
            if status.stage != self.stage:
                raise Refused(_("只能改成同一階段的狀態；換階段請用相應的辦理動作。"))
            self.status = status

    def read_contact(self, *, by, now):
        """(name, contact, guardian's name), with the reading recorded."""
        with self.doing(Verb.READ_CONTACT, by=by, now=now):
            return self.name, self.contact, self.guardian_name

    def recount_days(self, calendar, *, now):
        """Set the due days of the period that runs as `calendar` has them; nothing is recorded when they stay.

        Returns whether they moved.
        """
        before = self._counted_days()
        self.count_days(calendar)
        if before == self._counted_days():
            return False
        with self.doing(Verb.RECOUNT_DAYS, now=now) as event:
            self.count_days(calendar)
            event.details = self.told_days()
        return True

    def _counted_days(self):
        return self.accept_due_on, self.due_on, self.is_due_provisional, self.first_due_on

    def event_of_days(self, *, now):
        """The same record, not saved, for days that were counted as it was filed."""
        verb = Verb.RECOUNT_DAYS
        return Event(
            suggestion=self, verb=verb, actor=workflow.actor_of(verb), at=now, from_stage=self.stage,
            to_stage=self.stage, status=self.status, details=self.told_days(),
        )  # fmt: skip

    def told_days(self):
        """The answer's day as the events of the clock tell it."""
        return {"due_on": self.due_on.isoformat(), "is_provisional": self.is_due_provisional}
