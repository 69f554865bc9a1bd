"""The picture of a wall: of a few as they are, of many once a minute."""

import pytest

from feedback.models import Campaign
from feedback.parts.drawn import pictures
from feedback.rules.workflow import Stage
from tests.factories import at, make_suggestion

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(db):
    return Campaign.objects.get(slug="open")


def test_a_picture_of_a_few_is_the_wall_in_its_order(campaign):
    make_suggestion(received_at=at("2020-11-02 10:00"))
    make_suggestion(received_at=at("2020-11-01 10:00"), stage=Stage.CLOSED)
    assert pictures.picture_of(campaign, 2).cells == (Stage.CLOSED, "open")
    make_suggestion(stage=Stage.WITHDRAWN)
    assert pictures.picture_of(campaign, 3).cells == (Stage.CLOSED, "open", Stage.WITHDRAWN)


def test_a_picture_of_many_is_drawn_once_a_minute(campaign, django_assert_num_queries):
    make_suggestion()
    with django_assert_num_queries(1):
        first, second = (pictures.picture_of(campaign, 17_000) for _ in range(2))
    assert first == second
