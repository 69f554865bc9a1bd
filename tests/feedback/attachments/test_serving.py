"""What of the files anybody can reach: nothing before a person released it, and nothing once it was taken back."""

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.attachments import erasing, pictures, releasing
from feedback.models import Suggestion
from feedback.rules.workflow import Stage
from feedback.status import opened
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

PUBLIC, WITH_RECEIPT = ("file_picture", "file_thumb"), ("status_picture", "status_thumb")


@pytest.fixture
def suggestion(office):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True)
    factories.release(suggestion)
    return suggestion


@pytest.fixture
def attachment(suggestion):
    return factories.attach(suggestion)


def addresses(attachment, names=PUBLIC, number=1):
    return [reverse(name, args=[attachment.name, number]) for name in names]


def statuses(client, attachment, names=PUBLIC, number=1):
    return [client.get(address).status_code for address in addresses(attachment, names, number)]


def show_receipt(client, suggestion):
    """As a browser that showed it."""
    response = opened.keep_receipt(client.get(reverse("status_lookup")), suggestion)
    client.cookies[opened.COOKIE] = response.cookies[opened.COOKIE].value


def page_of(client, suggestion):
    return client.get(reverse("suggestion_detail", args=[suggestion.number])).text


def test_released_it_is_a_download_under_a_policy_of_its_own(client, attachment):
    factories.release_file(attachment)
    with storages["released"].open(attachment.pages.get().public) as file:
        content = file.read()
    response = client.get(addresses(attachment)[0])
    said = {
        name: response[name]
        for name in (
            "Content-Type", "Content-Disposition", "Content-Security-Policy", "X-Content-Type-Options", "Cache-Control",
        )
    }  # fmt: skip
    assert (response.status_code, response.content == content, said) == (
        200,
        True,
        {
            "Content-Type": "image/jpeg",
            "Content-Disposition": f'attachment; filename="{attachment.name[:8]}-1.jpg"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "public, max-age=60, must-revalidate",
        },
    )


def test_who_has_it_already_is_told_so_until_it_is_released_otherwise(client, attachment, triage_officer):
    factories.release_file(attachment)
    address = addresses(attachment)[0]
    tag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    releasing.take_back(attachment, "有車牌。", by=triage_officer, now=NOW)
    factories.release_file(attachment)
    otherwise = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, otherwise.status_code) == (304, b"", 200)


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete"])
def test_before_the_release_there_is_no_address(client, attachment, method):
    answers = [getattr(client, method)(address).status_code for address in addresses(attachment)]
    expected = 404 if method in ("get", "head") else 405
    assert answers == [expected] * 2


def test_covered_and_not_released_there_is_no_address(client, attachment, triage_officer):
    releasing.set_covers(attachment, {1: [[0, 0, 9, 9]]}, by=triage_officer)
    pictures.publish(attachment.pk)
    assert (statuses(client, attachment), attachment.pages.get().public) == ([404, 404], "")


def test_released_and_not_drawn_yet_there_is_no_address(client, attachment, triage_officer):
    releasing.release(attachment, "護欄", releasing.seen_of(attachment.pages.all()), by=triage_officer, now=NOW)
    assert statuses(client, attachment) == [404, 404]


def test_taken_back_there_is_no_address(client, attachment, triage_officer):
    factories.release_file(attachment)
    before = statuses(client, attachment)
    releasing.take_back(attachment, "有車牌。", by=triage_officer, now=NOW)
    assert (before, statuses(client, attachment)) == ([200, 200], [404, 404])


def test_destroyed_there_is_no_address(client, attachment, triage_officer):
    factories.release_file(attachment)
    erasing.erase_file(attachment, "市民要求。", by=triage_officer, now=NOW)
    assert statuses(client, attachment) == [404, 404]


def test_where_the_text_is_taken_back_there_is_no_address(client, suggestion, triage_officer):
    own, replied = factories.attach(suggestion), factories.attach(suggestion, reply=suggestion.replies.get())
    factories.release_file(own)
    factories.release_file(replied)
    before = statuses(client, own) + statuses(client, replied)
    suggestion.refresh_from_db()
    suggestion.take_back("有姓名。", by=triage_officer, now=NOW)
    assert (before, statuses(client, own) + statuses(client, replied)) == ([200] * 4, [404] * 4)


