"""A unit is dissolved and taken into use again on pages that say what follows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from zeal import zeal_ignore

from feedback.models import Dissolution, Unit
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories

DISSOLVE, REINSTATE = "admin:feedback_unit_dissolve", "admin:feedback_unit_reinstate"
pytestmark = pytest.mark.on_postgres


@pytest.fixture
def second_administrator(db):
    return factories.make_user(username="second-administrator", roles=[Role.ADMINISTRATOR])


def press(client, user, unit, act, **fields):
    client.force_login(user)
    proposal = Dissolution.objects.proposed().first()
    seen = {"seen": proposal.pk} if proposal else {}
    with zeal_ignore():  # each by its own verb is what is wanted
        return client.post(reverse(DISSOLVE, args=[unit.pk]), {"act": act, **seen, **fields}, follow=True)


def messages(page):
    return [str(message) for message in page.context["messages"]]


def test_one_proposes_and_another_confirms(client, unit, other_unit, administrator, second_administrator):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    press(client, administrator, unit, "propose", to=other_unit.pk)
    refused = messages(press(client, administrator, unit, "confirm"))
    done = messages(press(client, second_administrator, unit, "confirm"))
    suggestion.refresh_from_db()
    assert (refused, done) == (
        ["停用單位須由另一位系統管理員確認，不能由提請人自己確認。"],
        ["已停用「交通警察支隊」，在辦的建議已經移交。"],
    )
    assert (suggestion.unit, Unit.objects.get(pk=unit.pk).is_active) == (other_unit, False)


def test_the_page_tells_what_is_in_hand_without_the_citizens_words(client, unit, handler, administrator):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, title="只有工作人員看到的標題")
    client.force_login(administrator)
    page = client.get(reverse(DISSOLVE, args=[unit.pk]))
    assert (page.context["count"], suggestion.number in page.text, handler.username in page.text) == (1, True, True)
    assert "只有工作人員看到的標題" not in page.text


def test_what_was_proposed_is_told_with_who_and_where(client, unit, other_unit, administrator, second_administrator):
    press(client, administrator, unit, "propose", to=other_unit.pk)
    buttons = {}
    for person in (administrator, second_administrator):
        client.force_login(person)
        page = client.get(reverse(DISSOLVE, args=[unit.pk])).text
        assert "在辦的建議轉由「治安警察支隊」辦理。" in page
        buttons[person.username] = [name for name in ("propose", "confirm", "drop") if f'value="{name}"' in page]
    assert buttons == {"administrator": ["drop"], "second-administrator": ["confirm", "drop"]}


def test_a_proposal_is_dropped(client, unit, administrator):
    press(client, administrator, unit, "propose")
    told = messages(press(client, administrator, unit, "drop"))
    assert (told, Dissolution.objects.proposed().exists()) == (["已撤回停用「交通警察支隊」的提請。"], False)


def test_what_the_page_did_not_show_is_not_confirmed(client, unit, administrator, second_administrator):
    press(client, administrator, unit, "propose")
    told = messages(press(client, second_administrator, unit, "confirm", seen=999_999))
    assert (told, Unit.objects.get(pk=unit.pk).is_active) == (["提請剛剛有變動，請核對後再試。"], True)


def test_it_goes_to_no_unit_that_is_out_of_use_nor_to_itself(client, unit, other_unit, administrator):
    other_unit.dissolve(by=administrator, now=factories.NOW)
    for to in (unit, other_unit):
        assert "to" in press(client, administrator, unit, "propose", to=to.pk).context["form"].errors
    assert not Dissolution.objects.exists()


def test_taken_into_use_again_it_gets_back_its_own(client, unit, administrator, second_administrator):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    press(client, administrator, unit, "propose")
    press(client, second_administrator, unit, "confirm")
    address = reverse(REINSTATE, args=[unit.pk])
    asked = client.get(address)
    with zeal_ignore():
        told = messages(client.post(address, follow=True))
    suggestion.refresh_from_db()
    assert (asked.context["count"], told, suggestion.unit, suggestion.stage) == (
        1, ["已恢復使用「交通警察支隊」，交還 1 件。"], unit, Stage.IN_PROGRESS,
    )  # fmt: skip


def test_the_form_of_a_unit_leads_there(client, unit, administrator):
    client.force_login(administrator)
    page = client.get(reverse("admin:feedback_unit_change", args=[unit.pk])).text
    unit.dissolve(by=administrator, now=factories.NOW)
    after = client.get(reverse("admin:feedback_unit_change", args=[unit.pk])).text
    ways = [reverse(name, args=[unit.pk]) for name in (DISSOLVE, REINSTATE)]
    assert [[way in text for way in ways] for text in (page, after)] == [[True, False], [False, True]]


def test_nobody_is_taken_out_of_a_unit_with_something_in_hand(client, unit, handler, reviewer, administrator):
    factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(administrator)
    fields = {"name": unit.name, "code": unit.code, "order": 0, "members": [reviewer.pk]}
    answer = client.post(reverse("admin:feedback_unit_change", args=[unit.pk]), fields)
    assert answer.context["adminform"].form.errors == {
        "members": [f"{handler.username}在本單位還有在辦的建議 1 件，請在賬號裡去掉本單位，一併移交。"]
    }


def test_who_keeps_no_units_dissolves_none(client, unit, supervisor):
    client.force_login(supervisor)
    answers = [
        getattr(client, method)(reverse(name, args=[unit.pk])).status_code
        for name in (DISSOLVE, REINSTATE)
        for method in ("get", "post")
    ]
    assert (answers, Unit.objects.get(pk=unit.pk).is_active) == ([403] * 4, True)


def test_the_page_costs_the_same_for_one_and_for_three(client, unit, administrator):
    client.force_login(administrator)
    client.get(reverse(DISSOLVE, args=[unit.pk]))  # what the process keeps from here on
    counts = []
    for more in (1, 2):
        for _ in range(more):
            factories.make_suggestion(stage=Stage.IN_PROGRESS)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(DISSOLVE, args=[unit.pk]))
        counts.append(len(captured))
    assert counts[0] == counts[1]
