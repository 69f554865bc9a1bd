"""The filters of the board: each leaves what it says, what is wrong is told, what is chosen can be taken away."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feedback.board.forms import RATINGS
from feedback.models import Suggestion
from feedback.office.calendar import working_days
from feedback.office.levels import level_names
from feedback.records import counters
from feedback.rules.periods import Promptness
from feedback.rules.reasons import Adoption, Declining
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at, bring, make_campaign, make_category, make_district, make_suggestion, release, reply

BOARD = "/suggestions/"

pytestmark = pytest.mark.django_db


def listed(client, **asked):
    return [line.number for line in client.get(BOARD, asked).context["slice"].lines]


def publish(suggestion):
    suggestion.refresh_from_db()
    release(suggestion)
    return suggestion


def answered(outcome=Adoption.ADOPTED, *, is_public=True, score=None, **fields):
    suggestion = make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True, **fields)
    suggestion.refresh_from_db()
    reply(suggestion, outcome=outcome, reason="道路太窄。" if outcome == Adoption.NOT_ADOPTED else "")
    if is_public:
        publish(suggestion)
    if score:
        suggestion.refresh_from_db()
        factories.rate(suggestion, score, now=NOW)
    return suggestion


def statistics(**within):
    return counters.statistics(timezone.now(), timezone.localdate(), **within)


@pytest.fixture
def of_every_outcome():
    """Of each outcome a public one and a stub; and one that is in work again."""
    for outcome in Adoption:
        answered(outcome)
        answered(outcome, is_public=False)
    answered(score="five_dissatisfied")


def test_outcomes_are_of_the_reply_that_stands_and_of_what_is_public(client, of_every_outcome):
    counted = statistics().outcomes
    for outcome in Adoption:
        page = client.get(BOARD, {"outcome": outcome})
        lines, numbers = page.context["slice"].lines, page.context["numbers"]
        assert [(line.is_public, line.outcome) for line in lines] == [(True, outcome)]
        assert (numbers.listed, numbers.stubs, numbers.all) == (1, 1, counted[outcome])
        assert "共 2 件：這裡列出 1 件；另有 1 件內容不公開，不在這裡列出。" in " ".join(page.text.split())


LEVELS = ("five_very_satisfied", "five_satisfied", "five_mostly_satisfied", "five_dissatisfied")


@pytest.fixture
def of_every_rating():
    """Of some levels, and of none, a public one and a stub; one that was rated and is in work again; a merged one."""
    for level in (*LEVELS, None):
        for is_public in (True, False):
            answered(score=level, is_public=is_public)
    make_suggestion()
    merged = make_suggestion()
    bring(merged, to=Stage.MERGED, main=Suggestion.objects.filter(stage=Stage.REPLIED).first())


def test_ratings_are_those_of_the_statistics_and_of_what_is_public(client, of_every_rating):
    ratings = statistics().ratings
    asked = [*(level.code for level in level_names()), *RATINGS]
    found = {what: client.get(BOARD, {"rating": what}).context for what in asked}
    assert {what: page["numbers"].all for what, page in found.items()} == {
        what: ratings.number("rating", what) for what in asked
    }
    assert [line for page in found.values() for line in page["slice"].lines if not line.is_public] == []
    assert {what: page["count"] for what, page in found.items() if page["count"]} == {
        **dict.fromkeys(LEVELS, 1), "content": 3, "low": 1, "rated": 4, "none": 1,
    }  # fmt: skip


@pytest.fixture
def of_every_promptness(time_machine):
    """First replies in time and late, public or not; what waits past its day, or not yet; what is not timed."""
    for replied_on in ("2020-12-22", "2020-12-23"):  # the last day, and the first after it
        for is_public in (True, False):
            suggestion = make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
            suggestion.refresh_from_db()
            suggestion.recount_days(working_days(), now=NOW)
            reply(suggestion, now=at(f"{replied_on} 23:59"))
            if is_public:
                publish(suggestion)
    for received_at in (NOW, at("2020-12-20 10:00")):
        suggestion = make_suggestion(received_at=received_at, stage=Stage.ACCEPTED)
        suggestion.refresh_from_db()
        suggestion.recount_days(working_days(), now=NOW)
    make_suggestion()  # no day is known
    for stage in (Stage.DECLINED, Stage.WITHDRAWN, Stage.MERGED):
        make_suggestion(stage=stage)
    time_machine.move_to(at("2020-12-24 10:00"), tick=False)


def test_promptness_is_that_of_the_statistics_stubs_and_all(client, of_every_promptness):
    counted = statistics().total.promptness
    found = {mark: client.get(BOARD, {"promptness": mark}).context for mark in Promptness}
    assert {mark: page["count"] for mark, page in found.items()} == {mark: counted[mark] for mark in Promptness}
    assert {mark: len(page["slice"].lines) for mark, page in found.items()} == counted
    late = found[Promptness.LATE]["slice"].lines
    assert [line.is_public for line in late] == [False, True]


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({"received_from": "2020-12-02"}, [3, 2]),
        ({"received_to": "2020-12-02"}, [2, 1]),
        ({"received_from": "2020-12-02", "received_to": "2020-12-02"}, [2]),
        ({"received_from": "2020-12-04"}, []),
    ],
)
def test_days_of_receipt_are_whole_days_of_the_office(client, asked, days):
    for day in (1, 2, 3):
        make_suggestion(now=at(f"2020-12-0{day} {'00:00' if day == 2 else '23:59'}"))
    page = client.get(BOARD, asked)
    assert [line.received_on.day for line in page.context["slice"].lines] == days
    assert page.context["count"] == len(days)


@pytest.mark.parametrize(
    "day", ["2020-02-30", "gestern", "12/01/2020", "0001-01-01", "9999-12-31", "2020-12-01T00:00", "٢٠٢٠"]
)
@pytest.mark.parametrize("name", ["received_from", "received_to"])
def test_a_day_that_is_none_is_told_and_left_out(client, name, day):
    suggestion = make_suggestion()
    page = client.get(BOARD, {name: day})
    assert [line.number for line in page.context["slice"].lines] == [suggestion.number]
    assert "收到日期要從 2000 年起，寫成「2026-11-27」這樣；寫得不對的已經略過。" in page.text
    assert f'value="{day}"' not in page.text


def test_days_the_wrong_way_round_are_told_and_left_out(client):
    make_suggestion()
    page = client.get(BOARD, {"received_from": "2020-12-02", "received_to": "2020-11-30"})
    assert (page.context["count"], page.context["form"].chips()) == (1, [])
    assert "收到日期的起止顛倒了，沒有按日期篩選。" in page.text


def test_codes_that_do_not_exist_are_told_and_left_out(client):
    make_suggestion()
    names = (
        "promptness",
        "outcome",
        "rating",
        "solved",
        "low",
        "sort",
        "size",
        "stubs",
        "district",
        "late",
        "category",
    )
    page = client.get(BOARD, dict.fromkeys(names, "nonsense"))
    assert len(page.context["slice"].lines) == 1
    said = re.search("這些篩選條件不存在，已經略過：(.*?)。", page.text)[1]
    assert sorted(said.split("、")) == sorted(
        [
            "首次答覆",
            "採納情況",
            "市民評議",
            "解決了嗎",
            "不滿意的結果",
            "排序",
            "每頁件數",
            "內容不公開的",
            "區市",
            "是否逾期",
            "領域",
        ]
    )


@pytest.mark.parametrize(
    "asked",
    [{"outcome": "adopted"}, {"rating": "five_satisfied"}, {"rating": "none"}, {"rating": "rated"}, {"district": 1}],
)
@pytest.mark.parametrize(
    "more", [{}, {"stubs": "1"}, {"tally": "received"}, {"q": "2020-0001"}, {"sort": "support"}, {"before": "end"}]
)
def test_no_stub_is_found_by_what_is_not_public_of_it(client, asked, more):
    district = make_district()
    for score in ("five_satisfied", None):
        answered(is_public=False, score=score, district=district)
    if "district" in asked:
        asked = {"district": district.pk}
    page = client.get(BOARD, asked | more)
    assert (page.context["slice"].lines, page.context["count"]) == ([], 0)
    assert "2020-0001</a>" not in page.text
    assert "不公開的，" in page.text


@pytest.mark.parametrize(
    "more", [{"received_to": "2020-12-01"}, {"tally": "closed"}, {"late": "unanswered"}, {"promptness": "on_time"}]
)
def test_stubs_are_not_counted_where_their_number_would_tell_of_one(client, more):
    """One of a day, one of a field: its number would say what is not public of it."""
    answered(is_public=False, score="five_satisfied", category=make_category())
    for asked in ({"outcome": "adopted"}, {"rating": "five_satisfied"}):
        page = client.get(BOARD, asked | more)
        assert (page.context["numbers"].stubs, "不在這裡列出" in page.text) == (0, False)
        offered = {facet.name: facet.choices for facet in page.context["facets"]}
        assert {choice.number for choices in offered.values() for choice in choices} == {None}


def test_of_a_campaign_stubs_are_told_as_the_statistics_of_it_tell_them(client):
    campaign = make_campaign()
    answered(is_public=False, campaign=campaign)
    answered(campaign=campaign)
    answered(is_public=False)
    numbers = client.get(BOARD, {"outcome": "adopted", "campaign": campaign.slug}).context["numbers"]
    assert (numbers.listed, numbers.stubs) == (1, 1)
    assert statistics(campaign=campaign).outcomes == {"adopted": 2}


def test_a_list_says_what_the_answer_was_of_what_is_public_alone(client):
    answered(Adoption.PARTLY_ADOPTED)
    answered(Adoption.EXPLAINED, is_public=False)
    page = client.get(BOARD, {"stubs": "1"})
    assert re.findall("2020年12月1日答覆：?([^<]*)</span>", page.text) == ["", "部分採納"]


def test_chips_take_away_one_filter_each_and_keep_the_rest(client):
    category = make_category()
    make_suggestion(category=category, now=at("2020-12-01 10:00"))
    asked = {
        "category": category.pk, "tally": "open", "received_from": "2020-12-01", "sort": "due", "size": "50",
        "after": "2020-0001", "stubs": "1",
    }  # fmt: skip
    page = client.get(BOARD, asked)
    chips = page.context["form"].chips()
    assert [(chip.label, chip.value) for chip in chips] == [
        ("領域", "道路交通管理"), ("統計範圍", "在辦"), ("收到日期從", "2020年12月1日"),
    ]  # fmt: skip
    assert [chip.address for chip in chips] == [
        f"{BOARD}?tally=open&received_from=2020-12-01&stubs=1&sort=due&size=50",
        f"{BOARD}?category={category.pk}&received_from=2020-12-01&stubs=1&sort=due&size=50",
        f"{BOARD}?category={category.pk}&tally=open&stubs=1&sort=due&size=50",
    ]
    assert (
        re.findall(r'<a class="chip[^"]*" href="([^"]+)"', page.text)[-1] == f"{BOARD}?stubs=1&amp;sort=due&amp;size=50"
    )
    assert "篩選（已選 3 項）" in page.text


def test_without_filters_there_are_no_chips(client):
    page = client.get(BOARD, {"unit": "", "sort": "support"}).text
    assert ('class="chip' in page, "<summary>篩選</summary>" in page) == (False, True)


def test_the_last_filter_taken_away_leads_to_the_board_as_it_opens(client):
    make_suggestion()
    [chip] = client.get(BOARD, {"tally": "open"}).context["form"].chips()
    assert chip.address == BOARD


def test_a_form_sent_again_keeps_all_that_was_chosen(client):
    """Every choice stands in the form, and what it does not show goes along unseen."""
    category = make_category()
    make_suggestion(category=category)
    asked = {
        "category": str(category.pk), "tally": "open", "late": "unanswered", "promptness": "late", "outcome": "adopted",
        "rating": "content", "solved": "solved", "low": "open",
        "received_from": "2020-12-01", "received_to": "2020-12-02", "sort": "due", "size": "50",
    }  # fmt: skip
    page = client.get(BOARD, asked).text
    boxes = re.findall(r'<select name="(\w+)"[^>]* form="board">(.*?)</select>', page, re.DOTALL)
    sent = {name: found[1] for name, box in boxes if (found := re.search('<option value="([^"]+)" selected', box))}
    sent |= dict(re.findall(r'<input type="(?:hidden|date)" name="(\w+)" value="([^"]*)"', page))
    assert {name: unescape(value) for name, value in sent.items() if name != "stubs"} == asked


def test_sizes(client):
    for _ in range(21):
        make_suggestion()
    pages = {size: client.get(BOARD, {"size": size, "stubs": "1"}) for size in ("20", "50", "1000")}
    assert {size: len(page.context["slice"].lines) for size, page in pages.items()} == {"20": 20, "50": 21, "1000": 20}
    assert 'href="?size=20&amp;stubs=1&amp;after=2020-0002"' in pages["20"].text
    assert re.findall(r'<a href="([^"]+)"[^>]*>50</a>', pages["20"].text) == [f"{BOARD}?stubs=1&amp;size=50"]


def test_as_many_queries_for_one_as_for_three(client):
    asked = (
        {"outcome": "adopted"}, {"rating": "none"}, {"promptness": "not_yet"}, {"received_from": "2020-12-01"},
        {"outcome": "adopted", "rating": "none", "received_to": "2020-12-31"},
    )  # fmt: skip
    counts = []
    for number in (1, 2):
        for _ in range(number):
            answered()
        for each in asked:
            client.get(BOARD, each)
            with CaptureQueriesContext(connection) as queries:
                client.get(BOARD, each)
            counts.append(len(queries))
    assert counts[: len(asked)] == counts[len(asked) :]


def test_the_declined_of_one_reason_are_listed_stubs_too(client):
    """Why one was declined is public whether its text is or not."""
    ours, others, abusive = (make_suggestion(has_consent=True) for _one in range(3))
    factories.decline(ours, reason=Declining.NOT_OURS)
    factories.decline(others, reason=Declining.NOT_OURS)
    factories.decline(abusive, reason=Declining.ABUSIVE)
    publish(others)
    assert listed(client, declined="not_ours") == [others.number, ours.number]
