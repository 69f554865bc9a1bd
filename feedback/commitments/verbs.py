"""What is done to a promise: proposed, confirmed or dropped, moved, ended by two, put off, passed on."""

from contextlib import contextmanager

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.commitments import ledger, rules
from feedback.commitments.models import Commitment, CommitmentChange, EndProposal
from feedback.commitments.rules import ChangeKind, State
from feedback.commitments.telling import tell_citizens
from feedback.models import Reply
from feedback.office import staff
from feedback.rules.workflow import Refused
from portal.accounts.records import record
from portal.serving import generation

PROPOSE, CONFIRM, MOVE = (f"commitments.{name}_commitment" for name in ("add", "confirm", "move"))


def propose(sentence, *, section=None, reply=None, title, unit=None, promised_on=None, by, now, is_sample=False):
    """Mark a sentence of a section or of a reply as a promise; returns the `Commitment`, private until confirmed."""
    if not by.has_perm(PROPOSE) or (reply and not staff.may_see(by, reply.suggestion)):
        raise Refused(gettext("您的崗位沒有這一項權限。"))
    with generation.publishing():
        _check_stands(sentence, section, reply)
        if Commitment.objects.filter(section=section, reply=reply, sentence=sentence).exists():
            raise Refused(gettext("這一句已經提出過。"))
        commitment = Commitment.objects.create(
            section=section, reply=reply, sentence=sentence, title=title, unit=unit, promised_on=promised_on,
            proposed_by=by, proposed_at=now, is_sample=is_sample,
        )  # fmt: skip
        record(by, _("提出承諾「%(title)s」"), commitment, title=title)
        return commitment


def confirm(commitment, *, title, unit, promised_on, by, now):
    """Make it a promise that everybody reads once its place is public, as corrected."""
    with _held(commitment, by) as row:
        _check_confirms(by)
        if row.is_confirmed:
            raise Refused(gettext("這項承諾已經確認過。"))
        if row.reply_id and not row.reply.approved_at:
            raise Refused(gettext("答覆審核以後才能確認其中的承諾。"))
        _check_stands(row.sentence, row.section, row.reply)
        row.title, row.unit, row.promised_on, row.first_promised_on = title, unit, promised_on, promised_on
        row.confirmed_by, row.confirmed_at = by, now
        row.save()
        _change(row, ChangeKind.CONFIRMED, by=by, now=now)
        record(by, _("確認承諾「%(title)s」"), row, title=title)


def drop(commitment, *, by, now):
    """What was proposed is no promise: it is forgotten. Whoever proposed it may do so too."""
    with _held(commitment, by) as row:
        if row.is_confirmed:
            raise Refused(gettext("承諾已經公開，不能刪除；做不到的，請提請撤回。"))
        if row.proposed_by_id != by.pk:
            _check_confirms(by)
        record(by, _("不列為承諾「%(title)s」"), title=row.title)
        row.delete()


def move(commitment, state, *, reason="", evidence="", section=None, by, now):
    """Say how far it is, as one person may; where that can be seen is `evidence`, an address, or a `section`."""
    with _moving(commitment, by) as row:
        rules.check_alone(row.state, state)
        row.state = State(state)
        row.save(update_fields=["state"])
        _change(row, ChangeKind.MOVED, reason=reason, evidence=evidence, section=section, by=by, now=now)


def propose_end(commitment, state, *, reason, evidence="", section=None, by, now):
    """Propose that it is complete or withdrawn, or no longer so; another person decides. Returns the `EndProposal`."""
    with _moving(commitment, by) as row:
        rules.check_together(row.state, state)
        proposal = EndProposal.objects.create(
            commitment=row, state=State(state), reason=reason, evidence=evidence, section=section, by=by, at=now
        )
        record(by, _("提請承諾「%(title)s」改為%(state)s"), row, title=row.title, state=State(state).label)
        return proposal


