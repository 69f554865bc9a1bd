"""類別: what the words propose stands first, nothing is chosen by it, and nobody has to know."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from feedback.models import Cue, Draft, Suggestion
from tests.factories import make_category
from tests.feedback.passage import PERSON, WORDS, fill, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def fields(db):
    names = ("治安管理", "道路交通管理", "戶政管理")
    rows = [make_category(name=name, order=place) for place, name in enumerate(names)]
    Cue.objects.add_defaults(rows)
    return rows


def asked(client, **words):
    written = {name: WORDS[name] for name in ("title", "body")} | words
    client.post(reverse("suggest_words"), written)
    return client.get(reverse("suggest_kind"))


def offered(page, name="category"):
    return [label for _value, label in page.context["form"].fields[name].choices]


def test_the_field_that_the_words_speak_for_stands_first_with_the_reason(client, fields):
    page = asked(client, title="小學門口的斑馬線", body="每天早上路口停車。")
    told = "從您寫的「斑馬線」「路口」「停車」看，可能屬於「道路交通管理」，排在最前面。"
    assert offered(page) == ["道路交通管理", "治安管理", "戶政管理", "不清楚，請工作人員判斷"]
    assert told in page.text


def test_two_fields_that_are_near_are_both_told(client, fields):
    page = asked(client, title="出租屋辦居住證", body="房東不來。")
    assert offered(page)[:2] == ["治安管理", "戶政管理"]
    assert "可能屬於「治安管理」或者「戶政管理」" in page.text


def test_where_the_words_say_nothing_nothing_is_proposed_and_that_is_told(client, fields):
    page = asked(client, title="駱駝在沙漠裡走", body="駱駝在沙漠裡走。")
    assert offered(page) == ["治安管理", "道路交通管理", "戶政管理", "不清楚，請工作人員判斷"]
    assert "從您寫的還看不出屬於哪個領域，請您選。" in page.text


@pytest.mark.parametrize(
    ("title", "first", "is_told"),
    [("能否加一處斑馬線", "諮詢", True), ("希望加一處斑馬線", "建議", True), ("斑馬線", "意見", False)],
)
def test_the_kind_is_proposed_by_the_title(client, title, first, is_told):
    page = asked(client, title=title)
    assert (offered(page, "kind")[0], "從標題裡的「" in page.text) == (first, is_told)


def test_nothing_is_ticked_beforehand_and_both_are_asked_for(client, fields):
    page = asked(client)
    refused = client.post(reverse("suggest_kind"), follow=True)
    assert " checked" not in page.text
    assert refused.context["form"].errors == {
        "kind": ["請選一個類別。"], "category": ["請選一個領域，拿不準的選最後一項。"],
    }  # fmt: skip


def test_who_does_not_know_leaves_it_to_the_office(client, fields):
    page = fill(client)
    send(client, page)
    shown = client.get(reverse("suggest_kind"))
    assert ("不清楚，請工作人員判斷" in page.text, Suggestion.objects.get().category, shown.status_code) == (
        True, None, 302,
    )  # fmt: skip


def test_what_was_chosen_is_chosen_when_one_comes_back(client, fields):
    fill(client, words={"category": fields[1].pk})
    again = client.get(reverse("suggest_kind")).context["form"]
    fill(client)
    unsure = client.get(reverse("suggest_kind")).context["form"]
    assert (again["category"].value(), unsure["category"].value()) == (fields[1].pk, "unsure")


def test_words_that_are_markup_are_shown_as_text(client, fields):
    Cue.objects.create(word="<b>路", category=fields[0], weight=3)
    page = asked(client, title="<b>路燈</b>滅了")
    assert ("&lt;b&gt;路" in page.text, "<b>路" in page.text.partition("carried")[0]) == (True, False)


def test_a_field_out_of_use_is_not_proposed(client, fields):
    fields[1].is_active = False
    fields[1].save()
    page = asked(client, title="小學門口的斑馬線", body="斑馬線上沒有燈。")
    assert ("道路交通管理" in offered(page), "看不出屬於哪個領域" in page.text) == (False, True)


def test_in_another_script_and_language(client, fields):
    asked(client, title="小学门口的斑马线", body="路口堵车。")
    with override("zh-hans"):
        simplified = client.get(reverse("suggest_kind"))
    with override("en"):
        english = client.get(reverse("suggest_kind"))
    assert [offered(page)[0] for page in (simplified, english)] == ["道路交通管理"] * 2
    assert "“斑马线”“堵车”“路口”" in simplified.text


def test_a_draft_of_the_former_form_lacks_only_what_it_did_not_ask(client):
    client.post(reverse("suggest_words"), WORDS | {"category": ""})
    Draft.objects.get()
    page = client.post(reverse("suggest_person"), PERSON, follow=True)
    assert "領域：請選一個領域，拿不準的選最後一項。" in page.text
