"""Who asks in the talk of the benchmark goes through the form as it is."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from benchmarks.asking.asker import Asker
from benchmarks.asking.sending import LIBRARY, TEXTS
from benchmarks.site import NAME
from feedback.models import Suggestion
from feedback.talks.questions import questions_of
from tests.factories import make_talk, release

pytestmark = pytest.mark.on_postgres


@pytest.fixture
def talk(live_server, settings):
    """One that goes on, of a portal that answers to the name that it has in the benchmark."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, NAME]
    settings.CSRF_TRUSTED_ORIGINS = [f"https://{NAME}"]
    return make_talk(starts_at=timezone.now() - timedelta(minutes=1))


def asked(talk, live_server, run_to_end, text):
    """The question behind the receipt that was shown."""

    async def ask(citizen):
        await citizen.prepare()
        await citizen.submit()
        return await citizen.receipt()

    asker = Asker(urlsplit(live_server.url).port, 1, text, talk.get_absolute_url())
    return Suggestion.objects.by_receipt(*run_to_end(ask(asker)))


def test_a_question_of_the_talk_with_a_receipt_that_opens(talk, live_server, run_to_end):
    found = asked(talk, live_server, run_to_end, LIBRARY.draw(TEXTS))
    assert [found] == [*questions_of(talk)]


def test_what_is_like_it_is_shown_once_and_it_is_sent_all_the_same(talk, live_server, run_to_end):
    text = LIBRARY.draw(TEXTS)
    first = asked(talk, live_server, run_to_end, text)
    release(first, title=text.title, body=text.body, now=timezone.now())
    second = asked(talk, live_server, run_to_end, text)
    assert [first, second] == [*questions_of(talk).order_by("pk")]
