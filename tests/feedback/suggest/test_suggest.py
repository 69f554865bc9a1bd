"""提建議, step by step: a citizen writes, says what it belongs to, and who they are."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from feedback.models import Campaign, Draft
from tests.factories import make_category
from tests.feedback.passage import PERSON, WORDS
from tests.reports.factories import make_report

pytestmark = pytest.mark.django_db


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_notice_says_where_the_suggestion_will_be_filed(client, campaign):
    page = client.get(reverse("suggest_start"))

    assert page.context["campaign"] == campaign
    assert "2020 年「三民」活動" in page.text
    assert "110" in page.text


def test_outside_the_round_the_notice_names_the_open_campaign(client):
    assert client.get(reverse("suggest_start")).context["campaign"] == Campaign.objects.get(slug="open")


def test_notice_shows_the_section_from_which_the_citizen_came(client, section):
    page = client.get(reverse("suggest_start"), {"section": section.pk})

    assert "您要對《某市公安局2021年工作報告》的「（一）打擊犯罪」提建議" in page.text


def test_section_of_a_draft_is_not_told_to_anybody(client):
    section = make_report().sections.get(heading__contains="打擊犯罪")

    page = client.get(reverse("suggest_start"), {"section": section.pk})

    assert "您選的那一節已經不在公布的報告裡" in page.text
    assert "打擊犯罪" not in page.text


def test_start_gives_a_signed_cookie_that_scripts_cannot_read(client):
    response = client.post(reverse("suggest_start"))

    cookie = response.cookies["flow"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", "/", 172800)
    assert (response.status_code, response.url) == (302, reverse("suggest_words"))
    assert "no-store" in response["Cache-Control"]


def test_section_is_chosen_already_in_the_form(client, section):
    client.post(reverse("suggest_start"), {"section": section.pk})

    page = client.get(reverse("suggest_words"))

    assert page.context["form"]["section"].value() == section.pk
    assert page.context["section"] == section


def test_starting_again_keeps_what_was_not_sent(client):
    client.post(reverse("suggest_start"))
    client.post(reverse("suggest_words"), WORDS)

    client.post(reverse("suggest_start"))

    assert client.get(reverse("suggest_words")).context["form"]["title"].value() == "小學門口的斑馬線"


def test_whoever_comes_next_to_a_shared_computer_is_asked_and_begins_anew(client):
    client.post(reverse("suggest_start"))
    client.post(reverse("suggest_words"), WORDS)

    asked = client.get(reverse("suggest_start")).context["has_unsent"]
    client.post(reverse("suggest_start"), {"anew": "yes"})

    assert (asked, client.get(reverse("suggest_words")).context["form"]["title"].value()) == (True, None)
    assert [draft.filled for draft in Draft.objects.all()] == [{}]


@pytest.mark.parametrize(
    ("step", "typed", "before"),
    [
        ("suggest_kind", {"place": "半句話", "kind": ""}, "suggest_words"),
        ("suggest_person", {"name": "示例", "contact": "寫了一半"}, "suggest_files"),
    ],
)
def test_going_back_keeps_what_was_typed_checked_or_not(client, step, typed, before):
    client.post(reverse("suggest_start"))

    response = client.post(reverse(step), typed | {"back": "yes"})

    form = client.get(reverse(step)).context["form"]
    assert (response.url, {name: form[name].value() for name in typed}) == (reverse(before), typed)


def test_words_that_lack_something_keep_all_that_was_typed(client):
    client.post(reverse("suggest_start"))

    page = client.post(reverse("suggest_words"), WORDS | {"title": ""}, follow=True)

    form = page.context["form"]
    assert (form.errors, form["body"].value()) == ({"title": ["請寫一個標題。"]}, WORDS["body"])
    assert 'href="#id_title"' in page.text
    assert [finding.text for finding in form.findings()] == ["13864210975"]
    assert "電話號碼：13864210975" in page.text


def test_words_are_kept_as_the_citizen_meant_them(client):
    client.post(reverse("suggest_start"))

    client.post(reverse("suggest_words"), WORDS | {"title": "小學\u200b門口 ", "body": "第一行\r\n第二行\r\n"})

    answers = Draft.objects.get().filled
    assert (answers["title"], answers["body"]) == ("小學門口", "第一行\n第二行")


def test_text_of_3000_characters_with_line_breaks_is_taken(client):
    client.post(reverse("suggest_start"))
    body = "\r\n".join(["字" * 99] * 30)  # 3,029 to a browser's wire, 2,999 as typed

    assert client.post(reverse("suggest_words"), WORDS | {"body": body}).status_code == 302


def test_robot_that_fills_the_hidden_field_is_refused_in_words(client):
    client.post(reverse("suggest_start"))

    page = client.post(reverse("suggest_words"), WORDS | {"website": "https://spam.example"}, follow=True)

    assert (page.request["PATH_INFO"], told(page)) == (
        reverse("suggest_words"),
        ["這一欄是用來防機器人的，請清空後再提交。"],
    )


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"consent": ""}, {"consent": ["請選擇是否同意公開。"]}),
        ({"contact": "我家"}, {"contact": ["請填寫電話號碼或電子郵箱。"]}),
        (
            {"is_under_14": "on"},
            {
                "guardian_name": ["未滿 14 周歲的，請填寫監護人姓名。"],
                "guardian_consent": ["未滿 14 周歲的，請監護人看過以後勾選這一項。"],
            },
        ),
    ],
)
def test_person_is_asked_again_for_what_lacks(client, typed, errors):
    client.post(reverse("suggest_start"))

    page = client.post(reverse("suggest_person"), PERSON | typed, follow=True)

    assert page.context["form"].errors == errors
    assert page.context["form"]["name"].value() == "王曉梅"


def test_campaign_may_require_name_and_contact(client, campaign):
    campaign.requires_contact = True
    campaign.save()
    client.post(reverse("suggest_start"))

    page = client.post(reverse("suggest_person"), {"consent": "yes"}, follow=True)

    assert page.context["form"].errors == {
        "name": ["這次活動要求留下姓名。"],
        "contact": ["這次活動要求留下電話或電子郵箱。"],
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１３８－６４２１－０９７５", "13864210975"),
        ("Wang@Example.CN", "wang@example.cn"),
        ("", ""),
        ("+86 138 6421 0975", "+8613864210975"),
        ("138.6421.0975", "13864210975"),
        ("a@b.cn。", "a@b.cn。"),
        ("a@b.cn；", "a@b.cn"),
        ("（０５３２）８５７９－２５５５轉801", "053285792555-801"),
    ],
)
def test_contact_is_kept_in_one_form(client, typed, kept):
    client.post(reverse("suggest_start"))

    client.post(reverse("suggest_person"), PERSON | {"contact": typed})

    assert Draft.objects.get().filled["contact"] == kept


@pytest.mark.parametrize("step", ["suggest_words", "suggest_kind", "suggest_person", "suggest_check"])
def test_step_without_a_flow_leads_to_the_notice(client, step):
    page = client.post(reverse(step), follow=True)

    assert page.redirect_chain == [(reverse("suggest_start"), 302)]
    assert told(page) == ["沒有找到您正在填寫的內容，可能已經過期。請從這裡重新開始。"]


def test_forged_flow_is_no_flow(client):
    client.cookies["flow"] = "forged:1abc:xyz"

    assert client.get(reverse("suggest_words")).url == reverse("suggest_start")


def test_form_is_read_in_simplified(client):
    make_category(hint="紅綠燈、停車")
    with override("zh-hans"):
        client.post(reverse("suggest_start"))
        page = client.get(reverse("suggest_kind"))

    assert "道路交通管理（红绿灯、停车）" in page.text
