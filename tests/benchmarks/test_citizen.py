"""The citizens of the benchmark go through the form as it is."""

from urllib.parse import urlsplit

import pytest

from benchmarks.asking.citizen import LIBRARY, Astray, Citizen, hidden
from benchmarks.asking.sending import TEXTS
from benchmarks.site import NAME
from feedback.models import Suggestion

pytestmark = pytest.mark.on_postgres


@pytest.fixture
def port(live_server, settings):
    """Where the portal answers to the name that it has in the benchmark."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, NAME]
    settings.CSRF_TRUSTED_ORIGINS = [f"https://{NAME}"]
    return urlsplit(live_server.url).port


@pytest.mark.parametrize("channel", ["mail", ""])
def test_a_citizen_comes_to_a_receipt_that_opens_and_is_told_by_mail_where_that_is_offered(
    port, run_to_end, settings, channel
):
    settings.NOTICE_CHANNELS = (channel,) if channel else ()

    async def send(citizen):
        await citizen.prepare()
        await citizen.submit()
        return await citizen.receipt()

    text = LIBRARY.draw(TEXTS)
    number, secret = run_to_end(send(Citizen(port, 1, text)))
    found = Suggestion.objects.by_receipt(number, secret)

    assert (found.title, found.notices_by) == (text.title, channel)


def test_hidden_fields_are_read_as_a_browser_does():
    page = b"""<form class="form" method="post">
      <input type="hidden" name="token" value="a&amp;b"><input type="text" name="title" value="no">
      <input type="hidden" name="anew">
    </form>"""
    assert hidden(page) == {"token": "a&b", "anew": ""}


def test_a_page_without_form_leads_nowhere():
    with pytest.raises(Astray, match="no form"):
        hidden(b"<p>429</p>")
