"""The answer at the desk: begun from a template, previewed as the citizen sees it, corrected, never lost."""

import pytest
from django.urls import reverse

from feedback.models import ReplyTemplate
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

DO = "admin:feedback_suggestion_do"


def address(suggestion, verb):
    return reverse(DO, args=[suggestion.pk, verb])


@pytest.fixture
def working(office):
    """One that is handled, of a field, and its title with a number that tells who wrote it."""
    category = factories.make_category(unit=office.unit)
    return factories.make_suggestion(stage=Stage.IN_PROGRESS, category=category, title="路燈不亮，請打 13864210975")


@pytest.fixture
def template(db):
    return ReplyTemplate.objects.create(name="辦畢", body="「{標題}」（{編號}）由{承辦單位}辦畢。")


# Templates.


def test_a_template_is_filled_and_masks_what_is_not_public(working, template):
    template.body = "{編號}｜{標題}｜{領域}｜{承辦單位}｜{收到日期}｜{日期}"
    assert template.filled(working, NOW.date()) == (
        f"{working.number}｜路燈不亮，請打 ＊＊＊＊＊＊｜道路交通管理｜交通警察支隊｜2020年12月1日｜2020年12月1日"
    )


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "{地址}的路燈",
            "沒有「{地址}」這個位置，可以用的有：「{編號}」「{標題}」「{領域}」「{承辦單位}」「{收到日期}」「{日期}」。",
        ),
        ("{編號的路燈", "大括號要成對，中間寫位置的名稱。"),
    ],
)
def test_a_wrong_place_is_refused_when_it_is_saved(client, administrator, body, told):
    client.force_login(administrator)
    response = client.post(reverse("admin:feedback_replytemplate_add"), {"name": "新的", "body": body, "order": 0})
    assert response.context["adminform"].form.errors == {"body": [told]}
    assert not ReplyTemplate.objects.exists()


def test_an_administrator_keeps_templates_and_a_handler_does_not(client, administrator, handler):
    client.force_login(administrator)
    address = reverse("admin:feedback_replytemplate_add")
    saved = client.post(address, {"name": "辦畢", "body": "{編號}辦畢。", "order": 0})
    client.force_login(handler)
    assert (saved.status_code, ReplyTemplate.objects.get().name, client.get(address).status_code) == (302, "辦畢", 403)


def test_those_of_the_field_and_of_none_are_offered(working, template):
    other = factories.make_category(name="戶政管理")
    own = ReplyTemplate.objects.create(name="交通", body="辦畢。", category=working.category, order=1)
    ReplyTemplate.objects.create(name="戶政", body="辦畢。", category=other)
    assert [*ReplyTemplate.objects.for_category(working.category)] == [template, own]
    assert [*ReplyTemplate.objects.for_category(None)] == [template]


def fields(response):
    form = response.context["form"]
    return {name: form[name].value() for name in ("body", "outcome", "outcome_reason", "revision")}


def test_choosing_one_fills_the_text_and_keeps_what_was_typed(client, handler, working, template):
    client.force_login(handler)
    typed = {"revision": working.revision, "body": "我先寫了一句。", "outcome": Adoption.ADOPTED, "outcome_reason": ""}
    response = client.post(address(working, Verb.DRAFT_REPLY), typed | {"template": template.pk, "aside": "template"})
    text = f"我先寫了一句。\n\n「路燈不亮，請打 ＊＊＊＊＊＊」（{working.number}）由交通警察支隊辦畢。"
    assert fields(response) == typed | {"body": text, "revision": str(working.revision)}
    assert (response.context["form"].errors, working.replies.exists()) == ({}, False)


@pytest.mark.parametrize("chosen", ["", "999", "x"])
def test_choosing_none_keeps_what_was_typed_too(client, handler, working, template, chosen):
    client.force_login(handler)
    typed = {"revision": working.revision, "body": "我先寫了一句。", "template": chosen, "aside": "template"}
    response = client.post(address(working, Verb.DRAFT_REPLY), typed)
    told = {"template": ["請先選一個模板，再點擊「填入模板」。"]}
    assert (fields(response)["body"], response.context["form"].errors) == ("我先寫了一句。", told)