def decide_end(commitment, *, is_agreed, seen, by, now):
    """Confirm what somebody else proposed, or refuse it; the one who proposed it may take it back.

    `seen` is the key of the proposal that whoever decides has read.
    """
    with _held(commitment, by) as row:
        proposal = row.proposal
        if not proposal:
            raise Refused(gettext("沒有待確認的提請。"))
        if proposal.pk != seen:
            raise Refused(gettext("提請剛剛換過，請看過再決定。"))
        if not (by.has_perm(CONFIRM) or may_move(by, row)):
            raise Refused(gettext("您的崗位沒有這一項權限。"))
        if is_agreed:
            rules.check_second(proposal.by_id, by.pk)
        proposal.decided_by, proposal.decided_at, proposal.is_agreed = by, now, is_agreed
        proposal.save(update_fields=["decided_by", "decided_at", "is_agreed"])
        if not is_agreed:
            record(by, _("承諾「%(title)s」的提請未獲同意"), row, title=row.title)
            return
        row.state = proposal.state
        row.save(update_fields=["state"])
        _change(
            row, ChangeKind.MOVED, reason=proposal.reason, evidence=proposal.evidence, section=proposal.section,
            by=proposal.by, second_by=by, now=now,
        )  # fmt: skip


def reschedule(commitment, promised_on, *, reason, by, now):
    """Promise another day, for a public reason; the first day stays, and that it was put off is never forgotten."""
    with _moving(commitment, by) as row:
        rules.check_day(row.promised_on, promised_on, row.state)
        row.has_slipped = row.has_slipped or promised_on > row.promised_on
        row.promised_on = promised_on
        row.save(update_fields=["promised_on", "has_slipped"])
        _change(row, ChangeKind.RESCHEDULED, reason=reason, by=by, now=now)


def pass_on(commitment, unit, *, reason, by, now):
    """Another unit answers for it from now on."""
    with _held(commitment, by) as row:
        _check_confirms(by)
        _check_confirmed(row)
        if row.unit_id == unit.pk:
            raise Refused(gettext("這項承諾已經由這個單位負責。"))
        row.unit = unit
        row.save(update_fields=["unit"])
        _change(row, ChangeKind.PASSED_ON, reason=reason, by=by, now=now)


@contextmanager
def _held(commitment, by):
    """One transaction that holds the promise; yields it as it is now, `Refused` where it is there no more."""
    with generation.publishing():
        row = Commitment.objects.select_for_update().filter(pk=commitment.pk).first()
        if not row:
            raise Refused(gettext("這一句已經不在待確認之列。"))
        yield row
        generation.bump()


@contextmanager
def _moving(commitment, by):
    """The same for who may move it: of its unit, or above the units. Nobody moves it while an end is proposed."""
    with _held(commitment, by) as row:
        if not may_move(by, row):
            raise Refused(gettext("這項承諾由別的單位負責，或者您的崗位沒有這一項權限。"))
        _check_confirmed(row)
        if row.proposal:
            raise Refused(gettext("有一項提請還沒有確認，請先確認或者不同意。"))
        yield row


def may_move(by, row):
    """Whether somebody may say how far it is: of its unit, or above the units."""
    return by.has_perm(MOVE) and (staff.is_supervisor(by) or row.unit_id in staff.units_of(by))


def _check_confirms(by):
    if not by.has_perm(CONFIRM):
        raise Refused(gettext("您的崗位沒有這一項權限。"))


def _check_confirmed(row):
    if not row.is_confirmed:
        raise Refused(gettext("這項承諾還沒有確認。"))


def _check_stands(sentence, section, reply):
    """The words may have been changed since they were read."""
    texts = section.paragraphs if section else [Reply.objects.values_list("body", flat=True).get(pk=reply.pk)]
    if not any(sentence in text for text in texts):
        raise Refused(gettext("原文裡已經沒有這一句，請重新查找。"))


def _change(row, kind, *, now, **fields):
    """Write down how it stands from now on, in the ledger too, and tell the citizens behind it."""
    change = CommitmentChange.objects.create(
        commitment=row, kind=kind, at=now, state=row.state, promised_on=row.promised_on, unit=row.unit, **fields
    )
    ledger.CHANGED.write(change, now, kind=f"commitment_{kind}")
    tell_citizens(change)
