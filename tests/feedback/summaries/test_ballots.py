"""Of a ballot the summary says how many may vote and how many did, once its questions are published."""

import pytest

from feedback.ballots import closing
from feedback.ballots import verbs as ballots
from feedback.rules.roles import Role
from feedback.summaries.ballots import of_ballot
from feedback.summaries.verbs import freeze
from tests import factories
from tests.feedback.ballots.conftest import AFTER, VOTING, make_round

pytestmark = pytest.mark.django_db


def test_of_an_open_ballot_the_turnout_alone():
    round_ = make_round(representatives=4)
    round_.cast(1, 1, 1, 1)
    assert of_ballot(round_.ballot.campaign, VOTING) == ({"seats": 4, "voted": 1, "turnout": "25%"}, {})


def test_of_a_draft_nothing():
    campaign = factories.make_campaign()
    ballots.draft(campaign)
    assert of_ballot(campaign, VOTING) == ({}, {})


def test_where_too_few_voted_for_a_score_nothing_is_said_of_scores():
    round_ = make_round(representatives=4)
    for number in range(1, 5):
        round_.cast(number, 1, 1, 1)
    one, two = (factories.make_user(username=name, roles=[Role.SUPERVISOR]) for name in ("one", "two"))
    ballot = closing.close(round_.fresh(), round_.parts[:2], by=one, confirmed_by=two, now=AFTER)
    factories.make_suggestion(campaign=ballot.campaign)
    text = ["".join(piece.text for piece in sentence) for sentence in freeze(ballot.campaign, AFTER).said("zh")]
    assert text[-1] == "市民代表 4 人，投票 4 人，投票率 100%。"


def test_once_it_is_counted_the_scores_of_the_page_of_results():
    """Five voted the best on the report and the bureau, and the second best on the unit."""
    round_ = make_round(representatives=5)
    for number in range(1, 6):
        round_.cast(number, 1, 1, 2)
    one, two = (factories.make_user(username=name, roles=[Role.SUPERVISOR]) for name in ("one", "two"))
    ballot = closing.close(round_.fresh(), round_.parts[:2], by=one, confirmed_by=two, now=AFTER)
    numbers, names = of_ballot(ballot.campaign, AFTER)

    assert {names[key][0]: number for key, number in numbers.items() if key in names} == {
        "工作報告": "100.00", "全局工作": "100.00", "示例單位0": "75.00",
    }  # fmt: skip
    factories.make_suggestion(campaign=ballot.campaign)
    summary = freeze(ballot.campaign, AFTER)
    text = ["".join(piece.text for piece in sentence) for sentence in summary.said("zh")]
    assert text[-2:] == [
        "市民代表 5 人，投票 5 人，投票率 100%。",
        "綜合評議得分：工作報告 100.00 分，全局工作 100.00 分，示例單位0 75.00 分。",
    ]
