"""查進度: how the citizen is told, seen and changed with the receipt; where the link of a mail leads."""

import re

import pytest
from django.urls import reverse

from feedback.rules.workflow import Stage
from tests.factories import NOW, make_suggestion
from tests.feedback.passage import opened
from tests.feedback.verbs.reading import fresh

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

MAIL = "xiaomei@example.com"
NOTICES = "status_notices"


@pytest.fixture(autouse=True)
def _today(time_machine, settings):
    settings.NOTICE_CHANNELS = ("mail", "sms")
    time_machine.move_to(NOW, tick=False)


def shown(client):
    """(the promise is there, what the button would choose) of the page behind the receipt."""
    text = client.get(reverse("status_detail")).text
    return "有進展會發" in text, [
        value for value in ("mail", "sms", "none") if f'name="notices_by" value="{value}"' in text
    ]


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({"contact": MAIL, "notices_by": "mail", "notices_in": "en"}, (True, ["none"])),
        ({"contact": MAIL}, (False, ["mail"])),
        ({"contact": "13864210975"}, (False, ["sms"])),
        ({"contact": "0532-85792555"}, (False, [])),
        ({}, (False, [])),
    ],
)
def test_the_page_says_how_and_offers_what_the_contact_allows(client, fields, seen):
    opened(client, **fields)
    assert shown(client) == seen


def test_what_the_site_cannot_send_is_not_offered(client, settings):
    settings.NOTICE_CHANNELS = ("mail",)
    opened(client, contact="13864210975")
    assert shown(client) == (False, [])


def test_it_is_changed_there_and_back(client):
    receipt = opened(client, contact=MAIL)
    seen = []
    for channel in ("mail", "none"):
        page = client.post(reverse(NOTICES), {"number": receipt.number, "notices_by": channel}, follow=True)
        seen.append((fresh(receipt.suggestion).notices_by, [str(told) for told in page.context["messages"]]))
    assert seen == [
        ("mail", ["有進展會發郵件告訴您。"]), ("", ["不再發通知。進展請憑編號和查詢碼查看。"]),
    ]  # fmt: skip
    assert ("市民選擇收郵件通知" in page.text, "市民選擇不收通知" in page.text, MAIL in page.text) == (
        True,
        True,
        False,
    )


def test_it_is_told_in_the_language_of_the_page(client):
    receipt = opened(client, contact=MAIL)
    client.post(f"/en{reverse(NOTICES)}", {"number": receipt.number, "notices_by": "mail"})
    assert fresh(receipt.suggestion).notices_in == "en"


@pytest.mark.parametrize("channel", ["sms", "pigeon", ""])
def test_what_cannot_be_chosen_changes_nothing(client, channel):
    receipt = opened(client, contact=MAIL)
    client.post(reverse(NOTICES), {"number": receipt.number, "notices_by": channel})
    assert fresh(receipt.suggestion).notices_by == ""


def test_without_the_receipt_nothing_is_changed(client):
    suggestion = make_suggestion(contact=MAIL)
    answer = client.post(reverse(NOTICES), {"number": suggestion.number, "notices_by": "mail"})
    assert (answer.url, fresh(suggestion).notices_by) == (reverse("status_lookup"), "")


def test_what_was_typed_on_the_page_stays_when_the_button_is_pressed(client):
    receipt = opened(client, contact=MAIL, stage=Stage.REPLIED)
    typed = {"number": receipt.number, "revision": receipt.suggestion.revision, "comment": "還是堵。"}
    page = client.post(reverse(NOTICES), typed | {"notices_by": "mail"}, follow=True)
    assert (page.context["rate_form"]["comment"].value(), fresh(receipt.suggestion).notices_by) == ("還是堵。", "mail")


def test_the_link_of_a_mail_fills_in_a_number_and_does_not_say_whether_it_exists(client):
    number = make_suggestion().number

    def page(asked):
        text = client.get(reverse("status_lookup"), {"number": asked}).text
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text).replace(asked, "")

    assert page(number) == page("2020-0999")


def test_a_question_stands_before_everything_else(client, triage_officer):
    receipt = opened(client, contact=MAIL, notices_by="mail", notices_in="zh-hant", stage=Stage.IN_PROGRESS)
    receipt.suggestion.ask("在哪個路口？", by=triage_officer, now=NOW)
    text = client.get(reverse("status_detail")).text
    places = [text.index(words) for words in ("請您回答", "在哪個路口？", 'id="words"', 'id="notices"')]
    assert places == sorted(places)
