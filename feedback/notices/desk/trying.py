"""A text as its readers would get it: with a real suggestion, in each language, as a letter and as an SMS."""

from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string

from feedback.notices.default_texts import DEFAULTS
from feedback.notices.letters import letter_context, link_of, read_in, short_places
from feedback.notices.models import Notice
from feedback.notices.places import OF_NONE, OF_TALKS
from feedback.records.events import Event
from feedback.rules.notices import Channel, Kind, Who
from feedback.rules.workflow import Verb
from portal.reading.languages import language_tag

# The events that such a text names something of.
NAMED_OF = {
    Kind.EXTENDED: Verb.EXTEND,
    Kind.RESCHEDULED: Verb.RECOUNT_DAYS,
    Kind.DECLINED: Verb.DECLINE,
    Kind.MERGED: Verb.MERGE,
    Kind.CARD: Verb.DEAL_CARD,
    Kind.INSTRUCTED: Verb.INSTRUCT,
    Kind.INVOLVED: Verb.INVOLVE,
    Kind.NEWS: Verb.APPROVE_REPLY,
}

OF_ONE_READER = (Kind.CONFIRM, *OF_TALKS)  # these lead to what the reader follows
# What a text without a suggestion names.
HOURS = {"starts_at": "2026-11-29T09:00:00+08:00", "ends_at": "2026-11-29T11:00:00+08:00"}
COMMITMENT = {
    "title": "在路口加裝待轉提示牌",
    "state": "substantial",
    "promised_on": "2027-06-30",
    "reason": "已經裝好兩處。",
}
EXAMPLES = {
    Kind.SHEET: {"count": 12},
    Kind.COMMITMENT: COMMITMENT,
    Kind.MEASURE: {"title": "香港中路路口增設待轉提示牌"},
    Kind.TALK_SOON: HOURS,
    Kind.TALK_MOVED: HOURS,
    Kind.TALK_ANSWERED: {"count": 30},
}


class Reading(NamedTuple):
    language: str
    tag: str
    subject: str
    plain: str
    html: str
    short: dict  # {name: what stands there} of the SMS; empty where none is sent


def tried(form, user):
    """The `Reading` of each language; the links that are of one reader alone lead nowhere."""
    text = form.instance
    who, suggestion = DEFAULTS[text.kind].who, form.tried_with()
    if suggestion is None and text.kind not in OF_NONE:
        return []
    notice = _notice(text.kind, who, suggestion, user)
    return [_reading(notice, text, code, str(name)) for code, name in settings.LANGUAGES]


def _notice(kind, who, suggestion, user):
    """A row that is never stored."""
    of_kind = None if kind in OF_NONE else suggestion
    event = _event(kind, of_kind) if of_kind else None
    notice = Notice(kind=kind, suggestion=of_kind, event=event, channel=Channel.MAIL, details=EXAMPLES.get(kind, {}))
    if who == Who.CITIZEN:
        notice.citizen = suggestion
    elif who == Who.STAFF:
        notice.staff = user
    return notice


def _event(kind, suggestion):
    return Event.objects.filter(suggestion=suggestion, verb=NAMED_OF.get(kind)).select_related("unit", "main").last()


def _reading(notice, text, code, name):
    with read_in(code):
        none = f"{settings.SITE_URL}/…"
        link = none if notice.kind in OF_ONE_READER else link_of(notice)
        letter = letter_context([notice], stop=none, link=link, text=text)
        plain = render_to_string("notices/letter.txt", letter).strip()
        html = render_to_string("notices/_letter.html", letter)
        short = short_places(notice, text) if text.word else {}
    return Reading(name, language_tag(code), letter["subject"], plain, html, short)
