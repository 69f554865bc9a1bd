"""What supervisors, leaders and triage do by hand, as their pages ask for it and tell it beforehand."""

import pytest
from django.urls import reverse

from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh, last

pytestmark = pytest.mark.on_postgres


def address_of(suggestion, verb):
    return reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb])


def told(client, suggestion, verb, **typed):
    address = address_of(suggestion, verb)
    response = client.post(address, typed) if typed else client.get(address)
    return response.context["verb_preview"]


def test_what_everybody_will_read_of_supervision_by_hand(client, supervisor):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(supervisor)
    assert told(client, suggestion, Verb.SUPERVISE)["lines"] == [
        ("市民憑回執看到", "督辦部門決定督辦"), ("公眾看到", "列入督辦"),
    ]  # fmt: skip
    client.post(address_of(suggestion, Verb.SUPERVISE), {"revision": suggestion.revision, "remark": "盯緊。"})
    assert told(client, fresh(suggestion), Verb.LIFT_SUPERVISION)["lines"][0][1] == "督辦部門決定撤銷督辦"


def test_what_everybody_will_read_of_a_refusal_taken_back(client, leader, time_machine):
    time_machine.move_to(NOW, tick=False)
    suggestion = factories.make_suggestion(stage=Stage.DECLINED)
    client.force_login(leader)
    preview = told(client, suggestion, Verb.REVOKE_DECLINE)
    assert (str(preview["status"]), preview["note"], preview["lines"][0]) == (
        "已收到", "原因", ("市民和公眾看到", "撤回不予受理，重新審查（第二次辦理，答覆期限 2020年12月22日）"),
    )  # fmt: skip


def test_nobody_outside_reads_of_an_instruction(client, leader):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(leader)
    assert told(client, suggestion, Verb.INSTRUCT)["lines"] == []


def test_what_is_mended_is_told_to_the_citizen_and_that_the_text_is_released_anew(client, triage_officer):
    suggestion = factories.make_registered(has_consent=True)
    factories.release(suggestion)
    client.force_login(triage_officer)
    before = told(client, fresh(suggestion), Verb.CORRECT_INTAKE)
    typed = {"title": "別的標題", "body": suggestion.body, "kind": suggestion.kind, "contact": "13864210976"}
    after = told(client, suggestion, Verb.CORRECT_INTAKE, **typed)  # without a reason it comes back
    assert (before["lines"], before["changes"]) == ([("市民憑回執看到", "工作人員更正了登記的〔所改的項目〕")], [])
    assert (after["lines"], after["changes"]) == (
        [("市民憑回執看到", "工作人員更正了登記的標題、聯繫方式")],
        [("公開文字", "已公開", "未公開，須重新審核公開")],
    )


def test_contact_and_name_are_not_shown_to_be_mended(client, triage_officer):
    suggestion = factories.make_registered(name="王曉梅", contact="13864210975")
    client.force_login(triage_officer)
    page = client.get(address_of(suggestion, Verb.CORRECT_INTAKE)).text
    assert [secret in page for secret in ("王曉梅", "13864210975")] == [False, False]


def test_a_registration_is_mended_at_the_desk_and_both_wordings_stand_in_its_history(client, triage_officer):
    suggestion = factories.make_registered(title="香港路加牌", name="王曉梅")
    client.force_login(triage_officer)
    same = {"body": suggestion.body, "kind": suggestion.kind, "revision": suggestion.revision}
    client.post(address_of(suggestion, Verb.CORRECT_INTAKE), same | {"title": "香港中路加牌", "note": "聽錯了。"})
    page = client.get(reverse("admin:feedback_suggestion_change", args=[suggestion.pk])).text
    assert (fresh(suggestion).name, last(suggestion).details["fields"]) == ("王曉梅", ["title"])
    assert [words for words in ("原來：香港路加牌", "改為：香港中路加牌") if words not in page] == []


def test_what_a_citizen_typed_offers_no_mending(client, triage_officer):
    suggestion = factories.make_suggestion()
    client.force_login(triage_officer)
    response = client.get(address_of(suggestion, Verb.CORRECT_INTAKE), follow=True)
    assert [str(message) for message in response.context["messages"]] == ["這件建議現在不能「更正登記」。"]
