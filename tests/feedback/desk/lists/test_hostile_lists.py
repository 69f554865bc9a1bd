"""Every list of the desk, asked by conditions it was not made for: refused in a sentence, never read, never 500."""

from itertools import product

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from zeal import zeal_ignore

from feedback.models import CalendarDay, Category, Label, Route, Status, Unit
from portal.desk.pages import DeskPages
from tests import factories
from tests.feedback.desk.matrix.doors import make_rows

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
# Their lists are pages of the portal's own, whose forms know what they read.
OWN_LISTS = {
    "feedback.CalendarDay", "feedback.Route", "feedback.Suggestion", "notes.Mention", "papers.Paper",
    "portal.StaffRecord", "following.Follow", "notices.Notice", "notices.NoticeText", "notices.StaffWish",
}  # fmt: skip
OUTSIDE = [
    "title__regex=^(.|.)*Z$",
    "name__regex=^(.|.)*Z$",
    "user__password__startswith=pbkdf2",
    "password__startswith=md5",
    "members__password__startswith=md5",
    "contact__startswith=gA",
    "suggestions__contact_key__startswith=a",
    "suggestions__body__icontains=電話",
    "unit__members__username__regex=^(a|a)*$",
    "pk__in=1,2,3",
    "id__gt=0",
    "nothing=1",
    "__class__=1",
    "title__regex=^(.|.)*Z$&e=1",
]
ODD = [
    "p=99999999",
    "p=x",
    "p=-1",
    "o=99.-99.x.1.2.-1",
    "o=" + "9" * 400,
    "e=1",
    "all=",
    "_popup=1",
    "_to_field=id",
    "_to_field=x",
    "_to_field=password",
    "_facets=True",
    "q=" + "字 " * 2000,
    "q=" + "%22" * 20,
    "day__year=9999&day__month=12&day__day=31",
    "day__year=9999",
    "day__year=x",
    "day__year=99999999999999999999",
    "day__month=13",
    "day__day=-1&day__year=2026&day__month=2",
    "is_active__exact=x",
    "is_active__isnull=x",
    "is_working__exact=99",
    "stage__exact=nothing",
    "category__id__exact=x",
    "category__id__exact=99999999999999999999999",
    "unit__id__exact=-1",
    "groups__id__exact=1%00",
    "report__id__exact=1.5",
    "section__report__id__exact=" + "1" * 300,
]

KEYS = ["x", "9" * 30, "%E7%8E%8B"]


@pytest.fixture
def root(client):
    client.force_login(User.objects.create_superuser("root"))
    return client


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def test_every_list_of_the_site_is_guarded():
    assert [model for model, options in admin.site._registry.items() if not isinstance(options, DeskPages)] == []


def test_a_pattern_that_takes_seconds_is_not_run(root):
    factories.make_unit()
    address = f"{list_of(Unit)}?name__regex=^(.|.)*Z$"
    with CaptureQueriesContext(connection) as captured:
        response = root.get(address)
    told = [str(message) for message in get_messages(response.wsgi_request)]
    assert (response.status_code, response.url, told) == (
        302,
        list_of(Unit),
        ["這個列表不能按「name__regex」篩選，網址裡的篩選條件沒有採用。"],
    )
    assert [query["sql"] for query in captured if "REGEX" in query["sql"].upper() or "~" in query["sql"]] == []


def test_look_ups_outside_the_declared_filters_are_refused(root):
    make_rows()
    found, expected = {}, {}
    for model, query in product(MODELS, OUTSIDE):
        with zeal_ignore():
            response = root.get(f"{list_of(model)}?{query}")
        name = query.partition("=")[0]
        told = [str(message) for message in get_messages(response.wsgi_request)]
        is_own = model._meta.label in OWN_LISTS
        is_told = is_own or any(name in each for each in told)
        found[model, query] = (response.status_code, response.get("Location"), is_told)
        expected[model, query] = (200, None, True) if is_own else (302, list_of(model), True)
    assert found == expected


def test_odd_conditions_are_never_an_error(root):
    make_rows()
    statuses = {}
    for model, query in product(MODELS, ODD):
        with zeal_ignore():
            statuses[model, query] = root.get(f"{list_of(model)}?{query}").status_code
    assert {asked: status for asked, status in statuses.items() if status not in (200, 302, 400)} == {}


