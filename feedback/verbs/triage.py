"""Verbs of triage: accept, decline (by two people), object, merge, withdraw; the public text; field and status."""

from django.utils.translation import gettext

from feedback.office.calendar import working_days
from feedback.records.counters import Recounted
from feedback.records.events import Event, write
from feedback.records.replies import Reply
from feedback.rules import workflow
from feedback.rules.erasing import check_words
from feedback.rules.workflow import Actor, Refused, Stage, Verb
from feedback.verbs.change import enter, lock, lock_family, moment, reindex
from feedback.verbs.contributing import carry_contributions, excuse_dissolved_units
from feedback.verbs.overseeing import fulfil_by_answer, inherits_supervision, reason_of_supervision
from feedback.verbs.rating import decide_at_end, hide_comments, open_again
from feedback.verbs.steps import count_days_to_reply, forget_decline, leave_dissolved_unit
from feedback.verbs.timing import resume_period, take_limit_of, take_periods
from portal.serving import generation


def accept(suggestion, *, by, now):
    with suggestion.doing(Verb.ACCEPT, by=by, now=now) as event:
        forget_decline(suggestion)
        suggestion.accepted_at = event.at


def propose_decline(suggestion, reason, note, *, by, now):
    """Propose to decline for a coded `reason`, with a `note` that the citizen and the public will read."""
    with suggestion.doing(Verb.PROPOSE_DECLINE, by=by, now=now, note=note) as event:
        suggestion.decline_reason, suggestion.decline_note, suggestion.decline_proposed_by = reason, note, by
        event.details = {"reason": reason}


def drop_decline(suggestion, remark="", *, by, now):
    with suggestion.doing(Verb.DROP_DECLINE, by=by, now=now, remark=remark):
        _require_proposal(suggestion)
        forget_decline(suggestion)


def decline(suggestion, *, by, now):
    """Confirm what another person proposed."""
    with suggestion.doing(Verb.DECLINE, by=by, now=now) as event:
        _require_proposal(suggestion)
        if suggestion.decline_proposed_by_id == by.pk:
            raise Refused(gettext("「不予受理」須由另一位同事確認，不能由提請人自己確認。"))
        check_words(suggestion.decline_note)
        if suggestion.merged_ones.exists():
            raise Refused(gettext("已有別的建議併入這一件，請先撤銷那些併案，再決定是否受理。"))
        event.note, event.details = suggestion.decline_note, {"reason": suggestion.decline_reason}
        if decided := decide_at_end(suggestion, event.at):
            event.details["decided"] = decided
        suggestion.is_supervised = False


@generation.publishing()
def object(suggestion, reason, *, now):
    """The citizen does not agree with a refusal: once, and it is looked at again."""
    with suggestion.doing(Verb.OBJECT, now=now) as event:
        if suggestion.objected_at:
            raise Refused(gettext("每件建議可以提出一次異議，這件已經提出過了。"))
        event.remark = reason
        suggestion.objected_at = event.at
        open_again([suggestion])
        forget_decline(suggestion)
    excuse_dissolved_units(suggestion, now=now)


@generation.publishing()
def revoke_decline(suggestion, note, *, by, now):
    """A supervisor takes a refusal back, for a public reason: it is looked at again, with a period of its own.

    The citizen's objection stays as it was: one that was not made yet may still be made.
    """
    with suggestion.doing(Verb.REVOKE_DECLINE, by=by, now=now, note=note):
        if not note:
            raise Refused(gettext("撤回不予受理要寫明公開的原因。"))
        open_again([suggestion])
        forget_decline(suggestion)
    excuse_dissolved_units(suggestion, now=now)


def _require_proposal(suggestion):
    if not suggestion.decline_proposed_by_id:
        raise Refused(gettext("還沒有人提請「不予受理」，請先提請。"))


