"""Two reviews where a campaign or a field asks for them: three people, one after the other."""

import pytest
from django.db import IntegrityError, transaction

from feedback.models import Campaign, Reply
from feedback.rules.reach import PUBLIC_VERBS, RECEIPT_VERBS
from feedback.rules.reasons import Adoption
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh, refusal

pytestmark = pytest.mark.django_db

OWN_WORDS = "答覆須由另一位同事審核，起草或改過這份答覆的人不能審核。"
FIRST = "這件建議的答覆要審核兩次，請先由一位審核人初審。"


@pytest.fixture
def third(office):
    return factories.make_user(username="third", roles=[Role.REVIEWER], units=[office.unit])


@pytest.fixture
def drafted(office):
    """A draft of a field that asks for two reviews."""
    category = factories.make_category(needs_two_reviews=True)
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, category=category)
    factories.draft(suggestion)
    return suggestion


def test_one_reviews_and_another_approves(drafted, office, third):
    drafted.review_reply(by=office.reviewer, now=NOW)
    waits = fresh(drafted)
    waits.approve_reply(by=third, now=NOW)
    reply = drafted.replies.get()
    assert (waits.stage, reply.reviewed_by, reply.reviewed_at, reply.approved_by) == (
        Stage.REPLIED, office.reviewer, NOW, third,
    )  # fmt: skip


def test_without_the_first_review_nobody_approves(drafted, office):
    assert refusal(drafted.approve_reply, by=office.reviewer, now=NOW) == FIRST
    assert fresh(drafted).stage == Stage.IN_PROGRESS


def test_the_first_reviewer_does_not_approve_nor_review_again(drafted, office, third):
    drafted.review_reply(by=office.reviewer, now=NOW)
    why = "初審和終審由兩個人分別做，初審的人不能再終審。"
    assert refusal(drafted.approve_reply, by=office.reviewer, now=NOW) == why
    drafted = fresh(drafted)
    assert refusal(drafted.review_reply, by=third, now=NOW) == "這份答覆已經初審，請由另一位審核人終審。"


def test_who_wrote_a_part_takes_neither_step(drafted, office, third):
    drafted.draft_reply("改了一句。", Adoption.ADOPTED, by=office.reviewer, now=NOW)
    factories.draft(drafted)
    assert refusal(drafted.review_reply, by=office.reviewer, now=NOW) == OWN_WORDS
    drafted = fresh(drafted)
    drafted.review_reply(by=third, now=NOW)
    assert refusal(drafted.approve_reply, by=office.reviewer, now=NOW) == OWN_WORDS


@pytest.mark.parametrize("how", ["returned", "written anew"])
def test_what_changes_begins_anew(drafted, office, third, how):
    drafted.review_reply(by=office.reviewer, now=NOW)
    if how == "returned":
        drafted.return_reply("寫清楚。", by=third, now=NOW)
    factories.draft(drafted)
    reply = drafted.replies.get()
    assert (reply.reviewed_by, reply.reviewed_at) == (None, None)
    assert refusal(drafted.approve_reply, by=third, now=NOW) == FIRST


def test_a_correction_is_reviewed_twice_too(office, third):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    Campaign.objects.update(needs_two_reviews=True)
    suggestion = fresh(suggestion)
    factories.correct(suggestion)
    assert refusal(suggestion.approve_correction, by=third, now=NOW) == FIRST
    suggestion = fresh(suggestion)
    suggestion.review_reply(by=office.reviewer, now=NOW)
    suggestion.approve_correction(by=third, now=NOW)
    reply = suggestion.replies.approved().last()
    assert (reply.corrects is not None, reply.reviewed_by, reply.approved_by) == (True, office.reviewer, third)


def test_a_reviewed_correction_that_becomes_a_draft_is_reviewed_anew(office, third):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    Campaign.objects.update(needs_two_reviews=True)
    suggestion = fresh(suggestion)
    factories.correct(suggestion)
    suggestion.review_reply(by=office.reviewer, now=NOW)
    factories.rate(fresh(suggestion), "five_dissatisfied", now=NOW)
    assert suggestion.replies.unapproved().get().reviewed_by is None


def test_where_one_review_is_enough_there_is_no_first_one(office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(suggestion)
    why = "這件建議只需要審核一次，請直接審核。"
    assert refusal(suggestion.review_reply, by=office.reviewer, now=NOW) == why


def test_the_first_review_is_internal():
    assert Verb.REVIEW_REPLY not in PUBLIC_VERBS | RECEIPT_VERBS


def test_the_database_refuses_what_cannot_be(drafted, office, third):
    drafted.review_reply(by=office.reviewer, now=NOW)
    for name, fields in [
        ("reply_reviewed_by_a_second_person", {"reviewed_by": office.handler}),
        ("reply_approved_by_a_third_person", {"approved_by": office.reviewer, "approved_at": NOW}),
        ("reply_review_has_person_and_moment", {"reviewed_at": None}),
    ]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Reply.objects.filter(suggestion=drafted).update(**fields)


def test_a_campaign_or_a_field_asks_for_it(office):
    plain = factories.make_suggestion()
    of_field = factories.make_suggestion(category=factories.make_category(needs_two_reviews=True))
    campaign = factories.make_campaign(needs_two_reviews=True)
    of_campaign = factories.make_suggestion(campaign=campaign)
    assert [one.needs_two_reviews for one in (plain, of_field, of_campaign)] == [False, True, True]
