"""The items of a campaign as a table to download: all that can be counted, nothing that is not public."""

import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.office.calendar import working_days
from feedback.rules.reasons import Adoption, Declining
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import (
    NOW,
    at,
    bring,
    decline,
    make_campaign,
    make_category,
    make_district,
    make_suggestion,
    office,
    release,
    reply,
    tally,
)

CSV = "/campaigns/sanmin-2020/wall.csv"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def campaign(db):
    return make_campaign()


def lines(response):
    text = response.getvalue().decode()
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))


def released(*, title="香港中路路口加待轉提示", **fields):
    """A suggestion whose text everybody may read."""
    suggestion = make_suggestion(has_consent=True, **fields)
    suggestion.refresh_from_db()
    release(suggestion, title=title)
    return suggestion


def test_table_has_every_item_with_its_facts(client, campaign):
    suggestion = released(
        campaign=campaign, category=make_category(), district=make_district(), received_at=at("2020-11-02 09:00")
    )
    suggestion.recount_days(working_days(), now=NOW)
    bring(suggestion, to=Stage.CLOSED)

    assert lines(client.get(CSV)) == [
        {
            "第幾件": "1",
            "編號": "2020-0001",
            "收到日期": "2020-11-02",
            "領域": "道路交通管理",
            "承辦單位": "交通警察支隊",
            "區市": "市南區",
            "階段": "辦結",
            "狀態": "已辦結",
            "受理日期": "2020-12-01",
            "首次辦理的答覆期限": "2020-11-23",
            "首次答覆日期": "2020-12-01",
            "第幾次辦理": "1",
            "這次的答覆期限": "2020-11-23",
            "辦結日期": "2020-12-01",
            "怎樣辦結": "市民已評議",
            "採納情況": "採納",
            "首次評議": "滿意",
            "市民評議": "滿意",
            "解決了嗎": "解決",
            "不滿意的結果": "",
            "憑工作人員開具的回執評議": "否",
            "是否按期": "逾期答覆",
            "現在是否逾期": "",
            "已逾期（工作日）": "",
            "是否有效": "是",
            "是否已辦結": "是",
            "不予受理的原因": "",
            "併入": "",
            "公開標題": "香港中路路口加待轉提示",
        }
    ]


def test_stub_gives_nothing_that_is_not_public(client, campaign):
    make_suggestion(
        campaign=campaign, stage=Stage.CLOSED, category=make_category(), district=make_district(),
        title="原始標題不公開", name="王曉梅", contact="13864210975",
    )  # fmt: skip

    (line,) = lines(client.get(CSV))

    hidden = ["區市", "採納情況", "市民評議", "公開標題"]
    assert {name: line[name] for name in hidden} == dict.fromkeys(hidden, "")
    assert (line["領域"], line["階段"]) == ("道路交通管理", "辦結")


def test_sums_of_the_table_are_the_claim(client, campaign):
    closed = make_suggestion(campaign=campaign, stage=Stage.CLOSED)
    bring(make_suggestion(campaign=campaign), to=Stage.MERGED, main=closed)
    for stage in (Stage.DECLINED, Stage.WITHDRAWN, Stage.RECEIVED):
        make_suggestion(campaign=campaign, stage=stage)

    table = lines(client.get(CSV))
    claim = tally(campaign=campaign.pk)

    assert (
        len(table),
        sum(line["是否有效"] == "是" for line in table),
        sum(line["是否已辦結"] == "是" for line in table),
    ) == (claim.received, claim.valid, claim.handled)
    assert [line["併入"] for line in table if line["併入"]] == ["2020-0001"]


def test_refusal_that_is_only_proposed_is_not_in_the_table(client, campaign):
    decline(make_suggestion(campaign=campaign))
    proposed = make_suggestion(campaign=campaign)
    proposed.propose_decline(Declining.ABUSIVE, "含有辱罵。", by=office().triage_officer, now=NOW)

    assert [line["不予受理的原因"] for line in lines(client.get(CSV))] == ["不屬於公安機關職責", ""]


def test_newest_answer_counts(client, campaign):
    suggestion = released(campaign=campaign, stage=Stage.REPLIED)
    factories.rate(suggestion, "five_dissatisfied", now=NOW)
    suggestion.refresh_from_db()
    during = lines(client.get(CSV))
    reply(suggestion, outcome=Adoption.EXPLAINED, now=at("2020-12-02 10:00"))

    assert [line["採納情況"] for line in during + lines(client.get(CSV))] == ["", "解釋說明"]


def test_table_takes_the_choice_of_the_wall_and_keeps_the_places(client, campaign):
    make_suggestion(campaign=campaign, received_at=at("2020-10-31 09:00"))
    make_suggestion(campaign=campaign, received_at=at("2020-11-30 09:00"))
    make_suggestion(campaign=campaign, stage=Stage.CLOSED)

    def chosen(**query):
        return [line["第幾件"] for line in lines(client.get(CSV, query))]

    assert (chosen(), chosen(stage="closed"), chosen(month="2020-11"), chosen(month="2020-11", stage="closed")) == (
        ["1", "2", "3"], ["3"], ["2"], [],
    )  # fmt: skip


def test_table_is_named_for_campaign_choice_and_day(client, campaign):
    make_suggestion(campaign=campaign)

    response = client.get(CSV, {"month": "2020-12", "stage": "received", "late": "1"})

    assert (response["Content-Type"], response["Content-Disposition"], response.streaming) == (
        "text/csv; charset=utf-8",
        'attachment; filename="sanmin-2020-2020-12-received-late-20201201.csv"',
        True,
    )


def test_no_cell_of_the_table_is_a_formula(client, campaign):
    released(campaign=campaign, title="=HYPERLINK(1)")

    assert [line["公開標題"] for line in lines(client.get(CSV))] == ["'=HYPERLINK(1)"]


def test_names_of_the_office_follow_the_language_and_the_citizens_words_do_not(client, campaign):
    released(campaign=campaign, category=make_category(name="戶政管理"), title="窗口週末應開門")

    cells = client.get(f"/zh-hans{CSV}").getvalue().decode().splitlines()[1].split(",")

    assert (cells[3], cells[-1]) == ("户政管理", "窗口週末應開門")


def test_one_and_three_ask_the_same(client, campaign, django_assert_num_queries):
    category, district = make_category(), make_district()

    def make():
        released(campaign=campaign, stage=Stage.REPLIED, category=category, district=district)
        make_suggestion(campaign=campaign, stage=Stage.MERGED)

    make()
    client.get(CSV).getvalue()
    with CaptureQueriesContext(connection) as one:
        client.get(CSV).getvalue()
    make()
    make()

    with django_assert_num_queries(len(one)):
        client.get(CSV).getvalue()
