"""The words that fields are proposed by, for an office that has some of these fields."""

import pytest

from feedback.models import Cue
from tests.databases import migrate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("feedback", "0027_units")]


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def test_only_fields_of_a_known_name_get_words_and_administrators_may_keep_them():
    fields = migrate(BEFORE).get_model("feedback", "Category").objects
    road, own = fields.create(name="道路交通管理"), fields.create(name="自己的領域")
    apps = migrate()
    of_fields = Cue.objects.exclude(category=None)
    assert (set(of_fields.values_list("category", flat=True)), Cue.objects.filter(category=own.pk).count()) == (
        {road.pk}, 0,
    )  # fmt: skip
    assert set(Cue.objects.filter(category=None).values_list("kind", flat=True)) == {
        "question", "suggestion", "opinion", "other",
    }  # fmt: skip
    assert apps