@generation.publishing()
def merge(suggestion, main, *, by, now):
    """Join `main`, which says the same: number, receipt and rating stay, the reply comes from there."""
    pair = (
        type(suggestion).objects.select_for_update(no_key=True).filter(pk__in=[suggestion.pk, main.pk]).order_by("pk")
    )
    main = {row.pk: row for row in pair}[main.pk]
    with suggestion.doing(Verb.MERGE, by=by, now=now) as event:
        if main.pk == suggestion.pk:
            raise Refused(gettext("不能併入自己，請填寫另一件的編號。"))
        workflow.check_merge(main.stage)
        if suggestion.merged_ones.exists():
            raise Refused(gettext("已有別的建議併入這一件；請改由那一件併入這裡，或先撤銷那些併案。"))
        suggestion.main, suggestion.status_before_merge = main, suggestion.status
        if main.stage == Stage.CLOSED and (
            decided := decide_at_end(suggestion, event.at, instead=Reply.objects.standing(main))
        ):
            event.details = {"decided": decided}
        if main.stage in (Stage.REPLIED, Stage.CLOSED):
            fulfil_by_answer(suggestion, event)
        forget_decline(suggestion)


@generation.publishing()
def unmerge(suggestion, remark="", *, by, now):
    """Go back to where it was when it was merged."""
    with suggestion.doing(Verb.UNMERGE, by=by, now=now, remark=remark) as event:
        event.main = suggestion.main
        open_again([suggestion])
        _leave_main(suggestion, suggestion.status_before_merge)
        resume_period(suggestion)
    leave_dissolved_unit(suggestion, now=now)


@generation.publishing()
def take_main(suggestion, *, status, unit, stays_public, now, **carried):
    """Take the place of a withdrawn main one: its status, unit, days of answering (`carried`), its periods.

    What was answered to a text that was not public does not become public by it: a person releases it anew.
    """
    with suggestion.doing(Verb.TAKE_MAIN, now=now) as event:
        event.details = {"instead_of": suggestion.main.number}
        if not stays_public:
            suggestion.public_title = suggestion.public_body = ""
            hide_comments(suggestion)
        suggestion.unit = unit
        for field, value in carried.items():
            setattr(suggestion, field, value)
        if suggestion.main.first_replied_at:
            suggestion.is_supervised = False  # what it was under 督辦 for itself has its reply
        take_periods(suggestion, suggestion.main)
        if not suggestion.first_replied_at and suggestion.main.first_replied_at:
            suggestion.first_replied_at = suggestion.main.first_replied_at
            count_days_to_reply(suggestion)
        _leave_main(suggestion, status)
    leave_dissolved_unit(suggestion, now=now)


def _leave_main(suggestion, status):
    suggestion.main = suggestion.status_before_merge = None
    enter(suggestion, status.stage, status)


@generation.publishing()
def withdraw(suggestion, *, now):
    """The citizen takes it back; the eldest one merged into it takes its place with all that hangs on it."""
    lock_family(suggestion)
    with suggestion.doing(Verb.WITHDRAW, now=now):
        status, was_public = suggestion.status, suggestion.is_public
        suggestion.public_title = suggestion.public_body = ""
        hide_comments(suggestion)
        forget_decline(suggestion)
        reason, suggestion.is_supervised = reason_of_supervision(suggestion), False
    heir, *others = suggestion.merged_ones.order_by("received_at", "pk") or [None]
    if not heir:
        return
    heir.take_main(
        status=status, unit=suggestion.unit, stays_public=was_public, now=now,
        accepted_at=suggestion.accepted_at, assigned_at=suggestion.assigned_at,
        replied_at=suggestion.replied_at, rating_ends_on=suggestion.rating_ends_on,
        redo_count=suggestion.redo_count, bounce_count=suggestion.bounce_count, outcome=suggestion.outcome,
        handler=suggestion.handler, chase_count=suggestion.chase_count, chased_at=suggestion.chased_at,
    )  # fmt: skip
    if reason and not heir.is_supervised and inherits_supervision(heir, reason, suggestion):
        heir.supervise(reason, now=now)
    # An heir that had a draft of its own when it was merged goes on with that one.
    carried = suggestion.replies.approved() if heir.replies.unapproved().exists() else suggestion.replies
    carried.update(suggestion=heir)
    suggestion.instructions.waiting().update(suggestion=heir)
    suggestion.writings.move_to(heir)
    carry_contributions(suggestion, heir, now=now)
    for changed in (suggestion, heir):  # the replies changed hands after both verbs
        reindex(changed, Verb.TAKE_MAIN)
    for other in others:
        _follow(other, heir, now=now)


