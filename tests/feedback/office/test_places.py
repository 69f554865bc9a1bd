"""Districts and units as administrators keep them: the code of an address, and a tile that no two share."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from feedback.models import District, Unit
from feedback.sample import offices
from tests import factories

pytestmark = pytest.mark.django_db


def refused(row, field):
    """What is said of `field` when the row is checked, and that the database refuses it too."""
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    return error.value.message_dict[field]


def test_no_two_have_the_same_code():
    factories.make_district(code="east")
    factories.make_unit(code="east")
    assert refused(District(name="東城", code="east"), "__all__") == ["這個代碼已經有別的區市在用。"]
    assert refused(Unit(name="東城分局", code="east"), "__all__") == ["這個代碼已經有別的單位在用。"]


def test_no_two_districts_stand_on_the_same_tile_but_any_number_on_none():
    factories.make_district(map_row=2, map_column=3)
    for name in ("東城", "西城"):
        factories.make_district(name=name)
    assert refused(District(name="南城", code="south", map_row=2, map_column=3), "__all__") == [
        "地圖上的這一格已經有別的區市。"
    ]


@pytest.mark.parametrize("place", [(2, None), (None, 2)])
def test_a_place_is_a_row_and_a_column(place):
    row, column = place
    assert refused(District(name="東城", code="east", map_row=row, map_column=column), "__all__") == [
        "地圖上的行和列要填就都填，不填就都不填。"
    ]


@pytest.mark.parametrize("place", [(0, 1), (1, 13)])
def test_a_place_is_within_the_map(place):
    row, column = place
    field = "map_row" if row == 0 else "map_column"
    assert refused(District(name="東城", code="east", map_row=row, map_column=column), field)


@pytest.mark.parametrize("code", ["East", "東", "a b", "-a", "a--b", "", "a/b"])
def test_a_code_is_what_an_address_can_carry(code):
    with pytest.raises(ValidationError) as error:
        factories.make_district(code=code)
    assert list(error.value.message_dict) == ["code"]


@pytest.mark.parametrize(
    ("telephone", "dialled"), [("0532-8296 2000", "053282962000"), ("+86 (532) 110", "+86532110"), ("", "")]
)
def test_a_telephone_is_dialled_by_its_digits(telephone, dialled):
    assert factories.make_unit(telephone=telephone).dialled == dialled


@pytest.mark.parametrize("telephone", ["請找張三", "tel:110", "<110>", "-110"])
def test_a_telephone_is_a_number(telephone):
    with pytest.raises(ValidationError) as error:
        factories.make_unit(telephone=telephone)
    assert list(error.value.message_dict) == ["telephone"]


def test_the_sample_city_lies_north_up_and_its_units_say_what_they_answer_for():
    offices.create()
    places = {row.name: (row.map_row, row.map_column) for row in District.objects.all()}
    north_to_south = ["平度市", "膠州市", "李滄區", "市北區", "市南區"]
    assert sorted(north_to_south, key=lambda name: places[name][0]) == north_to_south
    west_to_east = ["膠州市", "城陽區", "即墨區"]
    assert sorted(west_to_east, key=lambda name: places[name][1]) == west_to_east
    assert (places["黃島區"][1] < places["市北區"][1] < places["嶗山區"][1], len(set(places.values()))) == (True, 10)
    assert [unit.name for unit in Unit.objects.all() if not (unit.duties and unit.duties_en and unit.telephone)] == []


def test_a_code_is_given_once(client, administrator):
    client.force_login(administrator)
    client.post("/desk/feedback/district/add/", {
        "name": "東城", "name_en": "", "code": "east", "map_row": "1", "map_column": "2", "order": "1",
    })  # fmt: skip
    district = District.objects.get(name="東城")
    changed = {"name": "東城區", "name_en": "", "code": "west", "map_row": "", "map_column": "", "order": "1"}
    changed["confirmed"] = 1
    client.post(f"/desk/feedback/district/{district.pk}/change/", changed)
    district.refresh_from_db()

    assert (district.name, district.code, district.map_row) == ("東城區", "east", None)


def test_the_desk_explains_what_each_field_is_for(client, administrator):
    client.force_login(administrator)
    district, unit = (client.get(f"/desk/feedback/{model}/add/").text for model in ("district", "unit"))
    assert [words for words in ("從北往南數", "從西往東數", "保存後不能更改") if words not in district] == []
    assert [words for words in ("不要填個人的電話", "「誰在辦」頁面公開", "保存後不能更改") if words not in unit] == []
