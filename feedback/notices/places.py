"""What the texts of notices may name between braces, and what stands there: nothing of a person or by one.

A title stands there only as it was released; of an extension its public reason, masked; of a reply nothing at all.
"""

from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.notices.news_words import new_of
from feedback.office import wording
from feedback.office.outcomes import decline_reason_name
from feedback.parts.hours import hours_told
from feedback.rules.commitments import State
from feedback.rules.deadlines import Card
from feedback.rules.notices import Kind
from feedback.rules.redaction import mask
from feedback.rules.workflow import Verb
from portal.reading.readers import converted, name_shown


class Place(TextChoices):
    """What may stand between braces; English texts write the Chinese name too."""

    SUGGESTION = "建議", _("建議")
    NUMBER = "編號", _("編號")
    UNIT = "承辦單位", _("承辦單位")
    DUE = "期限", _("期限")
    RATE_BY = "評議截止", _("評議截止")
    REASON = "原因", _("原因")
    MAIN = "主件編號", _("主件編號")
    CARD = "亮牌", _("亮牌")
    WHAT = "進展", _("進展")
    COUNT = "件數", _("件數")
    TALK = "懇談", _("懇談")
    WHEN = "時間", _("時間")
    COMMITMENT = "承諾", _("承諾")
    MEASURE = "舉措", _("舉措")


PLACES = wording.named(Place)
OF_ANY_SUGGESTION = (Place.SUGGESTION, Place.NUMBER, Place.UNIT, Place.DUE)
# These are about no suggestion.
OF_TALKS = (Kind.TALK_SOON, Kind.TALK_MOVED, Kind.TALK_ANSWERED)
OF_NONE = frozenset({Kind.SHEET, Kind.PAPER, Kind.CONFIRM, *OF_TALKS})
# What a kind may name beside what every suggestion has.
FURTHER = {
    Kind.SHEET: (Place.COUNT,),
    Kind.EXTENDED: (Place.REASON,),
    Kind.RESCHEDULED: (Place.REASON,),
    Kind.REPLIED: (Place.RATE_BY,),
    Kind.CORRECTED: (Place.RATE_BY,),
    Kind.RATE_AGAIN: (Place.RATE_BY,),
    Kind.DECLINED: (Place.REASON,),
    Kind.MERGED: (Place.MAIN,),
    Kind.COMMITMENT: (Place.COMMITMENT, Place.WHAT, Place.WHEN, Place.REASON),
    Kind.MEASURE: (Place.MEASURE,),
    Kind.CARD: (Place.CARD,),
    Kind.NEWS: (Place.WHAT,),
    Kind.TALK_SOON: (Place.TALK, Place.WHEN),
    Kind.TALK_MOVED: (Place.TALK, Place.WHEN, Place.REASON),
    Kind.TALK_ANSWERED: (Place.TALK, Place.COUNT),
}


def places_of(kind):
    """The places that the text of `kind` may name, in order."""
    return (*(() if kind in OF_NONE else OF_ANY_SUGGESTION), *FURTHER.get(kind, ()))


def wrong_with(text, kind):
    """What is wrong with a text of `kind`, told; nothing when it may be used."""
    known = places_of(kind)
    unknown = [name for name in wording.BRACES.findall(text) if PLACES.get(name) not in known]
    if unknown and not known:
        return gettext("這一類通知沒有位置可以用，請刪去「%(place)s」。") % {"place": f"{{{unknown[0]}}}"}
    if unknown:
        told = gettext("這一類通知沒有「%(place)s」這個位置，可以用的有：%(places)s。")
        return told % {"place": f"{{{unknown[0]}}}", "places": wording.listed(known)}
    if wording.has_loose_brace(text):
        return gettext("大括號要成對，中間寫位置的名稱。")
    return ""


def filled(text, values):
    """`text` with each place replaced by what `values`, {Place: text}, has for it."""
    return wording.BRACES.sub(lambda match: values[PLACES[match[1]]], text)


def about(notice):
    """The suggestion that a notice speaks of to its reader: a citizen's own one, also when its main one moved."""
    return notice.citizen or notice.suggestion


