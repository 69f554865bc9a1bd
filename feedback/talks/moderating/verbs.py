"""Verbs of a question's place in its talk: passed to a guest, on stage, answered there, later; all by moderators.

Where it stands as a suggestion is the matter of the suggestion's own verbs; a question that is at an end has no place
to be moved to. Who did it last and when stands in its `Turn`; 現場已答 is counted in public, so each time that is set
or taken back a record of the staff's work says so. Whoever locks more than one thing locks the question first, then
its talk: events of a question touch the talk after they locked the question.
"""

from contextlib import contextmanager

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Suggestion
from feedback.office import staff
from feedback.rules.workflow import UNANSWERED_STAGES, Refused, Stage
from feedback.talks.models import Talk, Turn
from feedback.talks.moderating.answering import draft_at_once
from feedback.talks.moderating.offered import LEAVES_STAGE_TO, counts_as_live, is_stage_open
from feedback.talks.rules import Place, TalkPhase
from feedback.talks.touching import touch
from portal.accounts.records import record
from portal.serving import generation


class Moved(Refused):
    """Somebody else moved the question since it was read."""

    def __init__(self, turn):
        told = gettext("%(number)s 剛剛由%(person)s改為「%(place)s」。請看過最新情況再操作。")
        places = {
            "number": turn.suggestion.number,
            "person": staff.shown_name(turn.by) if turn.by else gettext("系統"),
            "place": turn.get_place_display(),
        }
        super().__init__(told % places)


def seen_of(turn):
    """What a page says of the place that it shows, so that an act from an old page is noticed; of None, of waiting."""
    return f"{turn.place}-{turn.guest_id or 0}" if turn else f"{Place.WAITING}-0"


def pass_to(suggestion, guest, *, seen=None, by, now):
    """Hand it to `guest`, who answers it when it is taken up."""
    with moving(suggestion, Place.PASSED, seen=seen, by=by, now=now) as turn:
        if guest.talk_id != turn.talk_id:
            raise Refused(gettext("這位嘉賓不參加這場懇談。"))
        turn.guest = guest


def take_up(suggestion, *, leaving=None, seen=None, by, now):
    """It is being answered now (上台). Whichever was on stage leaves it to `leaving`, which has to be said."""
    with moving(suggestion, Place.ON_STAGE, seen=seen, by=by, now=now) as turn:
        talk = turn.talk
        if not is_stage_open(talk.times, now):
            raise Refused(gettext("懇談當天開始以後，提問才能上台。"))
        other = on_stage(talk)
        if other and other.pk != turn.pk:
            if leaving not in LEAVES_STAGE_TO:
                told = gettext("台上還在回答 %(number)s，請先說明它是現場已答、會後答覆還是放回等待。")
                raise Refused(told % {"number": other.suggestion.number})
            _set(other, leaving, by=by, now=now)
            other.save()


def note_answered(suggestion, *, seen=None, by, now):
    """It was answered in the talk (現場已答); the written answer may follow.

    It is counted in public as answered live; what is noted after the talk was answered by its end.
    """
    with moving(suggestion, Place.ANSWERED, seen=seen, by=by, now=now) as turn:
        if not counts_as_live(turn.talk.times, now):
            raise Refused(gettext("懇談還沒有開始，或者答覆期限已過，不能記為現場已答。"))


def put_off(suggestion, *, seen=None, by, now):
    """It is answered after the talk (會後答覆)."""
    with moving(suggestion, Place.LATER, seen=seen, by=by, now=now):
        pass


def put_back(suggestion, *, seen=None, by, now):
    """It waits again, for whichever guest."""
    with moving(suggestion, Place.WAITING, seen=seen, by=by, now=now) as turn:
        turn.guest = None


