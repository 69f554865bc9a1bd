"""The link in every mail by which its reader stops such mails: what it may stop, and nothing else.

A token is signed and says to whom which mails go. It never expires, for mail programs send it whenever their user
asks. Whoever has it can stop those mails; it opens no page, names nobody and reads nothing.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext, override

from feedback.models import Suggestion
from feedback.rules.notices import Who
from portal.serving import generation

SALT = "feedback.notices.stop"
KEY_LENGTH = 16  # of a contact's key: enough to tell one contact from the next
WAYS = {}  # {whom: how mails to them are stopped}


class Stoppable(NamedTuple):
    """Mails that still go out: the sentence that says which, and what stops them."""

    told: str
    stop: Callable  # is told the moment


class Way(NamedTuple):
    key_of: Callable  # of a notice: which mails it belongs to, in letters, digits, `_` and `-`
    found: Callable  # of such a key: what is `Stoppable`, None where nothing goes out any more


def stopped(whom, key_of):
    """Mark `found(key)` as what a link in mails to `whom` stops; `key_of(notice)` is what the link says."""

    def marked(found):
        WAYS[whom] = Way(key_of, found)
        return found

    return marked


def whom(notice):
    if notice.citizen_id:
        return Who.CITIZEN
    return Who.STAFF if notice.staff_id else Who.FOLLOWER


def token(notice):
    who = whom(notice)
    return _signer().sign(f"{who}.{WAYS[who].key_of(notice)}")


def address(notice):
    """The address of the page that stops such mails, in the language of the notice."""
    with override(notice.language):
        return settings.SITE_URL + reverse("notice_stop", args=[token(notice)])


def stopped_by(text):
    """What the token `text` stops: a `Stoppable`, None if it is stopped already; `BadSignature` if it is no token."""
    who, _dot, key = _signer().unsign(text).partition(".")
    if who not in WAYS:
        raise signing.BadSignature
    return WAYS[who].found(key)


def _signer():
    return signing.Signer(salt=SALT, sep=".")


@stopped(Who.CITIZEN, lambda notice: f"{notice.citizen_id}-{notice.citizen.contact_key[:KEY_LENGTH]}")
def notices_of_a_suggestion(key):
    """What goes to the contact of one suggestion; one that was corrected since is another contact."""
    pk, _dash, contact_key = key.partition("-")
    suggestion = Suggestion.objects.filter(pk=pk, contact_key__startswith=contact_key).exclude(notices_by="").first()
    if not suggestion:
        return None
    told = gettext("關於意見建議 %(number)s 的通知") % {"number": suggestion.number}
    return Stoppable(told, lambda now: _stop(suggestion, now=now))


def _stop(suggestion, *, now):
    """Once, whatever else happens to the suggestion at this moment."""
    with generation.publishing():
        row = Suggestion.objects.select_for_update(no_key=True).get(pk=suggestion.pk)
        if row.notices_by:
            row.choose_notices("", language="", now=now)