@pytest.mark.parametrize("field", ["", "x", "id", "password", "pk"])
def test_a_page_of_a_row_that_is_named_by_another_field(root, field):
    make_rows()
    statuses = {}
    for model, page in product(MODELS, ("change", "delete", "history")):
        row = model._default_manager.first()
        address = f"{list_of(model)}{row.pk if row else 1}/{page}/"
        with zeal_ignore():
            statuses[model, page, "get"] = root.get(address, {"_to_field": field}).status_code
            statuses[model, page, "post"] = root.post(address, {"_to_field": field}).status_code
    assert {asked: status for asked, status in statuses.items() if status >= 500} == {}


def test_keys_that_no_row_has(root):
    statuses = {}
    for model, key, page in product(MODELS, KEYS, ("change", "delete", "history")):
        for method in ("get", "post"):
            with zeal_ignore():
                response = getattr(root, method)(f"{list_of(model)}{key}/{page}/")
            statuses[model, key, page, method] = response.status_code
    assert {asked: status for asked, status in statuses.items() if status not in (200, 302, 403, 404, 405)} == {}


def test_actions_with_keys_that_no_row_has(root):
    statuses, request = {}, root.get(reverse("admin:index")).wsgi_request
    for model, (picked, across) in product(MODELS, [("x", "0"), ("9" * 30, "1"), ("-1", "x"), ("1.5", "1"), ("", "0")]):
        for action in (*admin.site._registry[model].get_actions(request), "nothing"):
            data = {"action": action, "_selected_action": picked, "select_across": across, "index": "0"}
            statuses[model, action, picked] = root.post(list_of(model), data).status_code
    assert {asked: status for asked, status in statuses.items() if status not in (200, 302, 405)} == {}


@pytest.mark.parametrize("key", ["9" * 30, "-1", "x"])
def test_choices_of_several_rows_with_keys_that_no_row_has(root, key):
    """Of the forms that have them: labels of one and of many, members of a unit, roles and units of an account."""
    suggestion, unit = factories.make_suggestion(), factories.make_unit()
    factories.make_label()
    person = factories.make_user(username="somebody")
    picked = {"verb": "label", "picked": f"{suggestion.pk}.{suggestion.revision}", "token": "0" * 32}
    sent = {
        reverse("admin:feedback_suggestion_do", args=[suggestion.pk, "label"]): {"labels": key, "revision": 0},
        reverse("admin:feedback_suggestion_bulk"): picked | {"add": key, "remove": key},
        reverse("admin:feedback_unit_change", args=[unit.pk]): {"name": "單位", "members": key, "order": 1},
        reverse("admin:auth_user_change", args=[person.pk]): {"username": "somebody", "groups": key, "units": key},
    }
    statuses = {address: root.post(address, fields).status_code for address, fields in sent.items()}
    assert statuses == dict.fromkeys(sent, 200)


def test_what_the_filters_of_a_list_ask_is_answered(root):
    """The links of the lists themselves go on working."""
    category, unit = factories.make_category(), factories.make_unit(name="路線單位")
    Route.objects.create(category=category, unit=unit)
    day = factories.make_calendar_day(day=factories.NOW.date(), is_working=True)
    asked = {
        Route: f"category__id__exact={category.pk}&unit__id__exact={unit.pk}",
        CalendarDay: f"is_working__exact=1&day__year={day.day.year}&day__month=12",
        User: "is_active__exact=1&groups__id__exact=1&q=r",
        Status: "stage__exact=received&o=1.-2&p=1",
    }
    found = {model: root.get(f"{list_of(model)}?{query}").status_code for model, query in asked.items()}
    assert found == dict.fromkeys(asked, 200)


def test_the_order_of_a_list_from_which_a_row_went_is_not_kept_beside_the_wrong_one(root):
    first, second = factories.make_label(name="甲"), factories.make_label(name="乙")
    data = {
        "form-TOTAL_FORMS": 2,
        "form-INITIAL_FORMS": 2,
        "form-0-id": first.pk,
        "form-0-order": 5,
        "form-1-id": second.pk,
        "form-1-order": 6,
        "_save": "保存",
    }
    gone = first.pk
    first.delete()
    response = root.post(list_of(Label), data, follow=True)
    assert "列表剛剛有變動，或者所選的項目有誤，沒有辦成。請重新選擇。" in response.text
    assert list(Label.objects.exclude(pk=gone).values_list("name", "order")) == [("乙", second.order)]


def test_a_unit_that_meanwhile_has_work_is_not_deleted(root):
    unit = factories.make_unit()
    category = Category.objects.create(name="道路交通管理", unit=unit)
    response = root.post(reverse("admin:feedback_unit_delete", args=[unit.pk]), {"post": "yes"})
    assert (response.status_code, category.name in response.text, Unit.objects.count()) == (200, True, 1)
