"""Figures of earlier releases get the word that their sentence has, and whether their value is a change; and back."""

import pytest

from reports.models import Figure
from tests.databases import migrate
from tests.reports.factories import make_report

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("reports", "0003_uploads")]
TEXT = (
    "2021年，數據超過1.7萬億條，排查320餘萬人次，用戶突破1000萬，救助約500人，建成20個以上，出警9起，"
    "案件同比下降5%，警情減少300起，滿意率達96%，受訪1200人，走訪近80户。"
)


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def told():
    return [(figure.text, figure.approximation, figure.is_change, figure.told) for figure in Figure.objects.in_order()]


AS_READ = [
    ("1.7萬億條", "超過", False, "超過1.7萬億條"),
    ("320餘萬人次", "餘", False, "320餘萬人次"),
    ("1000萬", "突破", False, "突破1000萬"),
    ("500人", "約", False, "約500人"),
    ("20個", "以上", False, "20個以上"),
    ("9起", "", False, "9起"),
    ("5%", "", True, "下降 5%"),
    ("300起", "", True, "減少 300起"),
    ("96%", "", False, "96%"),
    ("1200人", "", False, "1200人"),
    ("80户", "近", False, "近80户"),
]


def test_what_was_read_is_the_same_forth_and_back():
    make_report(text=TEXT)
    earlier = migrate(BEFORE).get_model("reports", "Figure")
    whether = [(figure.is_approximate, str(figure.value)) for figure in earlier.objects.order_by("order")]
    migrate()
    assert told() == AS_READ
    assert whether == [
        (True, "1700000000000.0000"),
        (True, "3200000.0000"),
        (True, "10000000.0000"),
        (True, "500.0000"),
        (True, "20.0000"),
        (False, "9.0000"),
        (False, "-5.0000"),
        (False, "300.0000"),
        (False, "96.0000"),
        (False, "1200.0000"),
        (True, "80.0000"),
    ]


def test_what_a_person_said_of_a_figure_is_not_taken_for_more():
    make_report(text=TEXT)
    earlier = migrate(BEFORE).get_model("reports", "Figure")
    earlier.objects.filter(text="1200人").update(is_approximate=True, is_corrected=True)  # no word in the sentence
    earlier.objects.filter(text="96%").update(direction="up", is_corrected=True)  # a rate that rose, not its rise
    earlier.objects.filter(text="5%").update(name="全市案件", is_corrected=True)
    migrate()
    changed = {"1200人": ("約數", False, "1200人（約數）"), "96%": ("", False, "96%")}
    assert told() == [(text, *changed.get(text, rest)) for text, *rest in AS_READ]
