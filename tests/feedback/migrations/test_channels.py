"""The channel of a suggestion on its way from a word to a row and back, with what an office had stored."""

import pytest
from django.db import connection
from django.db.migrations.exceptions import IrreversibleError

from feedback.models import Channel, Suggestion
from tests import factories
from tests.databases import migrate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("feedback", "0015_texts_indexed_once")]


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def channels(model):
    return list(model.objects.order_by("pk").values_list("channel", flat=True))


def test_what_was_stored_stays_forth_and_back():
    codes = ["letter", "meeting", "phone", "visit", "web"]
    for code in codes:
        Suggestion.objects.filter(pk=factories.make_suggestion().pk).update(channel=code)
    earlier = channels(migrate(BEFORE).get_model("feedback", "Suggestion"))
    migrate()
    connection.check_constraints()
    assert (earlier, channels(Suggestion)) == (codes, codes)


def test_a_code_that_nobody_named_gets_a_row_that_is_not_in_use():
    pk = factories.make_suggestion().pk
    migrate(BEFORE).get_model("feedback", "Suggestion").objects.filter(pk=pk).update(channel="fax")
    migrate()
    fax = Suggestion.objects.get(pk=pk).channel
    assert (fax.pk, fax.name, fax.is_active) == ("fax", "fax", False)


def test_nobody_goes_back_to_a_release_that_does_not_know_a_channel_in_use():
    Suggestion.objects.filter(pk=factories.make_suggestion().pk).update(channel="wechat")
    with pytest.raises(IrreversibleError, match="came by wechat"):
        migrate(BEFORE)
    assert (Channel.objects.filter(pk="wechat").exists(), channels(Suggestion)) == (True, ["wechat"])
