"""Lists kept under a name: by whom, for whom, and what whoever opens one gets."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import SavedList
from feedback.rules.workflow import Stage
from tests import factories

pytestmark = pytest.mark.on_postgres

LIST = "admin:feedback_suggestion_changelist"
ADD = "admin:feedback_suggestion_saved_add"


def save(client, query="", **fields):
    return client.post(reverse(ADD) + query, {"name": "本週到期"} | fields)


def saved_address(saved, query=""):
    return reverse("admin:feedback_suggestion_saved", args=[saved.pk]) + query


def bar(client):
    return [saved.name for saved in client.get(reverse(LIST)).context["saved_lists"]]


def kept(owner):
    return list(SavedList.objects.filter(owner=owner).values_list("name", "query", "unit", "is_for_all"))


@pytest.fixture
def handler(client, office):
    client.force_login(office.handler)
    return client


def test_a_list_is_kept_with_its_filters_and_columns_and_opened_again(handler, office):
    response = save(handler, "?stage=open&columns=handler&columns=age&page=3&nothing=1")
    saved = SavedList.objects.get()
    assert kept(office.handler) == [("本週到期", "stage=open&columns=handler&columns=age", None, False)]
    assert response.url == f"{reverse(LIST)}?stage=open&columns=handler&columns=age&saved={saved.pk}"
    page = handler.get(response.url)
    assert (page.context["saved_current"], page.context["is_saved_changed"]) == (saved, False)


def test_a_name_is_given_once_by_one_person(handler, office, client):
    save(handler)
    again = save(handler)
    client.force_login(office.reviewer)
    theirs = save(client)
    assert again.context["form"].errors == {"name": ["您已經有一個篩選叫這個名稱，請換一個。"]}
    assert (theirs.status_code, SavedList.objects.count()) == (302, 2)


def test_nobody_keeps_more_than_thirty(handler, office, monkeypatch):
    monkeypatch.setattr("feedback.office.saved_lists.MOST_KEPT", 1)
    save(handler)
    refused = save(handler, name="別的")
    assert refused.context["form"].non_field_errors() == ["最多保存 1 個篩選，請先刪去不用的。"]
    assert 'value="別的"' in refused.text


def test_personal_data_is_not_kept(handler):
    refused = save(handler, "?q=13864210975")
    assert refused.context["form"].non_field_errors() == [
        "查找的文字裡有個人信息（13864210975），不能保存。請先去掉這些文字。"
    ]


def test_what_is_shared_is_seen_by_whom_it_is_shared_with(client, office, other_handler):
    shares = {"自己的": "", "單位的": str(office.unit.pk)}
    client.force_login(office.handler)
    for name, share in shares.items():
        save(client, name=name, share=share)
    client.force_login(office.supervisor)
    save(client, name="大家的", share="all")
    seen = {}
    for person in (office.handler, office.reviewer, other_handler, office.supervisor):
        client.force_login(person)
        seen[person] = bar(client)
    assert seen == {
        office.handler: ["單位的", "自己的", "大家的"], office.reviewer: ["單位的", "大家的"],
        other_handler: ["大家的"], office.supervisor: ["大家的"],
    }  # fmt: skip


@pytest.mark.parametrize("share", ["all", "other"])
def test_nobody_shares_beyond_the_own_units(handler, other_unit, share):
    response = save(handler, share=str(other_unit.pk) if share == "other" else share)
    assert (list(response.context["form"].errors), SavedList.objects.count()) == (["share"], 0)


def test_what_somebody_shared_who_is_gone_is_shown_no_more(client, office):
    client.force_login(office.handler)
    save(client, share=str(office.unit.pk))
    office.handler.is_active = False
    office.handler.save()
    client.force_login(office.reviewer)
    assert bar(client) == []


def test_a_shared_list_gives_nobody_more_to_see(client, office, other_unit):
    ours = factories.make_suggestion(stage=Stage.ASSIGNED)
    factories.make_suggestion(stage=Stage.ASSIGNED, unit=other_unit)
    client.force_login(office.supervisor)
    address = save(client, f"?unit={other_unit.pk}&queue=rating_over", share="all").url
    client.force_login(office.handler)
    page = client.get(address)
    assert [line["suggestion"] for line in page.context["lines"]] == [ours]
    assert "「待辦、承辦單位」的條件無效，沒有採用。" in page.text


def test_the_own_one_is_renamed_shared_and_given_other_filters(handler, office):
    save(handler, "?stage=open")
    saved = SavedList.objects.get()
    handler.post(saved_address(saved, "?stage=closed"), {"name": "辦結的", "share": str(office.unit.pk)})
    renamed = kept(office.handler)
    handler.post(saved_address(saved, "?stage=closed"), {"name": "辦結的", "is_replaced": "on"})
    assert (renamed, kept(office.handler)) == (
        [("辦結的", "stage=open", office.unit.pk, False)], [("辦結的", "stage=closed", None, False)],
    )  # fmt: skip


def test_the_own_one_is_deleted(handler):
    save(handler)
    response = handler.post(saved_address(SavedList.objects.get()), {"delete": "1"}, follow=True)
    assert ("已刪除篩選「本週到期」。" in response.text, SavedList.objects.count()) == (True, 0)


@pytest.mark.parametrize("fields", [{"delete": "1"}, {"name": "我的"}])
def test_nobody_changes_what_somebody_else_shares(client, office, fields):
    client.force_login(office.handler)
    save(client, share=str(office.unit.pk))
    saved = SavedList.objects.get()
    client.force_login(office.reviewer)
    assert (client.get(saved_address(saved)).status_code, client.post(saved_address(saved), fields).status_code) == (
        404, 404,
    )  # fmt: skip
    assert kept(office.handler) == [("本週到期", "", office.unit.pk, False)]
    assert client.get(reverse(LIST), {"saved": saved.pk}).context["saved_change"] is False


def test_an_administrator_keeps_none(client, administrator):
    client.force_login(administrator)
    assert (client.get(reverse(ADD)).status_code, save(client).status_code) == (403, 403)


def test_they_stand_on_the_home(handler):
    save(handler, "?stage=open")
    saved = SavedList.objects.get()
    page = handler.get(reverse("admin:index"))
    assert f'href="{reverse(LIST)}?stage=open&amp;saved={saved.pk}">本週到期</a>' in page.text


def test_a_saved_list_that_is_gone_is_not_missed(handler):
    page = handler.get(reverse(LIST), {"saved": "999", "stage": "open"})
    assert (page.status_code, page.context["saved_current"]) == (200, None)


@pytest.mark.parametrize("name", [LIST, "admin:index"])
def test_the_bar_costs_the_same_for_one_and_for_three(client, office, name):
    client.force_login(office.handler)
    save(client)
    one = queries(client, name)
    save(client, name="二", share=str(office.unit.pk))
    client.force_login(office.supervisor)
    save(client, share="all")
    client.force_login(office.handler)
    assert queries(client, name) == one


def queries(client, name):
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(name))
    return len(captured)