def values(notice):
    """{Place: text} of what `notice` may name, in the language that is in force."""
    suggestion, event = about(notice), notice.event
    details = event.details if event else {}
    if suggestion is None:
        return dict.fromkeys(Place, "") | {
            Place.SUGGESTION: _followed(notice),
            Place.WHAT: _news(notice),
            Place.COUNT: str(notice.details.get("count") or gettext("若干")),
            Place.TALK: notice.follow.called() if notice.follow else gettext("在線懇談"),
            Place.WHEN: _hours(notice.details),
            Place.REASON: converted(notice.details.get("reason") or gettext("見懇談頁面")),
        }
    main = suggestion.main_or_self
    unit = (event and event.unit) or main.unit
    is_stub = notice.follow_id is not None and not suggestion.is_public  # of which everybody reads no unit
    return {
        Place.SUGGESTION: _called(suggestion),
        Place.NUMBER: suggestion.number,
        Place.UNIT: name_shown(unit) if unit and not is_stub else gettext("承辦單位"),
        Place.DUE: _due(main, details),
        Place.RATE_BY: _day(main.rating_ends_on) if main.rating_ends_on else gettext("評議截止日"),
        Place.REASON: _reason(suggestion, event, details),
        Place.MAIN: ((event and event.main) or main).number,
        Place.CARD: str(Card(details.get("card") or main.card).label),
        Place.WHAT: new_of(event),
        Place.COUNT: "",
        Place.TALK: "",
        Place.WHEN: "",
        Place.COMMITMENT: "",
        Place.MEASURE: converted(notice.details.get("title") or gettext("見查詢頁")),
    } | (_of_commitment(notice.details) if notice.kind == Kind.COMMITMENT else {})


def _of_commitment(details):
    """What a notice that a promise moved names; of one that is only tried, what stands in its place."""
    day, state = details.get("promised_on"), details.get("state")
    return {
        Place.COMMITMENT: converted(details.get("title", "")) or gettext("答覆裡的承諾"),
        Place.WHAT: str(State(state).label) if state else gettext("有更新"),
        Place.WHEN: _day(date.fromisoformat(day)) if day else gettext("另行告知的日期"),
        Place.REASON: converted(details.get("reason", "")) or gettext("見查詢頁"),
    }


def _called(suggestion):
    if suggestion.public_title:
        named = {"title": converted(suggestion.public_title), "number": suggestion.number}
        return gettext("建議「%(title)s」（編號 %(number)s）") % named
    return gettext("建議（編號 %(number)s）") % {"number": suggestion.number}


def _followed(notice):
    return notice.follow.called() if notice.follow else gettext("本站的內容")


def _news(notice):
    """How much there was of what somebody follows; of no suggestion by itself."""
    return (notice.follow and notice.follow.news(notice.details)) or gettext("有更新")


def _due(suggestion, details):
    if "due_on" in details:
        return _provisional(_day(date.fromisoformat(details["due_on"])), details.get("is_provisional", False))
    due_on = suggestion.next_due_on
    return _provisional(_day(due_on), suggestion.is_due_provisional) if due_on else gettext("另行告知的日期")


def _provisional(day, is_provisional):
    return gettext("%(day)s（暫定）") % {"day": day} if is_provisional else day


def _hours(details):
    """The hours of a talk, as they were when the notice was written."""
    moments = [datetime.fromisoformat(details[name]) for name in ("starts_at", "ends_at") if name in details]
    return hours_told(*moments) if moments else ""


def _reason(suggestion, event, details):
    if event and event.verb in (Verb.EXTEND, Verb.RECOUNT_DAYS) and event.note:
        names = (*suggestion.known_names, *event.suggestion.known_names)  # it may be its main one's reason
        return converted(mask(event.note, names))
    code = details.get("reason", "") if event and event.verb == Verb.DECLINE else suggestion.decline_reason
    return decline_reason_name(code) if code else gettext("見查詢頁")


def _day(day):
    return date_format(day, "DATE_FORMAT")
