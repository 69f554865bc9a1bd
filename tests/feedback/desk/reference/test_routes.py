"""The grid of routes: what it shows, what it says before it is saved, what it writes."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from feedback.desk.reference.route_grid import Grid, RouteGridForm
from feedback.models import Route
from feedback.office.routes import applying
from feedback.office.staff import shown_name
from feedback.rules.workflow import Stage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]
GRID = "admin:feedback_route_changelist"


@pytest.fixture
def road(unit):
    return factories.make_category(unit=unit)


@pytest.fixture
def shinan():
    return factories.make_district(name="市南區")


@pytest.fixture
def keeper(client, administrator):
    client.force_login(administrator)
    return client


def stored():
    return [
        (one.category.name, one.district and one.district.name, one.unit.name, one.handler)
        for one in Route.objects.select_related("category", "district", "unit", "handler")
    ]


def confirm(keeper, sent):
    """Send it, read what will change, and send it again as it was shown."""
    page = keeper.post(reverse(GRID), sent)
    told = [(change.field.name, change.district, change.before, change.after) for change in page.context["changes"]]
    answer = keeper.post(reverse(GRID), sent | {"shown": page.context["digest"]})
    return told, answer


def test_a_cell_is_said_before_it_is_saved_and_then_written(keeper, road, shinan, other_unit):
    sent = {f"unit-{road.pk}-{shinan.pk}": other_unit.pk}
    page = keeper.post(reverse(GRID), sent)
    before = Route.objects.count()
    told, answer = confirm(keeper, sent)
    assert (page.status_code, before, answer.status_code) == (200, 0, 302)
    assert told == [("道路交通管理", "市南區", "不另設，按「交通警察支隊」", other_unit.name)]
    assert stored() == [("道路交通管理", "市南區", other_unit.name, None)]


def test_an_emptied_cell_falls_back_on_the_others(keeper, road, shinan, unit, other_unit):
    Route.objects.create(category=road, district=shinan, unit=unit)
    Route.objects.create(category=road, unit=other_unit)
    told, _answer = confirm(keeper, {f"unit-{road.pk}-0": other_unit.pk})
    assert told == [("道路交通管理", "市南區", "交通警察支隊", f"不另設，按「{other_unit.name}」")]
    assert stored() == [("道路交通管理", None, other_unit.name, None)]


def test_a_handler_is_named_behind_the_unit_that_is_stored_and_goes_with_it(keeper, road, unit, handler, other_unit):
    Route.objects.create(category=road, unit=unit)
    told, _answer = confirm(keeper, {f"unit-{road.pk}-0": unit.pk, f"handler-{road.pk}-0": handler.pk})
    named = stored()
    confirm(keeper, {f"unit-{road.pk}-0": other_unit.pk, f"handler-{road.pk}-0": handler.pk})
    assert told == [("道路交通管理", "其他區市", "交通警察支隊", f"交通警察支隊（{shown_name(handler)}）")]
    assert (named, stored()) == (
        [("道路交通管理", None, "交通警察支隊", handler)], [("道路交通管理", None, other_unit.name, None)],
    )  # fmt: skip


def test_it_counts_what_waits_and_will_be_proposed_to_another_unit(keeper, road, shinan, other_unit):
    for stage in (Stage.RECEIVED, Stage.ACCEPTED, Stage.ASSIGNED):
        factories.make_suggestion(stage=stage, category=road, district=shinan)
    factories.make_suggestion(stage=Stage.ACCEPTED, category=road)
    page = keeper.post(reverse(GRID), {f"unit-{road.pk}-{shinan.pk}": other_unit.pk})
    assert page.context["moved"] == 2


def test_what_somebody_else_changed_meanwhile_is_shown_again(keeper, road, unit, other_unit):
    sent = {f"unit-{road.pk}-0": other_unit.pk}
    shown = keeper.post(reverse(GRID), sent).context["digest"]
    Route.objects.create(category=road, unit=unit)
    again = keeper.post(reverse(GRID), sent | {"shown": shown})
    assert (again.status_code, stored()) == (200, [("道路交通管理", None, "交通警察支隊", None)])


def test_nothing_changed_says_so_and_nonsense_is_refused(keeper, road, handler):
    pages = [keeper.post(reverse(GRID), sent) for sent in ({"look": "1"}, {f"unit-{road.pk}-0": "999"})]
    assert ["沒有改動。" in page.text for page in pages] == [True, False]
    assert ("沒有保存" in pages[1].text, Route.objects.exists()) == (True, False)


def test_a_unit_out_of_use_stays_where_it_stands_and_counts_as_none(road, unit, other_unit):
    Route.objects.create(category=road, unit=other_unit)
    other_unit.is_active = False
    other_unit.save()
    [(_field, [cell])] = RouteGridForm(grid=Grid()).rows()
    assert [(option.label, option.is_chosen) for option in cell.units] == [
        ("（交通警察支隊）", False), ("交通警察支隊", False), (f"{other_unit.name}（已停用）", True),
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_the_grid_asks_the_same_however_many_there_are(keeper, unit, handler, rows, django_assert_num_queries):
    for number in range(rows):
        category = factories.make_category(name=f"領域{number}", unit=unit)
        district = factories.make_district(name=f"區{number}")
        Route.objects.create(category=category, district=district, unit=unit, handler=handler)
    keeper.get(reverse(GRID))
    with django_assert_num_queries(10):
        keeper.get(reverse(GRID))


def test_only_who_keeps_routes_sees_them(client, triage_officer):
    client.force_login(triage_officer)
    assert client.get(reverse(GRID)).status_code == 403


def test_the_page_of_one_leads_to_all(keeper, road, unit):
    route = Route.objects.create(category=road, unit=unit)
    answer = keeper.get(reverse("admin:feedback_route_change", args=[route.pk]))
    assert answer.url == reverse(GRID)


def test_what_applies_is_the_first_that_is_in_use(unit, other_unit):
    other_unit.is_active = False
    assert [applying(*units) for units in ((unit, None, None), (other_unit, None, unit), (None, other_unit, None))] == [
        unit, unit, None,
    ]  # fmt: skip


def test_the_handler_of_a_route_is_one_of_its_unit(unit, other_handler):
    with pytest.raises(ValidationError) as refused:
        Route(category=factories.make_category(), unit=unit, handler=other_handler).full_clean()
    assert refused.value.message_dict == {"handler": ["承辦人要從「交通警察支隊」的承辦人中選。"]}
