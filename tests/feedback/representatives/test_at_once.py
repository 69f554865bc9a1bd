"""Several at the same moment, each with a connection of its own."""

from datetime import date

import pytest

from feedback.models import Phase
from feedback.representatives import verbs
from feedback.representatives.models import Application, Representative
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.test_stale import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_with_one_contact_one_counts_and_nobody_gets_a_number_twice():
    campaign = factories.make_campaign()
    factories.make_phase(campaign=campaign, kind=Phase.Kind.APPLY, starts_on=date(2020, 11, 20))
    district, officer = factories.make_district(), factories.make_user(username="officer")

    def apply():
        factories.make_application(campaign=campaign, contact="13800000000", district=district)

    def enter(place):
        row = {"name": "示例市民", "contact": f"1390000000{place}", "district": None}
        return lambda: verbs.enter(campaign, [row], by=officer, now=NOW)

    assert at_once(*[apply] * 6, *map(enter, range(6))) == ["done"] * 12
    assert Application.objects.counts("state") == {("applied",): 1, ("ineligible",): 5}
    assert sorted(Representative.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
