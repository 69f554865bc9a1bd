"""Ratings of before there was one for each answer: restored from their events, forth and back."""

from importlib import import_module

import pytest

from feedback.management.commands.check_counts import differences
from feedback.models import Rating, Suggestion
from feedback.rules.ratings import RatingOutcome, Solved
from feedback.rules.workflow import Stage
from tests import factories
from tests.databases import migrate
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("feedback", "0031_campaign_drafts")]
OF_THREE = {
    "five_satisfied": "satisfied", "five_mostly_satisfied": "mostly_satisfied", "five_dissatisfied": "dissatisfied",
}  # fmt: skip
CONTENT, LOW, FAIR = "five_satisfied", "five_dissatisfied", "five_mostly_satisfied"
TOLD = ("suggestion", "ordinal", "reply", "round", "level", "comment", "rated_at", "is_on_staff_receipt", "outcome")


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def rated_twice(last, **fields):
    """Low on the first answer, `last` on the one after 重辦."""
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, **fields)
    factories.rate(suggestion, LOW, comment="還是堵。", now=at("2020-12-02 10:00"))
    factories.reply(fresh(suggestion), now=at("2020-12-04 10:00"))
    factories.rate(fresh(suggestion), last, comment="可以了。", now=at("2020-12-05 10:00"))
    return suggestion


def merged_ones_of_a_withdrawn_one():
    """Both rated the answer of a main one that was then withdrawn; the heir's answer was done over and rated again."""
    main = factories.make_suggestion(stage=Stage.REPLIED)
    heir, other = (factories.make_suggestion(stage=Stage.MERGED, main=main) for _ in range(2))
    factories.rate(other, CONTENT, now=at("2020-12-02 09:00"))
    fresh(main).withdraw(now=at("2020-12-02 10:00"))
    factories.rate(fresh(heir), LOW, now=at("2020-12-02 11:00"))
    factories.reply(fresh(heir), now=at("2020-12-04 10:00"))
    factories.rate(fresh(other), FAIR, now=at("2020-12-05 10:00"))


def write_as_before(apps):
    """The events as the release before wrote them: three levels, and the code under `score`."""
    events = apps.get_model("feedback", "Event").objects.filter(verb="rate")
    for event in events:
        is_staffed = event.details.get("is_on_staff_receipt", False)
        event.details = {"score": OF_THREE[event.details["level"]]}
        event.details |= {"is_on_staff_receipt": True} if is_staffed else {}
        event.save()


def test_every_earlier_rating_is_restored_with_the_answer_that_it_was_given_on():
    """And a migration that was interrupted is done again, to the same end."""
    content_at_last = rated_twice(CONTENT)
    rated_twice(LOW)  # 督辦, and still open
    closed = rated_twice(LOW)
    fresh(closed).close(now=at("2021-02-01 10:00"))
    in_work = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(in_work, LOW, now=at("2020-12-02 10:00"))
    factories.rate(factories.make_suggestion(stage=Stage.REPLIED, is_issued_by_staff=True), FAIR, now=NOW)
    merged_ones_of_a_withdrawn_one()
    told = list(Rating.objects.in_order().values_list(*TOLD))

    apps = migrate(BEFORE)
    write_as_before(apps)
    kept = apps.get_model("feedback", "Rating").objects.count()
    middle = migrate([("feedback", "0033_ratings_restored")])
    import_module("feedback.migrations.0033_ratings_restored").restore(middle, None)
    migrate()

    restored = list(Rating.objects.in_order().values_list(*TOLD))
    expected = [(*one[:4], OF_THREE[one[4]], *one[5:]) for one in told]
    assert (kept, restored) == (len({one[0] for one in told}), expected)
    assert {(one.solved, one.has_consent, one.public_comment) for one in Rating.objects.all()} == {
        (Solved.NOT_ASKED, False, "")
    }
    assert {one[-1] for one in restored} == {
        "", RatingOutcome.CONTENT_AFTER_REDO, RatingOutcome.LOW_AFTER_REDO,
    }  # fmt: skip
    first_and_last = Suggestion.objects.values_list("first_level", "level").get(pk=content_at_last.pk)
    assert (first_and_last, differences()) == (("dissatisfied", "satisfied"), {})
