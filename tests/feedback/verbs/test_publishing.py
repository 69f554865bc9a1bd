"""A verb publishes once, with all that follows from it, and as the last thing in its transaction."""

import pytest

from feedback.models import Suggestion
from feedback.rules.workflow import Refused, Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh
from tests.portal.serving.publishing import Watched

pytestmark = pytest.mark.django_db

ONCE_AT_THE_END = (1, [-1])
NEVER = (0, [])


def published_by(verb, *args, **kwargs):
    with Watched() as watched:
        verb(*args, **kwargs)
    return watched.published


@pytest.mark.parametrize(
    ("score", "stage"), [("five_satisfied", Stage.CLOSED), ("five_dissatisfied", Stage.IN_PROGRESS)]
)
def test_a_rating_and_what_follows_from_it(score, stage):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    published = published_by(factories.rate, suggestion, score, now=NOW)
    assert (published, fresh(suggestion).stage) == (ONCE_AT_THE_END, stage)


def test_a_withdrawal_and_its_heirs():
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.release(main)
    for _ in range(2):
        factories.make_suggestion(stage=Stage.MERGED, main=main)
    main.supervise(now=NOW)
    published = published_by(main.withdraw, now=NOW)
    heir, other = Suggestion.objects.exclude(pk=main.pk).order_by("pk")
    assert (published, heir.is_supervised, other.main) == (ONCE_AT_THE_END, True, heir)


def test_the_third_return_and_the_supervision_after_it(office):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    Suggestion.objects.filter(pk=suggestion.pk).update(bounce_count=2)
    published = published_by(fresh(suggestion).send_back, "不歸我們。", by=office.handler, now=NOW)
    assert (published, fresh(suggestion).is_supervised) == (ONCE_AT_THE_END, True)


def test_a_unit_and_all_that_it_gives_back(office):
    for _ in range(2):
        factories.make_suggestion(stage=Stage.ASSIGNED)
    assert published_by(office.unit.dissolve, by=office.supervisor, now=NOW) == ONCE_AT_THE_END


def test_what_is_refused_publishes_nothing(office):
    suggestion = factories.make_suggestion(stage=Stage.CLOSED)

    def refused():
        with pytest.raises(Refused):
            suggestion.accept(by=office.triage_officer, now=NOW)

    assert published_by(refused) == NEVER


def test_what_the_public_does_not_read_publishes_nothing(office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    assert published_by(suggestion.chase, "請儘快。", by=office.supervisor, now=NOW) == NEVER