def _follow(suggestion, main, *, now):
    """Stay merged, now into the one that took the withdrawn one's place."""
    lock(suggestion)
    counted = Recounted(suggestion)
    suggestion.main = main
    suggestion.revision += 1
    suggestion.save()
    counted.record()
    event = Event(
        suggestion=suggestion, verb=Verb.MERGE, actor=Actor.SYSTEM, at=moment(suggestion, now),
        from_stage=suggestion.stage, to_stage=suggestion.stage, status=suggestion.status, unit=suggestion.unit,
        main=main,
    )  # fmt: skip
    write([event])


def release(suggestion, title, body, *, by, now):
    """Make `title` and `body` public: a person's version of the citizen's text, personal data masked."""
    with suggestion.doing(Verb.RELEASE, by=by, now=now) as event:
        event.details = {"title": title, "body": body}
        if not suggestion.has_consent:
            raise Refused(gettext("市民不同意公開這件建議，不能公開文字。"))
        if not (title and body):
            raise Refused(gettext("公開標題和公開內容都要填寫。"))
        suggestion.public_title, suggestion.public_body = title, body


def take_back(suggestion, remark, *, by, now):
    """Make the public text a stub again."""
    with suggestion.doing(Verb.TAKE_BACK, by=by, now=now, remark=remark):
        if not suggestion.is_public:
            raise Refused(gettext("這件建議的文字沒有公開，無須收回。"))
        suggestion.public_title = suggestion.public_body = ""
        hide_comments(suggestion)


def recategorise(suggestion, category, *, by, now):
    """Change the field, and with it the limit of the running period, still counted from its beginning."""
    with suggestion.doing(Verb.RECATEGORISE, by=by, now=now) as event:
        event.details = {"from": suggestion.category.name if suggestion.category else "", "to": category.name}
        take_limit_of(suggestion, category)
        suggestion.count_days(working_days())


def set_status(suggestion, status, *, by, now):
    """Set another status of the same stage."""
    with suggestion.doing(Verb.SET_STATUS, by=by, now=now):
        if status.stage != suggestion.stage:
            raise Refused(gettext("只能改成同一階段的狀態；換階段請用相應的辦理動作。"))
        suggestion.status = status


def read_contact(suggestion, *, by, now):
    """(name, contact, guardian's name), with the reading recorded."""
    with suggestion.doing(Verb.READ_CONTACT, by=by, now=now):
        return suggestion.name, suggestion.contact, suggestion.guardian_name


def recount_days(suggestion, calendar, *, now):
    """Set the due days of the period that runs as `calendar` has them; nothing is recorded when they stay.

    Returns whether they moved.
    """
    before = _counted_days(suggestion)
    suggestion.count_days(calendar)
    if before == _counted_days(suggestion):
        return False
    with suggestion.doing(Verb.RECOUNT_DAYS, now=now) as event:
        suggestion.count_days(calendar)
        event.details = suggestion.told_days()
    return True


def move_talk(suggestion, talk_on, reason, *, now):
    """The talk for which it was asked is on another day, for a public `reason`: its answer is counted from that one."""
    with suggestion.doing(Verb.RECOUNT_DAYS, now=now, note=reason) as event:
        moved = {"talk_from": suggestion.talk_on.isoformat(), "talk_on": talk_on.isoformat()}
        suggestion.talk_on = talk_on
        suggestion.count_days(working_days())
        event.details = suggestion.told_days() | moved


def _counted_days(suggestion):
    return suggestion.accept_due_on, suggestion.due_on, suggestion.is_due_provisional, suggestion.first_due_on


def event_of_days(suggestion, *, now):
    """An event of `recount_days`, not saved, for days that were counted on filing."""
    verb = Verb.RECOUNT_DAYS
    return Event(
        suggestion=suggestion, verb=verb, actor=workflow.actor_of(verb), at=now, from_stage=suggestion.stage,
        to_stage=suggestion.stage, status=suggestion.status, details=suggestion.told_days(),
    )  # fmt: skip


def told_days(suggestion):
    """The due day of the reply as events record it."""
    return {"due_on": suggestion.due_on.isoformat(), "is_provisional": suggestion.is_due_provisional}
