"""提建議: how a citizen says in the form whether and by what they are told what happens."""

import pytest
from django.urls import reverse

from feedback.models import Suggestion
from tests.feedback.passage import PERSON, fill, send

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

MAIL = "xiaomei@example.com"


@pytest.fixture(autouse=True)
def _both_are_sent(settings):
    settings.NOTICE_CHANNELS = ("mail", "sms")


def errors(client, **person):
    """What the page about the person says to be mended."""
    page = fill(client, person=person)
    return {name: list(told) for name, told in page.context["form"].errors.items()}


@pytest.mark.parametrize(
    ("contact", "chosen", "kept"),
    [
        (MAIL, "mail", ("mail", "zh-hant")),
        ("13864210975", "sms", ("sms", "zh-hant")),
        (MAIL, "none", ("", "")),
        ("0532-85792555", "", ("", "")),
        ("", "", ("", "")),
        ("", "none", ("", "")),
    ],
)
def test_what_was_chosen_is_the_suggestions(client, contact, chosen, kept):
    send(client, fill(client, person={"contact": contact, "notices_by": chosen}))
    suggestion = Suggestion.objects.get()
    assert (suggestion.notices_by, suggestion.notices_in) == kept


@pytest.mark.parametrize(
    ("contact", "chosen", "told"),
    [
        ("13864210975", "mail", "要用電子郵件通知您，請在「聯繫方式」裡填寫電子郵箱；或者另選一項。"),
        ("", "mail", "要用電子郵件通知您，請在「聯繫方式」裡填寫電子郵箱；或者另選一項。"),
        ("0532-85792555", "sms", "要用短信通知您，請在「聯繫方式」裡填寫手機號碼；或者另選一項。"),
        (MAIL, "", "請選有進展時怎樣告訴您；不需要的，請選「不用通知」。"),
        (MAIL, "pigeon", "您選的通知方式現在不能用，請另選一項。"),
    ],
)
def test_what_does_not_fit_the_contact_is_told_and_nothing_typed_is_lost(client, contact, chosen, told):
    assert errors(client, contact=contact, notices_by=chosen) == {"notices_by": [told]}
    page = client.get(reverse("suggest_person"))
    assert [page.context["form"][name].value() for name in ("name", "contact", "notices_by")] == [
        PERSON["name"], contact, chosen,
    ]  # fmt: skip


def test_a_contact_to_be_mended_is_all_that_is_said(client):
    assert errors(client, contact="我家", notices_by="mail") == {"contact": ["請填寫電話號碼或電子郵箱。"]}


def test_only_what_the_site_can_send_is_offered(client, settings):
    settings.NOTICE_CHANNELS = ("mail",)
    fill(client, person={"contact": "13864210975"})
    field = client.get(reverse("suggest_person")).context["form"].fields["notices_by"]
    assert [(value, str(label)) for value, label in field.choices] == [("mail", "電子郵件"), ("none", "不用通知")]


def test_a_site_that_sends_nothing_asks_nothing(client, settings):
    settings.NOTICE_CHANNELS = ()
    page = fill(client, person={"contact": MAIL})
    pages = [page.text, client.get(reverse("suggest_person")).text]
    assert ["有進展時怎樣告訴您" in text for text in pages] == [False, False]


def test_a_channel_that_is_gone_since_can_be_chosen_otherwise(client, settings):
    fill(client, person={"contact": MAIL, "notices_by": "mail"})
    settings.NOTICE_CHANNELS = ()
    person = client.get(reverse("suggest_person"), {"again": "1"})
    sent = send(client, fill_on(client, notices_by="none"))
    assert ("您選的通知方式現在不能用" in person.text, 'value="none"' in person.text, sent.url) == (
        True, True, reverse("suggest_receipt"),
    )  # fmt: skip


def fill_on(client, **person):
    return client.post(reverse("suggest_person"), PERSON | {"contact": MAIL} | person, follow=True)


@pytest.mark.parametrize(
    ("chosen", "on_check", "promise"),
    [("mail", "電子郵件", "有進展會發郵件告訴您。"), ("none", "不用通知", "")],
)
def test_the_check_says_what_was_chosen_and_the_receipt_what_is_promised(client, chosen, on_check, promise):
    page = fill(client, person={"contact": MAIL, "notices_by": chosen})
    receipt = client.get(send(client, page).url)
    said = f"<dt>有進展時怎樣告訴您</dt>\n<dd>{on_check}</dd>"
    assert (said in page.text, "有進展會發" in receipt.text, promise in receipt.text) == (True, bool(promise), True)


def test_they_are_told_in_the_language_they_wrote_in(client):
    for name in ("suggest_start", "suggest_words", "suggest_kind", "suggest_person", "suggest_check"):
        assert reverse(name)  # the addresses of the default language stay as they are
    page = fill(client, person={"contact": MAIL, "notices_by": "mail"})
    client.post(f"/en{reverse('suggest_check')}", {"fingerprint": page.context["fingerprint"]})
    assert Suggestion.objects.get().notices_in == "en"