def test_what_comes_with_a_draft_waits_for_its_approval(client, office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.release(suggestion)
    factories.draft(suggestion)
    attachment = factories.attach(suggestion, reply=suggestion.replies.get())
    factories.release_file(attachment)
    before = statuses(client, attachment)
    suggestion.refresh_from_db()
    suggestion.approve_reply(by=office.reviewer, now=NOW)
    assert (before, statuses(client, attachment)) == ([404, 404], [200, 200])


@pytest.mark.parametrize("name", ["", "../" * 3 + "etc/passwd", "x" * 64, "%00", "0" * 32])
def test_no_other_name_leads_to_a_file(client, attachment, name):
    factories.release_file(attachment)
    assert client.get(f"/files/{name}/1.jpg").status_code in (400, 404)


@pytest.mark.parametrize("number", [0, 2, 10**20])
def test_a_page_that_is_not_there_has_no_address(client, attachment, number):
    factories.release_file(attachment)
    assert statuses(client, attachment, number=number) == [404, 404]


def test_a_file_that_went_missing_is_no_fault_of_who_asks(client, attachment):
    factories.release_file(attachment)
    storages["released"].delete(attachment.pages.get().public)
    assert statuses(client, attachment) == [404, 200]


def test_the_web_server_hands_it_out_where_one_is_told_to(client, attachment, settings):
    settings.X_ACCEL_PREFIX = "/released/"
    factories.release_file(attachment)
    response = client.get(addresses(attachment)[0])
    told = (response.status_code, response["X-Accel-Redirect"], response["Content-Type"], response.content)
    assert told == (200, f"/released/{attachment.pages.get().public}", "image/jpeg", b"")


def test_the_public_page_shows_small_pictures_late_with_their_captions(client, attachment):
    factories.release_file(attachment, caption="路口護欄缺口")
    full, small = addresses(attachment)
    page = page_of(client, attachment.suggestion)
    assert f'<img src="{small}" alt="路口護欄缺口" loading="lazy" decoding="async">' in page
    assert f'<a href="{full}" download>' in page


def test_pictures_stand_with_the_words_that_they_belong_to(client, office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.release(suggestion)
    factories.draft(suggestion)
    own, of_reply = factories.attach(suggestion), factories.attach(suggestion, reply=suggestion.replies.get())
    for attachment in (own, of_reply):
        factories.release_file(attachment)
    suggestion.approve_reply(by=office.reviewer, now=NOW)
    page = page_of(client, suggestion)
    marks = [addresses(own)[1], 'class="reply"', addresses(of_reply)[1]]
    assert sorted(marks, key=page.index) == marks


def test_a_page_made_before_shows_the_file_once_it_is_drawn(
    client, attachment, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE = 60
    before = addresses(attachment)[1] in page_of(client, attachment.suggestion)
    with django_capture_on_commit_callbacks(execute=True):
        factories.release_file(attachment)
    assert (before, addresses(attachment)[1] in page_of(client, attachment.suggestion)) == (False, True)


def test_the_public_page_names_nothing_of_what_is_not_released(client, attachment):
    page = page_of(client, attachment.suggestion)
    assert (attachment.name in page, "路口.jpg" in page) == (False, False)


def queries(client, suggestion):
    page_of(client, suggestion)
    with CaptureQueriesContext(connection) as captured:
        page_of(client, suggestion)
    return len(captured)


def test_the_public_page_costs_the_same_with_one_file_and_with_three(client, attachment):
    factories.release_file(attachment)
    one = queries(client, attachment.suggestion)
    for pages in (1, 2):
        factories.release_file(factories.attach(attachment.suggestion, pages=pages))
    assert queries(client, attachment.suggestion) == one


# With the receipt.


@pytest.fixture
def stub(office):
    """Answered, with a file to the answer; its text is not public."""
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    attachment = factories.attach(suggestion, reply=suggestion.replies.get())
    factories.release_file(attachment, caption="新畫的標線")
    return attachment


def test_the_receipt_shows_what_came_with_the_reply_where_the_public_sees_nothing(client, stub):
    suggestion = Suggestion.objects.get(pk=stub.suggestion_id)
    show_receipt(client, suggestion)
    response = client.get(addresses(stub, WITH_RECEIPT)[0])
    assert statuses(client, stub, WITH_RECEIPT) == [200, 200]
    assert (response["Cache-Control"], response["Content-Security-Policy"]) == (
        "private, no-store, max-age=0, no-cache, must-revalidate", "default-src 'none'; sandbox",
    )  # fmt: skip
    assert 'alt="新畫的標線"' in client.get(reverse("status_detail")).text
    assert (statuses(client, stub), stub.name in page_of(client, suggestion)) == ([404, 404], False)


def test_without_the_receipt_and_with_another_one_there_is_nothing(client, stub):
    without = statuses(client, stub, WITH_RECEIPT)
    show_receipt(client, factories.make_suggestion())
    assert (without, statuses(client, stub, WITH_RECEIPT)) == ([302, 302], [404, 404])
