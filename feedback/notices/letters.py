"""What is sent: a row of the outbox, or the rows of a digest, as a letter or a short message.

Here alone an address is decrypted, at the moment of sending.
"""

from contextlib import contextmanager

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, override

from feedback.notices import stopping
from feedback.notices.digest_words import digest_said
from feedback.notices.models import Notice
from feedback.notices.places import Place, about, values
from feedback.notices.texts import MOST_OF_WORD, text_of
from feedback.rules.contacts import addresses_in
from feedback.rules.notices import Channel, Kind, Why
from feedback.rules.sending import MOST_RECEIVED
from feedback.rules.workflow import Stage
from portal.post.letters import Letter, ShortMessage
from portal.reading.languages import language_tag
from portal.reading.readers import apart
from portal.serving.context import site


class NotSendable(Exception):
    """There is nowhere to send it, or nobody wants it any more: `why` is a `Why`."""

    def __init__(self, why):
        super().__init__(why)
        self.why = why


def compose(notices, now):
    """The `Letter` or `ShortMessage` of `notices`: one row, or all rows of one person's digest."""
    first = notices[0]
    to = address_of(first)
    if not to:
        raise NotSendable(Why.NO_ADDRESS)
    if first.kind == Kind.RECEIVED and Notice.objects.received_lately(first, now).count() >= MOST_RECEIVED:
        raise NotSendable(Why.TOO_MANY)
    with read_in(first.language):
        if first.channel == Channel.SMS:
            return ShortMessage(to, first.kind, short_places(first), first.message_id)
        words = letter_words(notices, stop=_stop(notices))
    return Letter(to, headers=_headers(notices), message_id=first.message_id, **words)


def address_of(notice):
    """Where `notice` goes now; nothing where no address of that kind was left, or where it is wanted no more."""
    if notice.citizen:
        is_withdrawn = notice.citizen.stage == Stage.WITHDRAWN  # while a worker held the notice
        if is_withdrawn or notice.citizen.notices_by != notice.channel:
            return ""
        return addresses_in(notice.citizen.contact).by(notice.channel)
    if notice.channel == Channel.SMS:
        return ""
    if notice.staff:
        return notice.staff.email if notice.staff.is_active else ""
    is_wanted = notice.follow.confirmed_at or notice.kind == Kind.CONFIRM
    return notice.follow.address if is_wanted else ""


@contextmanager
def read_in(language):
    """Inside, texts stand in the language of whoever reads the letter, not of who is served meanwhile."""
    with override(language or settings.LANGUAGE_CODE), apart(wants_original=False):
        yield


def short_places(notice, text=None):
    """{name: what stands there} of an SMS: the number and one word, never a title or a name."""
    named = values(notice)
    word = (text or text_of(notice.kind)).said(named).word
    return {"number": named[Place.NUMBER], "word": word[:MOST_OF_WORD]}


def letter_words(notices, *, stop):
    """The subject, text and html of a letter; `stop` is the address that ends such letters."""
    context = letter_context(notices, stop=stop, link=_desk() if notices[0].is_for_digest else link_of(notices[0]))
    return {
        "subject": context["subject"],
        "text": render_to_string("notices/letter.txt", context).strip() + "\n",
        "html": render_to_string("notices/letter.html", context),
    }


def letter_context(notices, *, stop, link, text=None):
    """What the templates of a letter show; `text` is one that is not saved yet."""
    first = notices[0]
    if first.is_for_digest:
        said, parts = digest_said(notices, link_of)
    else:
        said, parts = (text or text_of(first.kind)).said(values(first)), []
    return {
        "subject": said.subject,
        "body": said.body,
        "parts": parts,
        "link": link,
        "whom": "confirm" if first.kind == Kind.CONFIRM else _whom(first),
        "stop": stop,
        "lang": language_tag(get_language()),
        **site(None),
    }


def _whom(notice):
    return "citizen" if notice.citizen else "staff" if notice.staff else "follower"


def link_of(notice):
    """Where the reader goes on. It holds the number and never a secret; only a confirmation has a token of its own."""
    if notice.kind == Kind.CONFIRM:
        return notice.follow.confirm_address()
    suggestion = about(notice)
    if notice.citizen:
        return _address(f"{reverse('status_lookup')}?{urlencode({'number': suggestion.number})}")
    if notice.staff:
        is_case = suggestion is not None
        path = (
            reverse("admin:feedback_suggestion_change", args=[suggestion.pk]) if is_case else notice.details.get("path")
        )
        return _address(path) if path else _desk()
    return _address(suggestion.get_absolute_url()) if suggestion else notice.follow.subject_address()


def _desk():
    return _address(reverse("admin:index"))


def _address(path):
    return f"{settings.SITE_URL}{path}"


def _stop(notices):
    """The address that stops what is sent; none of a digest of several kinds, which are chosen at the desk."""
    return stopping.address(notices[0]) if len({notice.kind for notice in notices}) == 1 else ""


def _headers(notices):
    headers = {"Auto-Submitted": "auto-generated"}
    if stop := _stop(notices):
        headers["List-Unsubscribe"] = f"<{stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
