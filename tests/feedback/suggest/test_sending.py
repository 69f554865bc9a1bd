"""提建議, the last steps: what the check page shows, what is sent, and the receipt."""

from datetime import timedelta

import pytest
import segno
from django.conf import settings
from django.test import Client
from django.urls import reverse

from feedback.models import Draft, Suggestion
from feedback.parts import counted_days
from feedback.parts.receipt_code import MASK
from feedback.rules import receipts, redaction
from feedback.suggest.forms import TEXT_LENGTH
from feedback.verbs import filing
from tests.factories import NOW, make_category, make_district
from tests.feedback.passage import WORDS, fill, send
from tests.reports.factories import make_staff, withdraw

pytestmark = pytest.mark.django_db


def test_check_shows_what_the_public_would_read(client):
    page = fill(client)

    preview = page.context["preview"]
    assert (preview.public_title, preview.public_body) == (
        "小學門口的斑馬線",
        "早高峰斑馬線被停車擋住。\n車主電話 ＊＊＊＊＊＊。",
    )
    assert [finding.text for finding in page.context["findings"]] == ["13864210975"]
    assert Suggestion.objects.count() == 0


def test_check_masks_the_names_of_the_citizen_and_the_guardian_in_either_script(client):
    page = fill(
        client,
        words={"title": "王晓梅的建議", "body": "家長王 大海代王曉梅反映斑馬線的事。"},
        person={"is_under_14": "on", "guardian_name": "王大海", "guardian_consent": "on"},
    )
    preview = page.context["preview"]
    assert (preview.public_title, preview.public_body) == ("＊＊＊的建議", "家長＊＊＊＊代＊＊＊反映斑馬線的事。")
    assert [(finding.kind.label, finding.text) for finding in page.context["findings"]] == [
        ("姓名", "王晓梅"), ("姓名", "王 大海"), ("姓名", "王曉梅"),
    ]  # fmt: skip
    assert "姓名：王 大海" in page.text


def test_check_only_tells_a_name_of_one_character(client):
    page = fill(client, words={"title": "王家村的路燈", "body": "王家村路燈不亮。"}, person={"name": "王"})
    assert page.context["preview"].public_title == "王家村的路燈"
    assert ([finding.text for finding in page.context["doubts"]], page.context["findings"]) == (["王"], [])
    assert "這些字可能是您的姓名" in page.text


def test_words_of_a_citizen_who_comes_back_a_step_are_looked_through_for_the_name(client):
    fill(client, words={"title": "王曉梅的建議"})
    page = client.post(reverse("suggest_words"), WORDS | {"title": "王曉梅的建議", "section": "999999"}, follow=True)
    assert [finding.text for finding in page.context["form"].findings()] == ["王曉梅", "13864210975"]


def test_no_text_over_its_limit_is_looked_through(client, monkeypatch):
    lengths = []
    monkeypatch.setattr(redaction, "find", lambda text, names=(): lengths.append(len(text)) or [])
    client.post(reverse("suggest_start"))
    typed = {"body": "1 " * 100_000, "title": "號樓" * 100_000}
    client.post(reverse("suggest_words"), WORDS | typed, follow=True)
    assert [length <= TEXT_LENGTH for length in lengths] == [True, True]


def test_check_shows_the_stub_without_consent(client):
    page = fill(client, person={"consent": "no"})

    assert page.context["preview"].public_title == ""
    assert "市民未同意公開內容" in page.text


def test_citizen_sends_a_suggestion(client, campaign, section):
    category, district = make_category(reply_days=10), make_district()
    words = {"category": category.pk, "district": district.pk, "section": section.pk}

    response = send(client, fill(client, words=words, section=section.pk))

    suggestion = Suggestion.objects.get()
    assert (response.status_code, response.url) == (302, reverse("suggest_receipt"))
    assert response.cookies["flow"]["max-age"] == 1800
    assert {
        name: getattr(suggestion, name)
        for name in (
            "number", "campaign", "kind", "category", "section", "title", "body", "district", "place",
            "name", "contact", "has_consent", "is_under_14", "guardian_name", "stage", "public_title", "received_at",
        )
    } == {
        "number": "2020-0001", "campaign": campaign, "kind": "suggestion", "category": category, "section": section,
        "title": WORDS["title"], "body": WORDS["body"], "district": district, "place": WORDS["place"],
        "name": "王曉梅", "contact": "13864210975", "has_consent": True, "is_under_14": False, "guardian_name": "",
        "stage": "received", "public_title": "", "received_at": NOW,
    }  # fmt: skip
    assert (suggestion.accept_due_on.isoformat(), suggestion.due_on.isoformat()) == ("2020-12-03", "2020-12-15")


def test_nothing_typed_remains_after_sending(client):
    send(client, fill(client))

    assert list(Draft.objects.all()) == []


def test_child_sends_with_a_guardian(client):
    send(client, fill(client, person={"is_under_14": "on", "guardian_name": "王強", "guardian_consent": "on"}))

    suggestion = Suggestion.objects.get()
    assert (suggestion.is_under_14, suggestion.guardian_name) == (True, "王強")


def test_second_click_gives_the_same_receipt(client):
    page = fill(client)

    first, second = send(client, page), send(client, page)

    assert (first.url, second.url) == (reverse("suggest_receipt"), reverse("suggest_receipt"))
    assert [suggestion.number for suggestion in Suggestion.objects.all()] == ["2020-0001"]


