"""Outcomes and reasons on their way to rows and back: what was stored keeps its codes."""

import pytest
from django.db.migrations.exceptions import IrreversibleError

from feedback.models import Outcome, Reply
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Stage
from tests import factories
from tests.databases import migrate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("feedback", "0036_ratings_counted")]


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def answers(model):
    return list(model.objects.order_by("pk").values_list("outcome", "outcome_reason"))


def test_what_was_answered_stays_forth_and_back():
    for outcome, reason in ((Adoption.ADOPTED, ""), (Adoption.NOT_ADOPTED, "路窄。")):
        factories.reply(factories.make_suggestion(stage=Stage.IN_PROGRESS), outcome=outcome, reason=reason)
    stored = [("adopted", ""), ("not_adopted", "路窄。")]
    earlier = answers(migrate(BEFORE).get_model("feedback", "Reply"))
    migrate()
    assert (earlier, answers(Reply), Outcome.objects.count()) == (stored, stored, 5)


def test_nobody_goes_back_to_a_release_that_does_not_know_an_outcome_in_use():
    Outcome.objects.create(code="done", name="已經辦到", meaning=Adoption.ADOPTED)
    factories.reply(factories.make_suggestion(stage=Stage.IN_PROGRESS), outcome="done")
    with pytest.raises(IrreversibleError, match="in use"):
        migrate(BEFORE)
    assert answers(Reply) == [("done", "")]
