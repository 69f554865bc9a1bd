"""Districts and units that an office had before they had addresses: each gets a code, those of Qingdao a tile."""

import pytest

from feedback.models import District, Unit
from tests.databases import migrate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("feedback", "0025_mainland_terms")]


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def before(model, **names):
    rows = migrate(BEFORE).get_model("feedback", model).objects
    return [rows.create(name=name, name_en=name_en).pk for name, name_en in names.items()]


def test_the_districts_of_qingdao_get_a_code_and_their_tile():
    before("District", 市南區="Shinan District", 膠州市="Jiaozhou City")
    migrate()
    assert list(District.objects.order_by("pk").values_list("name", "code", "map_row", "map_column")) == [
        ("市南區", "shinan", 5, 2), ("膠州市", "jiaozhou", 2, 1),
    ]  # fmt: skip


def test_of_another_city_nobody_guesses_what_lies_where():
    nameless, _named = before("District", 歷下區="", 章丘區="Zhangqiu District")
    migrate()
    assert list(District.objects.order_by("pk").values_list("code", "map_row", "map_column")) == [
        (f"d{nameless}", None, None), ("zhangqiu", None, None),
    ]  # fmt: skip


def test_two_of_one_english_name_get_two_codes():
    _first, second = before("District", 東區="East District", 東市="East City")
    migrate()
    assert list(District.objects.order_by("pk").values_list("code", flat=True)) == ["east", f"east-{second}"]


def test_units_get_a_code():
    first, second, third = before(
        "Unit", 交警支隊="Traffic Police Division", 法制支隊="", 交警二隊="Traffic (police) division"
    )
    migrate()
    assert list(Unit.objects.order_by("pk").values_list("code", "duties", "duties_en", "telephone")) == [
        ("traffic-police-division", "", "", ""), (f"u{second}", "", "", ""),
        (f"traffic-police-division-{third}", "", "", ""),
    ]  # fmt: skip
    for unit in Unit.objects.all():
        unit.full_clean()


def test_a_longest_name_makes_a_code_that_the_address_takes():
    before("Unit", 長="W" * 120)
    before("District", 長="W" * 60)
    migrate()
    assert (Unit.objects.get().code, District.objects.get().code) == ("w" * 30, "w" * 20)


def test_the_release_before_gets_its_tables_back():
    District.objects.create(name="市南區", code="shinan", map_row=1, map_column=1)
    earlier = migrate(BEFORE).get_model("feedback", "District")
    assert list(earlier.objects.values_list("name", flat=True)) == ["市南區"]
