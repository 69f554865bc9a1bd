"""The years of a round, and what its history says."""

from datetime import date

import pytest

from feedback.rounds.history import sentence
from feedback.rounds.models import CampaignEvent
from feedback.rounds.rules import CampaignVerb, next_year, years_later


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2020, 11, 23), 1, date(2021, 11, 23)),
        (date(2020, 2, 29), 1, date(2021, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (None, 1, None),
    ],
)
def test_the_same_day_some_years_later(day, years, later):
    assert years_later(day, years) == later


def test_the_next_round_is_of_the_next_year_or_of_this_one():
    assert [next_year(2020, date(2020, 12, 1)), next_year(2020, date(2024, 5, 1))] == [2021, 2024]


@pytest.mark.parametrize(
    ("verb", "details", "told"),
    [
        (CampaignVerb.PUBLISH, {}, "活動公布。"),
        (CampaignVerb.CLOSE, {"findings": []}, "活動結束。"),
        (CampaignVerb.CHANGE, {"fields": ["名稱", "簡介"]}, "修改了名稱、簡介。"),
        (
            CampaignVerb.EXTEND,
            {"phase": "collect", "from": "2020-12-01", "to": "2020-12-15"},
            "「聽市民意見」由2020年12月1日延長到2020年12月15日。",
        ),
        (
            CampaignVerb.EXTEND,
            {"phase": "rate", "from": None, "to": "2020-12-15"},
            "「請市民評議」定於2020年12月15日截止。",
        ),
        (CampaignVerb.DRAFT, {}, "起草。"),
        (CampaignVerb.PROPOSE_CLOSE, {}, "提請結束。"),
        (CampaignVerb.DROP_CLOSE, {}, "撤回結束的提請。"),
    ],
)
def test_each_event_is_a_sentence(verb, details, told):
    assert sentence(CampaignEvent(verb=verb, details=details)) == told
