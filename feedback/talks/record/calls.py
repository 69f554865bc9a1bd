"""What was asked by telephone or on site, entered by the office: filed like all the rest, and how it was dealt with."""

from django.utils import timezone
from django.utils.translation import gettext

from feedback.models import Suggestion
from feedback.office import staff
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import UNANSWERED_STAGES, Refused, Stage, Verb
from feedback.talks.models import Call, Place, Talk, Turn
from feedback.talks.moderating.answering import draft_at_once
from feedback.talks.touching import touch
from portal.serving import generation


@generation.publishing()
def enter_call(talk, fields, call, answer="", *, flow, by, now):
    """File what a caller asked, with how it was dealt with; the same `flow` again returns what was filed before.

    `fields` are those of a suggestion but the campaign; `call` is a `Call`, or nothing for a question that waits for
    its turn in the hall. What was answered at once is written down as an answer (`write_down`). Raises `Refused`;
    then nothing of it is filed.
    """
    if not talk.takes_entries(now):
        raise Refused(gettext("這場懇談現在不登記來電和現場提問。"))
    given = fields | {"campaign": talk.campaign, "arrived_on": _arrived_on(talk, now)}
    [suggestion] = Suggestion.objects.register([(flow, given)], by=by, now=now)
    is_new = _place(suggestion, talk, call, by, now)
    if is_new and call == Call.ANSWERED:
        write_down(suggestion, talk, answer, by=by, now=now)
    return suggestion


@generation.publishing()
def call_back(suggestion, talk, answer, *, by, now):
    """Write down what a caller was told who was called back; during the talk it is an answer of the talk."""
    if suggestion.stage not in UNANSWERED_STAGES:
        raise Refused(gettext("這件提問已經答覆，或者不再辦理。"))
    if not staff.may_register(by, {talk.pk}):
        raise Refused(gettext("您的崗位沒有「%(verb)s」的權限。") % {"verb": Verb.REGISTER.label})
    write_down(suggestion, talk, answer, by=by, now=now)
    if talk.starts_at <= now < talk.ends_at:
        Talk.objects.select_for_update(no_key=True).get(pk=talk.pk)  # before the turn, in the order of all that locks
        Turn.objects.filter(pk=suggestion.pk).update(place=Place.ANSWERED, answered_at=now, by=by, at=now)
    touch(talk.pk)


def write_down(suggestion, talk, answer, *, by, now):
    """Keep `answer` where it is needed next, and nothing typed is lost.

    By a moderator it is the draft of the reply. Who only takes the calls answers for no unit: then it goes to the host
    unit with the question, as a remark from which the reply is written.
    """
    if not answer:
        raise Refused(gettext("請寫下怎樣答覆的。"))
    if talk.pk in staff.moderated_by(by):
        draft_at_once(suggestion, talk.unit, answer, Adoption.EXPLAINED, by=by, now=now)
        return
    remark = gettext("已在電話裡或者現場答覆市民：%(answer)s") % {"answer": answer}
    if suggestion.stage == Stage.RECEIVED:
        suggestion.accept(by=by, now=now)
    if suggestion.stage == Stage.ACCEPTED:
        suggestion.assign(talk.unit, remark, by=by, now=now)
        return
    with suggestion.doing(Verb.NOTE, by=by, now=now, remark=remark):
        pass


def _arrived_on(talk, now):
    """The day of the talk, for what is typed from notes on a later one."""
    return talk.day if timezone.localdate(now) > talk.day else None


def _place(suggestion, talk, call, by, now):
    """Give it its `Turn`; false where it has one, because the same call was sent twice.

    Whatever is answered before the talk begins is answered, but not in the talk.
    """
    place, answered_at = Place.LATER if call else Place.WAITING, None
    if call == Call.ANSWERED and now >= talk.starts_at:
        place, answered_at = Place.ANSWERED, min(now, talk.ends_at)
    fields = {"talk": talk, "place": place, "call": call, "answered_at": answered_at, "by": by, "at": now}
    _turn, is_new = Turn.objects.get_or_create(suggestion=suggestion, defaults=fields)
    touch(talk.pk)
    return is_new
