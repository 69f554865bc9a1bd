"""Numbers that the ledger knows of are never given again, though the database lost the rows."""

import pytest

from feedback.models import NumberSeries
from feedback.records.public_numbers import leave_out
from portal.ledger.registries import RECOVERED
from tests import factories

pytestmark = pytest.mark.django_db


def lasts():
    return dict(NumberSeries.objects.values_list("year", "last"))


def test_the_next_number_comes_after_all_that_were_taken_back():
    NumberSeries.objects.create(year=2026, last=170)
    leave_out(["2026-0171", "2026-0173", "2026-0172", "2025-12345", "report/2026", "day/2026-11-27"])
    assert (lasts(), list(NumberSeries.take(2026, 1))) == ({2025: 12345, 2026: 173}, [174])


def test_a_series_that_is_further_stays():
    NumberSeries.objects.create(year=2026, last=170)
    leave_out(["2026-0003"])
    assert (lasts(), leave_out in RECOVERED) == ({2026: 170}, True)


def test_what_is_filed_after_a_number_was_taken_back_gets_the_next():
    first = factories.make_suggestion()
    leave_out([f"{first.year}-{first.sequence + 5:04}"])
    assert factories.make_suggestion().sequence == first.sequence + 6
