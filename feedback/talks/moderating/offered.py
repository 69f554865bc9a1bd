"""What can be done with a question on the moderator's page: by stage, place, what waits for it, and who looks."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.rules.workflow import UNANSWERED_STAGES, Stage, Verb, can
from feedback.talks.rules import Place, TalkPhase

# Where a question goes that another one takes the stage from; the first is proposed.
LEAVES_STAGE_TO = (Place.ANSWERED, Place.LATER, Place.WAITING)


class Deed(TextChoices):
    """What one key or one button does; the value stands in the address, in the order in which buttons stand."""

    APPROVE = "approve", _("審核通過")
    RETURN = "return", _("退回修改")
    CONFIRM = "confirm", _("確認不予受理")
    DROP = "drop", _("撤回提請")
    TAKE_UP = "take-up", _("上台")
    ANSWERED = "answered", _("現場已答")
    ANSWER = "answer", _("寫答覆")
    RELEASE = "release", _("公開文字")
    PASS = "pass", _("轉嘉賓")
    LATER = "later", _("會後答覆")
    MERGE = "merge", _("併入他件")
    DECLINE = "decline", _("提請不予受理")
    BACK = "back", _("放回等待")
    UNMERGE = "unmerge", _("撤銷併案")
    TAKE_BACK = "take-back", _("收回公開")


class Offer(NamedTuple):
    """`key` does it; `verb` is what has to be possible for the suggestion, None where only its place changes.

    `asks`: whether a form is filled in first; where it is not, one press does it. `to` is the place it leads to.
    """

    key: str
    verb: Verb | None = None
    asks: bool = False
    to: Place | None = None


OFFERS = {
    Deed.APPROVE: Offer("v", Verb.APPROVE_REPLY, asks=True),
    Deed.RETURN: Offer("b", Verb.RETURN_REPLY, asks=True),
    Deed.CONFIRM: Offer("c", Verb.DECLINE, asks=True),
    Deed.DROP: Offer("u", Verb.DROP_DECLINE),
    Deed.TAKE_UP: Offer("s", to=Place.ON_STAGE),
    Deed.ANSWERED: Offer("d", to=Place.ANSWERED),
    Deed.ANSWER: Offer("a", Verb.DRAFT_REPLY, asks=True),
    Deed.RELEASE: Offer("r", Verb.RELEASE, asks=True),
    Deed.PASS: Offer("g", to=Place.PASSED),
    Deed.LATER: Offer("l", to=Place.LATER),
    Deed.MERGE: Offer("m", Verb.MERGE, asks=True),
    Deed.DECLINE: Offer("x", Verb.PROPOSE_DECLINE, asks=True),
    Deed.BACK: Offer("w", to=Place.WAITING),
    Deed.UNMERGE: Offer("u", Verb.UNMERGE),
    Deed.TAKE_BACK: Offer("t", Verb.TAKE_BACK, asks=True),
}


class Column(TextChoices):
    INCOMING = "incoming", _("待處理")
    STAGE = "stage", _("台上與嘉賓")
    ANSWERED = "answered", _("已答與待審")


class Group(TextChoices):
    """The lists of the page, in their order; each is in one column."""

    DECLINING = "declining", _("提請不予受理，待確認")
    WAITING = "waiting", _("等待")
    ON_STAGE = "on_stage", _("正在回答")
    PASSED = "passed", _("已轉嘉賓")
    DRAFTED = "drafted", _("答覆待審核")
    RETURNED = "returned", _("答覆退回修改")
    UNWRITTEN = "unwritten", _("現場已答，文字待寫")
    LATER = "later", _("會後答覆")
    HANDED = "handed", _("已轉承辦單位")
    DONE = "done", _("已答覆")
    ENDED = "ended", _("不再答覆")


COLUMN_OF = {
    Group.DECLINING: Column.INCOMING,
    Group.WAITING: Column.INCOMING,
    Group.ON_STAGE: Column.STAGE,
    Group.PASSED: Column.STAGE,
    Group.DRAFTED: Column.ANSWERED,
    Group.RETURNED: Column.ANSWERED,
    Group.UNWRITTEN: Column.ANSWERED,
    Group.LATER: Column.ANSWERED,
    Group.HANDED: Column.ANSWERED,
    Group.DONE: Column.ANSWERED,
    Group.ENDED: Column.ANSWERED,
}


@dataclass(frozen=True)
class Question:
    """What decides: `draft` is "", "own" (whoever looks wrote some of it), "other" or "returned"; `declining` is "",
    "own" or "other", by who proposed it.
    """

    stage: Stage
    place: Place = Place.WAITING
    draft: str = ""
    declining: str = ""
    has_consent: bool = True
    is_public: bool = False
    needs_first_review: bool = False
    has_merged_ones: bool = False


def group(question, phase):
    """The list in which it stands. Once the talk is over, what units have on their desks waits no longer here."""
    if question.stage not in UNANSWERED_STAGES:
        return Group.DONE if question.stage in (Stage.REPLIED, Stage.CLOSED) else Group.ENDED
    if question.place == Place.ON_STAGE:
        return Group.ON_STAGE
    if question.declining:
        return Group.DECLINING
    if question.draft:
        return Group.RETURNED if question.draft == "returned" else Group.DRAFTED
    if question.place == Place.ANSWERED:
        return Group.UNWRITTEN
    is_handed = question.stage in (Stage.ASSIGNED, Stage.IN_PROGRESS)
    if phase in (TalkPhase.AFTER, TalkPhase.OVER) and is_handed:
        return Group.HANDED
    return {Place.PASSED: Group.PASSED, Place.LATER: Group.LATER}.get(question.place, Group.WAITING)


def offered(question, *, verbs, is_moderator, phase, has_guests=True):
    """The deeds that this person may do to it now, in their order; each may still be refused in words.

    `verbs` are those that the person may do to this suggestion, whatever its stage.
    """
    return [
        deed
        for deed, offer in OFFERS.items()
        if (_moves(deed, offer, question, phase) and is_moderator if offer.to else _does(deed, offer, question, verbs))
        and (deed != Deed.PASS or has_guests)
    ]


def _moves(deed, offer, question, phase):
    """Whether its place may change so: only what is still to be answered has one."""
    if question.stage not in UNANSWERED_STAGES or question.declining:
        return False
    if deed == Deed.PASS:
        return question.place != Place.ANSWERED and not question.draft
    if question.place == offer.to or (question.draft and deed in (Deed.TAKE_UP, Deed.LATER)):
        return False
    if deed == Deed.TAKE_UP:
        return phase in (TalkPhase.LIVE, TalkPhase.AFTER)
    if deed == Deed.ANSWERED:
        return phase in (TalkPhase.LIVE, TalkPhase.AFTER)
    return True


def _does(deed, offer, question, verbs):
    """Whether its verb is this person's and makes sense now."""
    if deed == Deed.ANSWER:  # accepted, assigned and started on the way
        is_open = question.stage in UNANSWERED_STAGES and not question.declining
        return is_open and Verb.DRAFT_REPLY in verbs and question.draft in ("", "returned", "own")
    if offer.verb not in verbs or not can(offer.verb, question.stage):
        return False
    match deed:
        case Deed.APPROVE:
            return question.draft == "other" and not question.needs_first_review
        case Deed.RETURN:
            return question.draft in ("own", "other")
        case Deed.CONFIRM:
            return question.declining == "other" and not question.has_merged_ones
        case Deed.DROP:
            return bool(question.declining)
        case Deed.RELEASE:
            return question.has_consent and not question.is_public
        case Deed.TAKE_BACK:
            return question.is_public
        case Deed.MERGE:
            return not question.has_merged_ones and not question.draft
        case Deed.DECLINE:
            return not question.declining
        case _:
            return True


def is_stage_open(times, now):
    """Whether a question may go on stage at `now`: from the beginning of the talk to the end of its day."""
    return times.starts_at <= now < _end_of_day(times.ends_at)


def counts_as_live(times, now):
    """Whether it may be noted at `now` that one was answered in the talk: while the record is being put in order."""
    return times.starts_at <= now < max(times.answers_end_at, _end_of_day(times.ends_at))


def _end_of_day(moment):
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
