"""What the ledger says of awards; whoever agreed to have a name shown is in none of it."""

import pytest

from feedback.awards import verbs
from feedback.awards.models import Award
from feedback.awards.rules import Consent
from portal.ledger.registries import name_of
from tests import factories, ledger
from tests.factories import NOW
from tests.feedback.ledgers import mismatched

pytestmark = pytest.mark.django_db


@pytest.fixture
def awarded(suggest, award, supervisor):
    nomination = award(suggest())
    shown = {"is_by_guardian": False, "by": supervisor, "now": NOW}
    verbs.show_name(nomination, "王小梅", Consent.WRITTEN, **shown)
    return nomination


def test_decided_and_withdrawn(awarded, supervisor):
    verbs.withdraw(awarded, "重複評選。", by=supervisor, now=NOW)
    at = "2020-12-01T02:00:00Z"
    assert ledger.opened("award/") == [
        {"campaign": "sanmin-2020", "suggestion": "2020-0001", "class": "first", "at": at},
        {"reason": "重複評選。", "at": at},
    ]
    assert ledger.kinds("award/") == ledger.shown("award/") == ["award_decide", "award_withdraw"]
    assert ledger.differing("award/") == []


def test_another_class_behind_it_is_seen(awarded):
    Award.objects.update(grade="third")
    assert ledger.differing("award/") == ["award_decide"]


def test_the_reason_of_a_withdrawal_goes_with_the_words_of_the_suggestion(awarded, supervisor):
    verbs.withdraw(awarded, "冒用了鄰居的名字。", by=supervisor, now=NOW)
    factories.erase(awarded.suggestion)
    assert (mismatched(), ledger.shown("award/")) == ([], ["award_decide"])


def test_what_was_there_before_is_stated_once(awarded, supervisor):
    verbs.withdraw(awarded, "重複評選。", by=supervisor, now=NOW)
    ledger.forget()
    ledger.state(NOW)
    assert (ledger.kinds("award/"), ledger.differing("award/")) == (["standing_award", "standing_award_end"], [])
    assert ledger.state(NOW) == []


def test_where_its_entries_are_listed_it_is_called_by_its_number_and_by_no_name(awarded):
    award = Award.objects.get()
    assert award.shown_name == "王小梅"
    assert name_of(f"award/{award.pk}") == ("優秀建議", "2020-0001", "/campaigns/sanmin-2020/awards/")