@pytest.mark.parametrize("step", ["suggest_words", "suggest_kind", "suggest_person", "suggest_check"])
def test_way_back_after_sending_leads_to_the_receipt(client, step):
    send(client, fill(client))

    assert client.get(reverse(step)).url == reverse("suggest_receipt")


def test_receipt_opens_the_status_page(client):
    send(client, fill(client))

    page = client.get(reverse("suggest_receipt"))

    suggestion = page.context["suggestion"]
    secret = page.context["secret"]
    assert [len(group) for group in secret.split(" ")] == [4, 4, 4]
    assert Suggestion.objects.by_receipt("2020-0001", secret) == suggestion
    address = f"{settings.SITE_URL}/status/?number=2020-0001"
    code = segno.make(address, error="m", micro=False, mask=MASK)
    assert page.context["qr"] == code.svg_data_uri(border=2, omitsize=True)
    assert "style=" not in page.context["qr"]
    assert "2020年12月3日以前，決定是否受理" in page.text
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(("minutes", "is_shown"), [(29, True), (30, False)])
def test_receipt_is_shown_for_half_an_hour(client, time_machine, minutes, is_shown):
    send(client, fill(client))

    time_machine.move_to(NOW + timedelta(minutes=minutes), tick=False)

    page = client.get(reverse("suggest_receipt"))
    assert ("2020-0001" in page.text, "這裡不再顯示回執" in page.text) == (is_shown, not is_shown)


def test_another_browser_sees_no_receipt(client):
    send(client, fill(client))

    assert "這裡不再顯示回執" in Client().get(reverse("suggest_receipt")).text


def test_another_suggestion_begins_with_an_empty_form(client):
    send(client, fill(client))

    client.post(reverse("suggest_start"))

    assert client.get(reverse("suggest_words")).context["form"]["title"].value() is None


def test_page_of_an_earlier_flow_does_not_send_the_newer_draft(client):
    old_page = fill(client)
    send(client, old_page)
    newest = fill(client, words={"title": "另一件事"})

    answer = client.get(send(client, old_page).url)

    assert [suggestion.title for suggestion in Suggestion.objects.all()] == ["小學門口的斑馬線"]
    assert "較早打開的一頁" in answer.text
    assert answer.context["fingerprint"] == newest.context["fingerprint"]


def test_page_shown_before_a_change_does_not_send_what_was_not_seen(client):
    old_page = fill(client)
    client.post(reverse("suggest_words"), WORDS | {"body": "改過的內容，不一樣了。"})

    send(client, old_page)

    assert Suggestion.objects.count() == 0


def test_field_that_was_closed_meanwhile_is_told_at_the_check(client):
    category = make_category()
    page = fill(client, words={"category": category.pk})
    category.is_active = False
    category.save()

    answer = client.get(send(client, page).url)

    assert "您選的領域已經停用，請另選一個。" in answer.text
    assert Suggestion.objects.count() == 0


def test_section_that_was_withdrawn_meanwhile_is_told_at_the_check(client, section):
    page = fill(client, section=section.pk)
    withdraw(section.report, by=make_staff(username="other"), now=NOW)

    answer = client.get(send(client, page).url)

    assert "您選的那一節已經不在公布的報告裡" in answer.text
    assert Suggestion.objects.count() == 0


def test_check_before_the_other_steps_tells_what_lacks(client):
    client.post(reverse("suggest_start"))

    page = client.get(reverse("suggest_check"))

    told = ("標題：請寫一個標題。", "類別：請選一個類別。", "是否同意公開：請選擇是否同意公開。")
    assert [words in page.text for words in told] == [True] * 3
    assert "提交</button>" not in page.text


def test_suggestion_is_taken_when_the_calendar_fails(client, monkeypatch, caplog):
    monkeypatch.setattr(counted_days, "due_days", _fail)

    response = send(client, fill(client))

    assert response.url == reverse("suggest_receipt")
    assert Suggestion.objects.get().due_on is None
    assert "The due days of a new suggestion could not be counted" in caplog.text
    assert "受理和答覆的期限還沒有算出" in client.get(reverse("suggest_receipt")).text


def test_what_was_typed_and_the_next_number_stay_when_the_filing_fails(client, monkeypatch):
    page = fill(client)
    with monkeypatch.context() as patched:
        patched.setattr(filing, "index_new", _fail)
        with pytest.raises(RuntimeError):
            send(client, page)

    assert (Draft.objects.get().filled["title"], Suggestion.objects.count()) == (WORDS["title"], 0)
    send(client, page)
    assert (Draft.objects.count(), Suggestion.objects.get().number) == (0, "2020-0001")


def _fail(*args, **kwargs):
    raise RuntimeError("a fault")


def test_secret_of_the_receipt_is_stored_nowhere(client):
    send(client, fill(client))
    page = client.get(reverse("suggest_receipt"))

    suggestion = Suggestion.objects.get()
    secret = page.context["secret"].replace(" ", "")
    assert suggestion.secret_digest == receipts.secret_digest(settings.RECEIPT_KEY, "2020-0001", secret)
    assert secret not in str(Suggestion.objects.values().get())
