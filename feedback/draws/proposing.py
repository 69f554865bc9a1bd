"""What one person proposes and a second one confirms: a substitute for who leaves, and that a draw is aborted."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.draws import ledger, seating
from feedback.draws.announcing import held
from feedback.draws.drawing import select
from feedback.draws.models import Draw, Proposal
from feedback.draws.rules import Act, State, Why
from feedback.rules.phases import Act as Opened
from feedback.rules.workflow import Refused
from portal.accounts.records import record


def propose_substitute(draw, label, *, why, by, now):
    """Ask that somebody follows the representative of this label, who leaves for the reason `why`."""
    with held(draw.campaign):
        draw.refresh_from_db()
        _require_seat(draw, label)
        if why not in Why.values or why == Why.GONE:
            raise Refused(gettext("請選擇不擔任的原因。"))
        return _proposed(Proposal(draw=draw, act=Act.SUBSTITUTE, label=label, why=why, by=by, at=now))


def propose_abort(draw, *, reason, by, now):
    """Ask that the draw is aborted for a public reason."""
    with held(draw.campaign):
        draw.refresh_from_db()
        _require_abortable(draw, now)
        if not reason.strip():
            raise Refused(gettext("請寫明中止的原因，原因會永久公開。"))
        return _proposed(Proposal(draw=draw, act=Act.ABORT, reason=reason.strip(), by=by, at=now))


def confirm(proposal, *, by, now):
    """Do what was proposed; another person than who proposed it."""
    draw = proposal.draw
    with held(draw.campaign):
        draw.refresh_from_db()
        _require_waiting(proposal)
        if proposal.by_id == by.pk:
            raise Refused(gettext("要由另一個人來確認：提請的是您。"))
        DONE[proposal.act](draw, proposal, now)
        _settle(proposal, by, now, is_dropped=False)


def drop(proposal, *, by, now):
    """Take a proposal back; anybody who conducts draws may."""
    with held(proposal.draw.campaign):
        _require_waiting(proposal)
        _settle(proposal, by, now, is_dropped=True)


def _substitute(draw, proposal, now):
    leaving = _require_seat(draw, proposal.label)
    selection = select(draw, leaves=proposal.label, why=proposal.why, now=now)
    successor = seating.seat(draw.campaign, selection.chosen, now)[0]
    seating.follow(leaving, successor, by=proposal.by)


def _abort(draw, proposal, now):
    _require_abortable(draw, now)
    if draw.state == State.DRAWN:
        seating.unseat_all(draw.campaign)
    draw.state, draw.aborted_at, draw.abort_reason = State.ABORTED, now, proposal.reason
    draw.save()
    ledger.ABORTED.write(draw, now)


DONE = {Act.SUBSTITUTE: _substitute, Act.ABORT: _abort}


def _proposed(proposal):
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError as error:
        raise Refused(gettext("已經有一項提請等待確認，請先確認或者撤回。")) from error
    told = _("提請「%(act)s」：%(draw)s")
    record(proposal.by, told, about=proposal.draw, act=proposal.get_act_display(), draw=proposal.draw)
    return proposal


def _settle(proposal, by, now, *, is_dropped):
    proposal.settled_by, proposal.settled_at, proposal.is_dropped = by, now, is_dropped
    proposal.save()
    told = _("撤回提請「%(act)s」：%(draw)s") if is_dropped else _("確認「%(act)s」：%(draw)s")
    record(by, told, about=proposal.draw, act=proposal.get_act_display(), draw=proposal.draw)


def _require_waiting(proposal):
    proposal.refresh_from_db()
    if proposal.settled_at:
        raise Refused(gettext("這項提請已經處理過。"))


def _require_seat(draw, label):
    """The representative of this label, drawn in a draw that counts, whom nobody follows yet."""
    if draw.state != State.DRAWN or draw.campaign.closed_at:
        raise Refused(gettext("只有抽取以後、活動結束以前，才能抽取候補。"))
    found = seating.holder(draw.campaign, label)
    if not found:
        raise Refused(gettext("這個報名編號沒有抽中，或者已經有人接替。"))
    return found


def _require_abortable(draw, now):
    """Once somebody may have voted, a draw cannot be taken back; a second result of a round cannot be either."""
    if draw.state not in (State.ANNOUNCED, State.DRAWN) or draw.campaign.closed_at:
        raise Refused(gettext("只有已經公告、還沒有中止的抽取可以中止，活動結束以後也不能。"))
    voting = draw.campaign.opening(Opened.BALLOT, timezone.localdate(now))
    if draw.state == State.DRAWN and (voting.is_open or voting.closed_on):
        raise Refused(gettext("代表評議已經開始，抽取的結果不能再中止。"))
    if draw.state == State.DRAWN and Draw.objects.of(draw.campaign).filter(state=State.ABORTED).drawn().exists():
        raise Refused(gettext("這個活動已經有一次抽取在出結果以後中止，這次的結果不能再中止。"))