@generation.publishing()
def answer(suggestion, body, outcome, outcome_reason="", *, by, now):
    """Write its answer down: it is on its way to a second person; while the talk goes on, or if it was on stage, it was
    answered live. All of it or nothing.
    """
    talk = Talk.objects.select_related("campaign", "unit").get(campaign=suggestion.campaign_id)
    draft_at_once(suggestion, suggestion.unit or talk.unit, body, outcome, outcome_reason, by=by, now=now)
    turn = Turn.objects.filter(suggestion=suggestion.pk).first()
    was_there = turn is not None and turn.place == Place.ON_STAGE
    is_noted = turn is not None and turn.place == Place.ANSWERED
    if not is_noted and (was_there or talk.phase(now) == TalkPhase.LIVE) and talk.campaign_id in staff.moderated_by(by):
        note_answered(suggestion, by=by, now=now)


def hand_over(suggestion, unit, *, by, now):
    """What was not answered in the talk goes to its host `unit`, accepted on the way if it is not yet."""
    if suggestion.decline_proposed_by_id:
        raise Refused(gettext("已有人提請不予受理，請先確認或者撤回。"))
    steps = [("accept", {})] if suggestion.stage == Stage.RECEIVED else []
    suggestion.together([*steps, ("assign", {"unit": unit})], by=by, now=now)


def leave(turn, event):
    """What ends by an `event` of the question, whoever caused it, leaves its place; an answer was given there."""
    place = Place.ANSWERED if event.to_stage == Stage.REPLIED else Place.WAITING
    _set(turn, place, by=event.by, now=event.at)
    turn.guest = turn.guest if place == Place.ANSWERED else None
    turn.save()


def on_stage(talk):
    """The `Turn` that is on stage, or None."""
    return talk.turns.filter(place=Place.ON_STAGE).select_related("suggestion", "by").first()


@contextmanager
def moving(suggestion, place, *, seen=None, by, now):
    """One move: lock, check the question and the person, put it to `place`; the block may say more or refuse.

    `seen` is what `seen_of` said when the page was made; without it nothing is compared. Yields the `Turn`, which is
    saved after the block.
    """
    with generation.publishing():
        stage = Suggestion.objects.select_for_update(no_key=True).values_list("stage", flat=True).get(pk=suggestion.pk)
        talk = Talk.objects.select_for_update(no_key=True, of=("self",)).select_related("campaign")
        talk = talk.get(campaign=suggestion.campaign_id)
        if talk.campaign_id not in staff.moderated_by(by):
            raise Refused(gettext("只有這場懇談的主持人可以安排提問。"))
        if stage not in UNANSWERED_STAGES:
            told = gettext("這件提問現在是「%(stage)s」，不能改為「%(place)s」。")
            raise Refused(told % {"stage": Stage(stage).label, "place": Place(place).label})
        turn = Turn.objects.select_related("by").filter(suggestion=suggestion.pk).first()
        if seen and seen != seen_of(turn):
            raise Moved(turn) if turn else Refused(gettext("這件提問剛剛由別人操作過。請看過最新情況再操作。"))
        turn = turn or Turn(suggestion=suggestion)
        turn.suggestion, turn.talk = suggestion, talk
        _set(turn, place, by=by, now=now)
        yield turn
        turn.save()
        touch(talk.pk)


ANSWERED_LIVE = _("在線懇談提問 %(number)s 記為現場已答")
NOT_ANSWERED_LIVE = _("在線懇談提問 %(number)s 不再記為現場已答")


def _set(turn, place, *, by, now):
    """Put it there; being answered live is recorded when it begins and when it is taken back."""
    was_live, is_live = turn.answered_at is not None, place == Place.ANSWERED
    turn.place, turn.by, turn.at = place, by, now
    if is_live and not was_live:
        turn.answered_at = min(now, turn.talk.ends_at)
    elif was_live and not is_live:
        turn.answered_at = None
    if was_live != is_live:
        words = ANSWERED_LIVE if is_live else NOT_ANSWERED_LIVE
        record(by, words, turn.talk, number=turn.suggestion.number)
