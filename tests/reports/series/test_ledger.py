"""What the ledger says of a difference: told to everybody, and that it is no more, by a person or by the numbers."""

import pytest

from reports.models import Figure, Report
from reports.series import differences
from reports.series.models import Difference
from tests import ledger
from tests.reports.factories import NOW, make_staff, publish
from tests.reports.series.factories import make_year, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return make_staff()


@pytest.fixture
def drafted(editor):
    """The series of which it is told, in a draft, that 19% is 20%."""
    put(make_year(2020, "偵破刑事案件500起。"), "偵破刑事案件", "500起", by=editor)
    series = put(make_year(2021, "偵破刑事案件600起，同比上升19%。"), "偵破刑事案件", "600起", "19%", by=editor)
    differences.publish(Difference.objects.get(), "上年的數後來核減過。", by=editor, now=NOW)
    return series


@pytest.fixture
def told(drafted):
    publish(Report.objects.get(year=2021), by=make_staff(username="publisher"))
    return drafted


def test_of_a_draft_nothing_is_entered(drafted, editor):
    assert ledger.state(NOW, "difference/") == []
    differences.set_aside(Difference.objects.get(), "核對過，原數無誤。", by=editor, now=NOW)
    assert ledger.kinds("difference/") == []


def test_it_is_read_again_and_a_change_is_seen(told):
    [opening] = ledger.opened("difference/")
    assert (opening["told"], opening["computed"], opening["note"]) == ("19%", "20%", "上年的數後來核減過。")
    assert (ledger.kinds("difference/"), ledger.differing(), ledger.shown("difference/")) == (
        ["difference_publish"], [], ["difference_publish"],
    )  # fmt: skip
    Difference.objects.update(note="核對無誤。")
    assert ledger.differing() == ["difference_publish"]


def test_a_person_says_it_no_more(told, editor):
    differences.set_aside(Difference.objects.get(), "核對過，原數無誤。", by=editor, now=NOW)
    assert (ledger.kinds("difference/"), ledger.differing(), ledger.shown("difference/")) == (
        ["difference_publish", "difference_end"], [], [],
    )  # fmt: skip


def test_another_number_ends_it_on_a_day_by_nobody(told):
    Figure.objects.filter(text="500起").update(value=480)
    differences.find([told], now=NOW)
    assert ledger.kinds("difference/") == ["difference_publish", "difference_end"]
    assert ledger.differing("difference/") == []
    assert b'"at":"2022-03-01"' in bytes(ledger.entries("difference/")[-1].data)


def test_one_that_was_told_before_is_stated_once(told):
    ledger.forget()
    assert (ledger.state(NOW, "difference/"), ledger.state(NOW)) == (["standing_difference"], [])
