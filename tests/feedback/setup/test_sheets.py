"""Sheets of units, districts, fields, routes and staff: looked at first, written whole or not at all, never twice."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from feedback.models import Category, Cue, District, Route, Unit
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from portal.accounts import activation
from tests import factories

pytestmark = pytest.mark.on_postgres

PEOPLE = "用戶名,姓名,崗位,承辦單位"


@pytest.fixture
def at_the_desk(client, administrator):
    client.force_login(administrator)
    return client


def address(slug):
    return reverse("setup_sheet", args=[slug])


def look(client, slug, *lines):
    return client.post(address(slug), {"file": SimpleUploadedFile("表.csv", "\n".join(lines).encode())})


def confirm(client, slug, looked):
    sent = {"payload": looked.context["form"].sealed(), "shown": looked.context["checked"].digest()}
    return client.post(address(slug), sent)


def upload(client, slug, *lines):
    looked = look(client, slug, *lines)
    assert looked.context["errors"] == []
    return confirm(client, slug, looked)


def told(response):
    return [(number, column, what) for number, column, what in response.context["errors"]]


def changes(response):
    return [
        (taken.name, taken.is_new, [tuple(change) for change in taken.changes])
        for taken in response.context["checked"].taken
    ]


@pytest.mark.parametrize("slug", ["units", "districts", "fields", "routes", "people"])
def test_only_administrators_upload_and_download(client, office, slug):
    client.force_login(office.supervisor)
    pages = [reverse("setup"), address(slug), reverse("setup_template", args=[slug])]
    assert [client.get(page).status_code for page in pages] == [403] * 3


@pytest.mark.parametrize("slug", ["units", "districts", "fields", "routes", "people"])
def test_the_template_has_the_columns(at_the_desk, slug):
    response = at_the_desk.get(reverse("setup_template", args=[slug]))
    assert b"".join(response.streaming_content).startswith(b"PK")


def test_there_is_no_other_sheet(at_the_desk):
    assert at_the_desk.get(address("names")).status_code == 404


def test_nothing_is_written_before_it_is_confirmed_and_then_once(at_the_desk):
    looked = look(
        at_the_desk, "units", "名稱,英文名稱,電話", "交警支隊,Traffic Police,0532-00000101", "城陽分局,Chengyang,"
    )
    assert (changes(looked)[1], Unit.objects.count()) == (
        ("城陽分局", True, [("名稱", "", "城陽分局"), ("英文名稱", "", "Chengyang")]), 0,
    )  # fmt: skip
    response = confirm(at_the_desk, "units", looked)
    assert response.url == reverse("setup")
    rows = Unit.objects.values_list("name", "code", "telephone")
    assert [*rows] == [("交警支隊", "traffic-police", "0532-00000101"), ("城陽分局", "chengyang", "")]
    again = look(at_the_desk, "units", "名稱,英文名稱,電話", "交警支隊,Traffic Police,0532-00000101")
    assert (again.context["checked"].same, again.context["checked"].may_be_written) == ([2], False)


def test_a_second_sheet_changes_what_is_known_by_code_or_by_name_and_leaves_empty_cells(at_the_desk):
    factories.make_unit(name="交警支隊", code="traffic", telephone="0532-00000101")
    factories.make_unit(name="城陽分局", code="chengyang", duties="轄區的公安工作。")
    upload(at_the_desk, "units", "名稱,代碼,職責", "交通警察支隊,traffic,", "城阳分局,,轄區的治安和戶政。")
    rows = Unit.objects.order_by("pk").values_list("name", "telephone", "duties")
    assert [*rows] == [("交通警察支隊", "0532-00000101", ""), ("城阳分局", "", "轄區的治安和戶政。")]


def test_each_cell_that_is_wrong_is_told_and_nothing_is_written(at_the_desk):
    factories.make_unit(name="交警支隊", code="traffic")
    looked = look(
        at_the_desk, "units", "名稱,代碼,電話", "交警支隊,other,", "城陽分局,Cheng Yang,", "即墨分局,,找張三",
        "萊西分局,traffic-2,", "平度分局,traffic-2,",
    )  # fmt: skip
    assert [(number, column) for number, column, _told in told(looked)] == [
        (2, "代碼"), (3, "代碼"), (4, "代碼"), (6, "代碼"),
    ]  # fmt: skip
    assert (confirm(at_the_desk, "units", looked).status_code, Unit.objects.count()) == (200, 1)


def test_what_changed_since_it_was_looked_at_is_shown_again(at_the_desk):
    unit = factories.make_unit(name="交警支隊", code="traffic")
    looked = look(at_the_desk, "units", "名稱,代碼,電話", "交警支隊,traffic,0532-00000101")
    Unit.objects.filter(pk=unit.pk).update(telephone="0532-00000102")
    response = confirm(at_the_desk, "units", looked)
    assert changes(response) == [("交警支隊", False, [("電話", "0532-00000102", "0532-00000101")])]
    assert Unit.objects.get().telephone == "0532-00000102"


def test_two_districts_cannot_have_one_place_on_the_map(at_the_desk):
    factories.make_district(name="市南區", code="shinan", map_row=1, map_column=1)
    looked = look(at_the_desk, "districts", "名稱,代碼,地圖行,地圖列", "市北區,shibei,1,1", "李滄區,licang,2,")
    assert told(looked) == [
        (2, "地圖行", "別的一條已經是這樣，只能有一條。"), (3, "地圖行", "地圖上的行和列要填就都填，不填就都不填。"),
    ]  # fmt: skip
    upload(at_the_desk, "districts", "名稱,代碼,地圖行,地圖列", "市北區,shibei,1,2")
    assert District.objects.count() == 2


def test_a_field_gets_its_unit_its_limit_and_the_words_for_it(at_the_desk):
    factories.make_unit(name="交警支隊", code="traffic")
    upload(at_the_desk, "fields", "領域,承辦單位,期限,審核兩次", "道路交通管理,交警支队,10,是", "其他,,,")
    rows = Category.objects.values_list("name", "unit__name", "reply_days", "needs_two_reviews")
    assert [*rows] == [("道路交通管理", "交警支隊", 10, True), ("其他", None, 15, False)]
    assert Cue.objects.filter(category__name="道路交通管理").exists()
    looked = look(at_the_desk, "fields", "領域,承辦單位,期限", "道路交通管理,城陽分局,200")
    assert [column for _number, column, _told in told(looked)] == ["承辦單位", "答覆期限"]


def test_routes_are_known_by_field_and_district_and_name_a_handler_of_the_unit(at_the_desk, office):
    field, district = factories.make_category(), factories.make_district()
    Route.objects.create(category=field, district=district, unit=factories.make_unit(name="城陽分局", code="chengyang"))
    name, handler = office.unit.name, office.handler.username
    upload(
        at_the_desk, "routes", "領域,區市,承辦單位,承辦人", f"{field.name},{district.name},{name},{handler}",
        f"{field.name},其他區市,{name},",
    )  # fmt: skip
    rows = Route.objects.order_by("pk").values_list("district__name", "unit", "handler")
    assert [*rows] == [(district.name, office.unit.pk, office.handler.pk), (None, office.unit.pk, None)]
    looked = look(at_the_desk, "routes", "領域,承辦單位,承辦人", f"{field.name},{name},{office.reviewer.username}")
    assert [column for _number, column, _told in told(looked)] == ["承辦人"]


def test_new_staff_get_a_code_and_no_password_shown_once(at_the_desk, client):
    factories.make_unit(name="交警支隊", code="traffic")
    response = upload(
        at_the_desk, "people", PEOPLE, '"zhangsan","張三","承辦人、審核人","交警支隊"', "wangwu,王五,受理員,"
    )
    slips = {person.username: code for person, code in response.context["slips"]}
    person = User.objects.get(username="zhangsan")
    assert ({*person.groups.values_list("name", flat=True)}, person.units.get().name, person.is_staff) == (
        {Role.HANDLER, Role.REVIEWER}, "交警支隊", True,
    )  # fmt: skip
    assert (person.has_usable_password(), "no-store" in response["Cache-Control"]) == (False, True)
    assert activation.opens(person, slips["zhangsan"].replace(" ", ""), today=timezone.localdate())
    again = look(client, "people", PEOPLE, "wangwu,王五,受理員、督辦,")
    assert changes(again) == [("王五", False, [("崗位", "受理員", "受理員、督辦")])]


def test_accounts_that_a_sheet_must_not_touch_are_told(at_the_desk, administrator):
    User.objects.create_superuser("root", password="a long sample password")
    factories.make_user(username="gone", roles=[Role.TRIAGE], is_active=False)
    looked = look(
        at_the_desk, "people", PEOPLE, f"{administrator.username},自己,督辦,", "root,總管,督辦,", "gone,離崗,受理員,",
        "new,新人,承辦人,", "other,別人,廚師,",
    )  # fmt: skip
    assert [(number, column) for number, column, _told in told(looked)] == [
        (2, "用戶名"), (3, "用戶名"), (4, "用戶名"), (5, "承辦單位"), (6, "崗位"),
    ]  # fmt: skip


def test_work_in_hand_is_not_left_behind_by_a_sheet(at_the_desk, office):
    other = factories.make_unit(name="城陽分局", code="chengyang")
    factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=office.unit)
    looked = look(at_the_desk, "people", PEOPLE, f"{office.handler.username},甲,承辦人,{other.name}")
    assert [column for _number, column, _told in told(looked)] == ["承辦單位"]


@pytest.mark.parametrize("slug", ["units", "people"])
def test_one_row_and_three_are_looked_at_with_the_same_number_of_queries(at_the_desk, slug):
    lines = {"units": "單位{},unit-{}", "people": "person{},某{}"}[slug]
    head = {"units": "名稱,代碼", "people": "用戶名,姓名"}[slug]

    def queries(count):
        with CaptureQueriesContext(connection) as captured:
            look(at_the_desk, slug, head, *(lines.format(number, number) for number in range(count)))
        return len(captured)

    queries(1)
    assert queries(1) == queries(3)


def test_the_home_leads_administrators_of_an_empty_portal(at_the_desk, office):
    home = at_the_desk.get(reverse("admin:index")).text
    at_the_desk.force_login(office.supervisor)
    others = at_the_desk.get(reverse("admin:index")).text
    way = f'href="{reverse("setup")}"'
    assert ("還沒有領域" in home, way in home, way in others) == (True, True, False)


def test_the_steps_cost_the_same_for_one_unit_and_for_three(at_the_desk):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            at_the_desk.get(reverse("setup"))
        return len(captured)

    def add(number):
        unit = factories.make_unit(name=f"單位{number}", code=f"unit-{number}")
        factories.make_user(username=f"person-{number}", roles=[Role.HANDLER], units=[unit])

    add(1)
    queries()
    one = queries()
    add(2)
    add(3)
    assert queries() == one
