"""Files at the desk: who sees them, how they are handed out, and what is written down of it."""

import io

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from PIL import Image

from feedback.attachments.erasing import erase_file
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

CASE = "admin:feedback_suggestion_change"
PICTURES = ("admin:feedback_suggestion_file_page", "admin:feedback_suggestion_file_small")
PAGES = ("admin:feedback_suggestion_file", "admin:feedback_suggestion_file_release")
ORIGINAL, FILES = "admin:feedback_suggestion_file_original", "admin:feedback_suggestion_files"


@pytest.fixture
def suggestion(office):
    return factories.make_suggestion(stage=Stage.IN_PROGRESS)


@pytest.fixture
def attachment(suggestion):
    return factories.attach(suggestion)


def address(name, attachment, *more):
    return reverse(name, args=[attachment.suggestion_id, attachment.name, *more])


def test_the_page_of_a_suggestion_shows_its_files_small(client, handler, attachment):
    client.force_login(handler)
    page = client.get(reverse(CASE, args=[attachment.suggestion_id])).text
    assert "路口.jpg" in page
    assert f'<img src="{address(PICTURES[1], attachment, 1)}" alt="第 1 頁" loading="lazy">' in page


def test_a_suggestion_without_files_shows_none_to_who_may_add_none(client, supervisor, suggestion):
    client.force_login(supervisor)
    assert 'id="files"' not in client.get(reverse(CASE, args=[suggestion.pk])).text


def test_pages_that_were_drawn_anew_are_read_like_the_words(client, handler, attachment):
    client.force_login(handler)
    full, small = (client.get(address(name, attachment, 1)) for name in PICTURES)
    assert (full.content == factories.photo(), Image.open(io.BytesIO(small.content)).size) == (True, (240, 180))
    assert [full["Content-Security-Policy"], "no-store" in full["Cache-Control"], full["Content-Type"]] == [
        "default-src 'none'; sandbox", True, "image/jpeg",
    ]  # fmt: skip
    assert attachment.suggestion.events.filter(verb=Verb.READ_FILE).count() == 0


def test_the_original_is_a_download_and_each_reading_is_recorded(client, handler, attachment):
    client.force_login(handler)
    for _ in range(2):
        response = client.post(address(ORIGINAL, attachment))
    number = attachment.suggestion.number
    assert b"".join(response) == factories.photo()
    assert [response[name] for name in ("Content-Disposition", "Content-Security-Policy", "Content-Type")] == [
        f'attachment; filename="{number}-{attachment.name[:8]}.jpg"', "default-src 'none'; sandbox", "image/jpeg",
    ]  # fmt: skip
    readings = attachment.suggestion.events.filter(verb=Verb.READ_FILE)
    assert [(event.by, event.details) for event in readings] == [(handler, {"file": attachment.name})] * 2


def test_an_original_is_asked_for_by_post_alone(client, handler, attachment):
    client.force_login(handler)
    assert client.get(address(ORIGINAL, attachment)).status_code == 405


def test_a_leader_sees_the_pages_and_opens_no_original(client, leader, attachment):
    client.force_login(leader)
    statuses = [client.get(address(PICTURES[0], attachment, 1)).status_code]
    statuses.append(client.post(address(ORIGINAL, attachment)).status_code)
    assert (statuses, attachment.suggestion.events.filter(verb=Verb.READ_FILE).count()) == ([200, 403], 0)


def test_a_handler_of_another_unit_finds_nothing(client, other_handler, attachment):
    client.force_login(other_handler)
    statuses = {
        client.get(address(name, attachment, *more)).status_code
        for name, more in [*((name, [1]) for name in PICTURES), *((name, []) for name in PAGES)]
    }
    statuses |= {client.post(address(name, attachment)).status_code for name in (ORIGINAL, *PAGES)}
    statuses |= {client.get(reverse(FILES, args=[attachment.suggestion_id])).status_code}
    statuses |= {client.post(reverse(FILES, args=[attachment.suggestion_id])).status_code}
    assert statuses == {404}


def test_a_file_is_found_under_its_own_suggestion_alone(client, handler, attachment):
    other = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(handler)
    assert client.get(reverse(PAGES[0], args=[other.pk, attachment.name])).status_code == 404


def test_an_address_of_no_suggestion_leads_nowhere(client, handler, attachment):
    client.force_login(handler)
    answers = [
        client.get(reverse(PAGES[0], args=[pk, attachment.name])) for pk in (attachment.suggestion_id + 1, 10**20)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_nobody_signed_in_is_led_to_sign_in(client, attachment):
    answers = [client.get(address(PICTURES[0], attachment, 1)), client.post(address(ORIGINAL, attachment))]
    assert [(answer.status_code, "/login/" in answer["Location"]) for answer in answers] == [(302, True)] * 2


def test_an_original_that_was_altered_is_told_and_not_handed_out(client, handler, attachment):
    with storages["sealed"].open(attachment.original, "r+b") as file:
        file.seek(60)
        file.write(b"\0\0\0\0")
    client.force_login(handler)
    response = client.post(address(ORIGINAL, attachment), follow=True)
    assert "原件打不開：文件缺失或者被改動過，請告訴系統管理員。" in response.text


def test_what_is_destroyed_is_told_and_has_no_pages(client, handler, triage_officer, attachment):
    erase_file(attachment, "市民要求。", by=triage_officer, now=NOW)
    client.force_login(handler)
    page = client.get(address(PAGES[0], attachment))
    gone = client.get(address(PICTURES[0], attachment, 1)).status_code
    told = client.post(address(ORIGINAL, attachment), follow=True).text
    assert ("已銷毀" in page.text, gone, "這個附件已經銷毀。" in told) == (True, 404, True)


def test_what_is_looked_at_yet_says_so(client, handler, suggestion):
    attachment = factories.attach(suggestion, is_drawn=False)
    client.force_login(handler)
    assert "系統正在檢查這個文件，檢查好以後才能看。" in client.get(address(PAGES[0], attachment)).text
