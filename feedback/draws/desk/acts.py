"""What may be done to a draw at the desk: in which states, with which form, and what is told before and after."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.draws import announcing, drawing, proposing
from feedback.draws.desk.forms import AbortForm, ActForm, NumbersForm, SettleForm, SubstituteForm
from feedback.draws.rules import State


class Act(NamedTuple):
    label: str
    before: str  # what it does, said before
    states: tuple
    form: type
    do: Callable  # (draw, form, by, now) -> what to tell


class Offer(NamedTuple):
    """An act with its form as the page shows it."""

    verb: str
    label: str
    before: str
    form: object


def _announce(draw, _form, by, now):
    announcing.announce(draw, by=by, now=now)
    return gettext("已經公告，從現在起不能更改。公告的摘要：%(digest)s") % {"digest": draw.digest}


def _numbers(draw, form, by, now):
    if drawing.enter_numbers(draw, form.numbers, by=by, now=now):
        return gettext("兩個人錄入的號碼一致，已經抽取，結果已經公開。")
    return gettext("號碼已經記下；另一個人錄入同樣的號碼，就抽取。")


def _substitute(draw, form, by, now):
    given = form.cleaned_data
    proposing.propose_substitute(draw, given["label"], why=given["why"], by=by, now=now)
    return gettext("已經提請，等另一個人確認。")


def _abort(draw, form, by, now):
    proposing.propose_abort(draw, reason=form.cleaned_data["reason"], by=by, now=now)
    return gettext("已經提請，等另一個人確認。")


def _confirm(_draw, form, by, now):
    proposing.confirm(form.cleaned_data["proposal"], by=by, now=now)
    return gettext("已經確認並公開。")


def _drop(_draw, form, by, now):
    proposing.drop(form.cleaned_data["proposal"], by=by, now=now)
    return gettext("提請已經撤回。")


LIVE = (State.ANNOUNCED, State.DRAWN)
ACTS = {
    "announce": Act(
        _("公告"), _("公布全部報名編號、各組名額、要用的開獎和承諾值。公告以後什麼都不能改，只能帶公開的原因中止。"),
        (State.PREPARED,), ActForm, _announce,
    ),
    "numbers": Act(
        _("錄入開獎號碼"), _("請各自照開獎公告錄入。第二個人錄入的一致，當場抽取，不能重來。"),
        (State.ANNOUNCED,), NumbersForm, _numbers,
    ),
    "substitute": Act(
        _("提請抽取候補"), _("另一個人確認以後，揭開下一個代碼，由同一組的人接替。"),
        (State.DRAWN,), SubstituteForm, _substitute,
    ),
    "abort": Act(
        _("提請中止"), _("另一個人確認以後，這次抽取不作數，連同原因永久公開；重新抽取要用以後的開獎。"),
        LIVE, AbortForm, _abort,
    ),
    "confirm": Act(_("確認"), _("確認以後隨即辦理並公開。"), LIVE, SettleForm, _confirm),
    "drop": Act(_("撤回提請"), _("不辦理，這項提請作廢。"), LIVE, SettleForm, _drop),
}  # fmt: skip
SETTLING = ("confirm", "drop")


def offered(draw, proposal, user, sent):
    """The acts that this person may do now; `sent` are the forms that were not taken, by their act."""
    return [
        Offer(verb, act.label, act.before, sent.get(verb) or act.form(draw=draw, verb=verb))
        for verb, act in ACTS.items()
        if draw.state in act.states and (verb in sent or _is_for(verb, draw, proposal, user))
    ]


def _is_for(verb, draw, proposal, user):
    if verb == "announce":
        return draw.prepared_by_id != user.pk
    if verb in SETTLING:
        return proposal is not None and (verb == "drop" or proposal.by_id != user.pk)
    return verb == "numbers" or proposal is None
