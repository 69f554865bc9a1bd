"""What a page says, and suggestions of which it says something."""

import re
from datetime import timedelta

from tests import factories
from tests.factories import NOW

TODAY = NOW.date()
MINE = "/status/mine/"


def said(page, *sentences):
    """Which of `sentences` the page says, without regard to its line breaks and links."""
    text = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page.text))
    return [sentence for sentence in sentences if re.sub(r"\s+", "", sentence) in text]


def released(**fields):
    suggestion = factories.make_suggestion(has_consent=True, **fields)
    factories.release(suggestion)
    suggestion.refresh_from_db()
    return suggestion


def rated_and_answered_again(suggestion):
    factories.rate(suggestion, "five_dissatisfied", now=NOW)
    suggestion.refresh_from_db()
    factories.reply(suggestion, now=NOW + timedelta(days=1))
    suggestion.refresh_from_db()
