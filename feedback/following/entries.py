"""What the feeds say: released text alone, the newest first, each entry under an address that never changes."""

import re
from datetime import datetime
from html import unescape
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils.html import conditional_escape, linebreaks, strip_tags
from django.utils.translation import gettext, override

from feedback.models import Event, Reply, Suggestion
from feedback.office.names import names
from feedback.parts.timeline import coded_sentence, sentence
from feedback.rules.workflow import Verb
from portal.reading.languages import reading
from reports.models import Report

MOST = 50
# A suggestion may be released more than once; so many events give MOST suggestions in all but strange cases.
MOST_EVENTS = 3 * MOST
# Of what was merged into one that is not public, no answer is public either.
HIDDEN_WITH_ITS_MAIN_ONE = Q(main__isnull=False, main__public_title="")
# What XML has no place for: a reader would refuse the whole feed for one such character.
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(NamedTuple):
    key: str  # the same in every language and for good
    url: str
    title: str
    summary: str  # HTML, in which all that somebody wrote is escaped
    published: datetime
    updated: datetime
    author: str  # the unit, or nothing where it is the bureau


def plain(text):
    """One line of text that XML can hold."""
    return " ".join(NO_XML.sub("", str(text)).split())


def told(text):
    """What somebody wrote, as HTML that is nothing but its paragraphs."""
    return linebreaks(NO_XML.sub("", str(text)), autoescape=True) if text else ""


def absolute(path):
    return settings.SITE_URL + path


def known_by(row, part=""):
    """The address by which an entry about `row` is known, whatever language it is read in."""
    with override(settings.LANGUAGE_CODE):
        return absolute(row.get_absolute_url()) + (f"#{part}" if part else "")


def replies(suggestions):
    """The newest answers among `suggestions`; one that was corrected stands there in its last words."""
    answered = suggestions.latest_replied().exclude(HIDDEN_WITH_ITS_MAIN_ONE)[:MOST].for_public_page()
    words = _last_replies(answered)
    return [_reply(suggestion, words[suggestion.pk]) for suggestion in answered if suggestion.pk in words]


def _last_replies(suggestions):
    """{key of a suggestion: its last approved `Reply`}, with its unit."""
    known = names()
    approved = Reply.objects.filter(suggestion__in=[one.pk for one in suggestions]).approved()
    return {reply.suggestion_id: known.dress(reply) for reply in approved}


def _reply(suggestion, reply):
    return Entry(
        key=known_by(suggestion, f"answer-{suggestion.replied_at:%Y%m%d%H%M%S}"),
        url=absolute(suggestion.get_absolute_url()),
        title=plain(gettext("答覆：%(title)s（%(number)s）") % _places(suggestion)),
        summary=told(reading(reply.body)),
        published=suggestion.replied_at,
        updated=max(reply.approved_at, suggestion.replied_at),
        author=plain(reading(reply.unit)),
    )


def released(suggestions):
    """The newest of `suggestions` whose text a person released, by when that was first done of those looked at."""
    events = Event.objects.filter(verb=Verb.RELEASE, suggestion__in=suggestions.public().order_by())
    moments = {}
    for key, at in events.order_by("-pk").values_list("suggestion", "at")[:MOST_EVENTS]:
        moments[key] = (at, moments.get(key, (at, at))[1])  # (first, last)
    newest = list(moments)[:MOST]
    rows = {row.pk: row for row in Suggestion.objects.filter(pk__in=newest).for_public_page()}
    return [_released(rows[key], *moments[key]) for key in newest if key in rows]


def _released(suggestion, first, last):
    return Entry(
        key=known_by(suggestion),
        url=absolute(suggestion.get_absolute_url()),
        title=plain(gettext("新公開：%(title)s（%(number)s）") % _places(suggestion)),
        summary=told(reading(suggestion.public_body)),
        published=first,
        updated=last,
        author=plain(reading(suggestion.unit)) if suggestion.unit_id else "",
    )


def both(suggestions):
    """New public ones and answers together."""
    return newest([*released(suggestions), *replies(suggestions)])


def newest(entries):
    return sorted(entries, key=lambda entry: (entry.updated, entry.key), reverse=True)[:MOST]


def steps(suggestion):
    """What everybody may read of the way of one suggestion; of a stub what happened, in nobody's words."""
    timeline = list(enumerate(suggestion.events.public().timeline(), 1))
    bodies = _bodies(suggestion)
    return [_step(suggestion, place, event, bodies) for place, event in reversed(timeline[-MOST:])]


def _bodies(suggestion):
    """{key of an approved `Reply` that everybody may read: its words}"""
    if not (suggestion.is_public and suggestion.main_or_self.is_public):
        return {}
    return dict(Reply.objects.filter(suggestion=suggestion).approved().values_list("pk", "body"))


def _step(suggestion, place, event, bodies):
    said = sentence(event) if suggestion.is_public else coded_sentence(event)
    words = [event.note, bodies.get(event.reply_id, "")] if suggestion.is_public else []
    return Entry(
        key=known_by(suggestion, f"step-{place}"),
        url=absolute(suggestion.get_absolute_url()),
        title=plain(unescape(strip_tags(conditional_escape(said)))),
        summary="".join(told(reading(text)) for text in words if text),
        published=event.at,
        updated=event.at,
        author=plain(reading(event.unit)) if suggestion.is_public and event.unit_id else "",
    )


def reports():
    return [
        Entry(
            key=known_by(report),
            url=absolute(report.get_absolute_url()),
            title=plain(reading(report.title)),
            summary=told(gettext("%(year)s 年的工作報告已經公布。") % {"year": report.year}),
            published=report.published_at,
            updated=report.published_at,
            author="",
        )
        for report in Report.objects.published().newest_first()[:MOST]
    ]


def _places(suggestion):
    return {"title": reading(suggestion.public_title), "number": suggestion.number}


def feed_of(subject):
    """The entries of the feed of a `Subject`."""
    if subject.kind == "suggestion":
        return steps(subject.row)
    return both(Suggestion.objects.filter(**{subject.kind: subject.row.pk}))