def test_a_template_that_is_gone_meanwhile_is_said_to_be_missing(client, handler, working):
    client.force_login(handler)
    typed = {"revision": working.revision, "body": "我先寫了一句。", "template": "1", "aside": "template"}
    response = client.post(address(working, Verb.DRAFT_REPLY), typed)
    told = ["請先選一個模板，再點擊「填入模板」。"]
    assert (fields(response)["body"], response.context["form"].non_field_errors()) == ("我先寫了一句。", told)


# The preview.


def test_a_draft_is_previewed_and_not_kept(client, handler, working):
    client.force_login(handler)
    typed = {"revision": working.revision, "body": "已換燈。", "outcome": Adoption.ADOPTED, "aside": "preview"}
    response = client.post(address(working, Verb.DRAFT_REPLY), typed)
    preview = response.context["preview"]
    assert (preview.body, preview.unit, working.replies.exists()) == ("已換燈。", working.unit, False)
    assert "市民將看到的樣子" in response.text


def test_an_incomplete_one_is_told_what_is_missing_and_keeps_the_rest(client, handler, working):
    client.force_login(handler)
    typed = {"revision": working.revision, "body": "已換燈。", "aside": "preview"}
    response = client.post(address(working, Verb.DRAFT_REPLY), typed)
    assert (response.context["preview"], set(response.context["form"].errors)) == (None, {"outcome"})
    assert fields(response)["body"] == "已換燈。"


def test_whoever_approves_sees_it_as_the_citizen_will(client, reviewer, working):
    factories.draft(working, body="已換燈。")
    client.force_login(reviewer)
    response = client.get(address(working, Verb.APPROVE_REPLY))
    names = [template.name for template in response.templates]
    assert ("parts/_replies.html" in names, response.context["preview"].body) == (True, "已換燈。")
    assert not working.replies.approved().exists()


# Corrections.


def test_a_correction_begins_from_the_answer_that_stands(client, handler):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    client.force_login(handler)
    response = client.get(address(suggestion, Verb.CORRECT_REPLY))
    assert fields(response)["body"] == "已增設待轉提示牌，並延長左轉放行 10 秒。"


def test_two_people_correct_and_everybody_reads_both_versions(client, handler, reviewer, office):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True)
    factories.release(suggestion)
    steps = [
        (handler, Verb.CORRECT_REPLY, {"body": "延長 5 秒。", "outcome": Adoption.ADOPTED, "note": "秒數寫錯。"}),
        (reviewer, Verb.APPROVE_CORRECTION, {}),
    ]
    for person, verb, typed in steps:
        client.force_login(person)
        suggestion.refresh_from_db()
        client.post(address(suggestion, verb), typed | {"revision": suggestion.revision})
    page = client.get(suggestion.get_absolute_url())
    assert (page.context["reply"].body, [reply.body for reply in page.context["earlier_replies"]]) == (
        "延長 5 秒。", ["已增設待轉提示牌，並延長左轉放行 10 秒。"],
    )  # fmt: skip
    shown = ["更正</strong>：秒數寫錯。", "更正前的版本", "交通警察支隊更正了答覆"]
    assert [words in page.text for words in shown] == [True] * 3


def test_a_correction_that_waits_is_not_public(client, handler):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True)
    factories.release(suggestion)
    factories.correct(suggestion, body="延長 5 秒。")
    page = client.get(suggestion.get_absolute_url())
    assert ("延長 5 秒。" in page.text, page.context["earlier_replies"]) == (False, [])


# Nothing typed is lost.


def test_what_was_typed_is_given_back_when_it_went_to_another_unit(client, handler, working, other_unit, office):
    working.assign(other_unit, by=office.triage_officer, now=NOW)
    client.force_login(handler)
    response = client.post(address(working, Verb.DRAFT_REPLY), {"revision": 0, "body": "寫了半天的答覆"})
    assert (response.status_code, response.context["kept"][0]["words"]) == (404, [("答覆內容", "寫了半天的答覆")])
    shown = [words in response.text for words in ("寫了半天的答覆", working.number, working.title)]
    assert shown == [True, False, False]


def test_one_that_is_not_there_answers_the_same(client, handler):
    client.force_login(handler)
    response = client.post(reverse(DO, args=[999, Verb.DRAFT_REPLY]), {"body": "寫了半天的答覆"})
    assert (response.status_code, response.context["kept"][0]["words"]) == (404, [("答覆內容", "寫了半天的答覆")])
