"""Who wrote a draft that waits, for an office that knew it by its events."""

import pytest

from feedback.models import Reply
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Stage
from tests import factories
from tests.databases import migrate
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh, refusal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("feedback", "0036_ratings_counted")]


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def test_all_who_wrote_a_part_are_known_and_what_was_extended_stays_so():
    waiting, answered = (factories.make_suggestion(stage=Stage.IN_PROGRESS) for _ in range(2))
    office = factories.office()
    waiting.draft_reply("初稿。", Adoption.ADOPTED, by=office.reviewer, now=NOW)
    factories.draft(waiting)
    factories.extend(answered)
    factories.reply(answered)
    migrate(BEFORE)
    migrate()
    assert set(Reply.objects.get(suggestion=waiting).writers.all()) == {office.handler, office.reviewer}
    told = "答覆須由另一位同事審核，起草或改過這份答覆的人不能審核。"
    assert refusal(fresh(waiting).approve_reply, by=office.reviewer, now=NOW) == told
    assert fresh(answered).extended_by == 10
