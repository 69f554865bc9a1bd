"""通知文字 at the desk: edited with places, refused in words, tried with a suggestion, given up for the default."""

import pytest
from django.urls import reverse

from feedback.notices.models import NoticeText
from feedback.notices.places import places_of, wrong_with
from feedback.notices.texts import TEXTS, default_of, text_of
from feedback.office import wording
from feedback.rules.notices import Kind
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories

LIST = "admin:notices_noticetext_changelist"
PAGE = "admin:notices_noticetext_change"


def typed(kind, **changed):
    default = default_of(kind)
    return {name: getattr(default, name) for name in TEXTS} | {"number": ""} | changed


def sent(client, kind, **changed):
    return client.post(reverse(PAGE, args=[kind.value]), typed(kind, **changed))


@pytest.mark.parametrize("kind", Kind)
def test_each_text_of_this_version_may_be_used_and_is_no_longer_than_its_column(kind):
    default = default_of(kind)
    wrong = {name: wrong_with(getattr(default, name), kind) for name in TEXTS}
    too_long = [name for name in TEXTS if len(getattr(default, name)) > NoticeText._meta.get_field(name).max_length]
    assert ({name: told for name, told in wrong.items() if told}, too_long) == ({}, [])


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        (Kind.CLOSED, "{建議}辦結。", ""),
        (Kind.CLOSED, "{建议}辦結。", ""),
        (
            Kind.CLOSED, "{姓名}，您好！",
            "這一類通知沒有「{姓名}」這個位置，可以用的有：「{建議}」「{編號}」「{承辦單位}」「{期限}」。",
        ),
        (
            Kind.CLOSED, "{原因}",
            "這一類通知沒有「{原因}」這個位置，可以用的有：「{建議}」「{編號}」「{承辦單位}」「{期限}」。",
        ),
        (Kind.SHEET, "{編號}", "這一類通知沒有「{編號}」這個位置，可以用的有：「{件數}」。"),
        (Kind.PAPER, "{編號}", "這一類通知沒有位置可以用，請刪去「{編號}」。"),
        (Kind.CLOSED, "辦結}", "大括號要成對，中間寫位置的名稱。"),
    ],
)  # fmt: skip
def test_a_place_that_a_kind_does_not_have_is_refused_in_words(kind, text, told):
    assert wrong_with(text, kind) == told


def test_every_place_has_a_kind_that_names_it():
    used = {place for kind in Kind for place in places_of(kind)}
    assert used == {*wording.named(used).values()}


@pytest.mark.django_db
def test_only_what_was_edited_is_stored_and_it_can_be_given_up_again(client, administrator):
    client.force_login(administrator)
    answer = sent(client, Kind.CLOSED, subject="辦結：{編號}")
    edited = (text_of(Kind.CLOSED).subject, [text.kind for text in NoticeText.objects.all()])
    listed = client.get(reverse(LIST)).text
    client.post(reverse(PAGE, args=[Kind.CLOSED.value]), {"default": "1"})
    assert (answer.url, edited, "辦結：{編號}" in listed, listed.count("已修改"), NoticeText.objects.count()) == (
        reverse(LIST), ("辦結：{編號}", [Kind.CLOSED]), True, 1, 0,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_wrong_place_is_told_beside_what_was_typed_and_nothing_is_stored(client, administrator):
    client.force_login(administrator)
    page = sent(client, Kind.CLOSED, body="{姓名}，您好！")
    assert (page.context["form"].errors, "{姓名}，您好！" in page.text, NoticeText.objects.count()) == (
        {"body": ["這一類通知沒有「{姓名}」這個位置，可以用的有：「{建議}」「{編號}」「{承辦單位}」「{期限}」。"]},
        True,
        0,
    )


@pytest.mark.django_db
def test_a_text_is_tried_with_a_real_suggestion_in_three_languages_before_it_is_stored(client, administrator):
    first = factories.make_suggestion(stage=Stage.REPLIED)
    factories.make_suggestion()
    client.force_login(administrator)
    page = sent(
        client, Kind.REPLIED, subject="答覆：{編號}", subject_en="Reply: {編號}", number=first.number, **{"try": "1"}
    )
    readings = page.context["readings"]
    assert ([(each.language, each.subject, each.short) for each in readings], NoticeText.objects.count()) == (
        [
            ("繁體", "答覆：2020-0001", {"number": "2020-0001", "word": "已答覆"}),
            ("简体", "答复：2020-0001", {"number": "2020-0001", "word": "已答复"}),
            ("英文", "Reply: 2020-0001", {"number": "2020-0001", "word": "replied"}),
        ],
        0,
    )


@pytest.mark.django_db
def test_a_text_is_tried_without_a_token_that_stops_anything(client, administrator):
    factories.make_suggestion(stage=Stage.REPLIED)
    client.force_login(administrator)
    page = client.get(reverse(PAGE, args=["replied"])).text
    assert ("/notices/stop/" in page, "status/?number=2020-0001" in page) == (False, True)


@pytest.mark.django_db
def test_every_text_opens_before_there_is_any_suggestion_and_after(client, administrator):
    client.force_login(administrator)
    before = {kind: client.get(reverse(PAGE, args=[kind.value])).status_code for kind in Kind}
    factories.make_suggestion(stage=Stage.REPLIED)
    after = {kind: len(client.get(reverse(PAGE, args=[kind.value])).context["readings"]) for kind in Kind}
    assert (before, after) == (dict.fromkeys(Kind, 200), dict.fromkeys(Kind, 3))


@pytest.mark.django_db
def test_a_number_that_nothing_has_is_refused(client, administrator):
    client.force_login(administrator)
    page = sent(client, Kind.CLOSED, number="2020-0009", **{"try": "1"})
    assert page.context["form"].errors == {"number": ["沒有這個編號的建議。"]}


@pytest.mark.django_db
def test_only_administrators_word_notices(people):
    answers = {
        name: (one.get(reverse(LIST)).status_code, sent(one, Kind.CLOSED).status_code) for name, one in people.items()
    }
    assert answers == {
        name: (200, 302) if name in (Role.ADMINISTRATOR, "superuser")
        else (302, 302) if name in ("stranger", "nobody")
        else (403, 403)
        for name in people
    }  # fmt: skip


@pytest.mark.django_db
def test_what_is_no_kind_is_not_found(client, administrator):
    client.force_login(administrator)
    assert client.get(reverse(PAGE, args=["greeting"])).status_code == 404
