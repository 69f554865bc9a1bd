"""數據: what everybody reads of the numbers, and the lists and downloads behind them."""

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.data.tables import BUILDERS
from feedback.models import CalendarDay, Category, District, Suggestion, Unit
from feedback.rules.deadlines import Calendar
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import (
    NOW,
    at,
    bring,
    make_campaign,
    make_category,
    make_district,
    make_suggestion,
    make_unit,
    reply,
)

DATA = "/data/"
LATER = at("2020-12-22 10:00")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(LATER, tick=False)


def answered(*, on="2020-12-04 10:00", score=None, **fields):
    """One that was received at NOW, due on 22 December, answered at `on` and then rated, if so."""
    suggestion = timed(**fields)
    bring(suggestion, to=Stage.IN_PROGRESS, now=NOW)
    suggestion.refresh_from_db()
    reply(suggestion, now=at(on))
    if score:
        suggestion.refresh_from_db()
        factories.rate(suggestion, score, now=at(on))
    return suggestion


def timed(**fields):
    suggestion = make_suggestion(**fields)
    suggestion.recount_days(Calendar(), now=NOW)
    suggestion.refresh_from_db()
    return suggestion


def rows(client, name, **filters):
    answer = client.get(f"{DATA}{name}.csv", filters)
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]


def charts(page):
    return {table.name: table for table in page.context["charts"]}


def numbers(client, url):
    return [suggestion.number for suggestion in client.get(url).context["slice"].lines]


def test_totals_are_those_of_the_claim_and_say_how_they_are_counted(client):
    answered(score="five_satisfied")
    answered(on="2020-12-23 10:00")
    make_suggestion(stage=Stage.DECLINED)
    main = make_suggestion(stage=Stage.CLOSED)
    bring(make_suggestion(), to=Stage.MERGED, main=main)

    assert [(label, number) for label, number, _how in rows(client, "summary")] == [
        ("收到", "5"), ("有效", "4"), ("已辦結", "3"), ("辦結率", "75%"), ("按期答覆率", "50%"),
        ("重辦按期率", ""), ("答覆用時中位數（工作日）", "3"), ("九成不超過（工作日）", "16"), ("滿意率", "100%"),
    ]  # fmt: skip
    assert rows(client, "summary")[4][2] == "已經答覆或者已過期限的 2 件，其中按期答覆 1 件。"
    # Three were answered by themselves, a fourth with its main one: the numbers beside each other say what they count.
    assert rows(client, "summary")[6][2] == (
        "已有首次答覆的 3 件（併案、撤回和不予受理的不計），按用時長短排列，正中間的天數。"
    )
    assert rows(client, "summary")[8][2] == (
        "得到過答覆的 4 件（併案隨主件得到答覆的也算）：已評議 2 件，沒有評議 2 件。"
        "最後評議基本滿意及以上 2 件；憑工作人員開具的回執評議的 0 件。"
    )


def test_every_table_has_its_download_of_the_same_rows(client):
    answered(score="five_dissatisfied", category=make_category(), district=make_district())
    page = client.get(DATA)
    tables = [page.context["summary"], *page.context["charts"]]

    assert [table.name for table in tables] == list(BUILDERS)
    assert {table.name: rows(client, table.name) for table in tables} == {
        table.name: [[str(cell) for cell in line] for line in table.lines()] for table in tables
    }


def linked(page):
    """{address of a list: the number that leads there}, of tables and bars; the sentences give the same ones."""
    tables = [page.context["summary"], *page.context["charts"]]
    rows = [row for table in tables for row in table.rows]
    cells = {cell.url: cell.text for row in rows for cell in row.cells if cell.url}
    bars = {row.url: int(row.told.split()[0]) for row in rows if row.url}
    sentences = {
        piece.url: int(piece.text)
        for paragraph in page.context["sentences"]
        for sentence in paragraph
        for piece in sentence
        if piece.url and piece.text.isdecimal()
    }
    assert {url: (bars | sentences)[url] for url in bars | sentences if url in cells} == {
        url: cells[url] for url in bars | sentences if url in cells
    }
    return cells | bars | sentences


@pytest.mark.parametrize("filters", [{"campaign": "sanmin-2020"}, {"year": "2020"}, {}])
def test_every_linked_number_opens_a_list_of_that_many(client, filters):
    campaign, category = make_campaign(), make_category()
    for stage in Stage:
        make_suggestion(stage=stage, campaign=campaign, category=category)
    make_suggestion(stage=Stage.CLOSED, category=category)  # to the open campaign
    answered(campaign=campaign)
    answered(on="2020-12-23 10:00", campaign=campaign)
    links = linked(client.get(DATA, filters))
    by = {name for url in links for name in parse_qs(urlsplit(url).query)}

    assert by - {"campaign"} == {
        "tally", "campaign_kind", "category", "unit", "promptness", "received_from", "received_to",
    }  # fmt: skip
    assert {url: len(numbers(client, url)) for url in links} == links


def test_a_year_is_the_list_of_its_days_and_a_month_of_its_own(client):
    make_suggestion()
    page = client.get(DATA, {"year": 2020})

    assert page.context["summary"].rows[0].cells[0].url == (
        "/suggestions/?received_from=2020-01-01&received_to=2020-12-31&tally=received"
    )
    assert charts(page)["months"].rows[0].cells[0].url == (
        "/suggestions/?received_from=2020-12-01&received_to=2020-12-31&tally=received"
    )


@pytest.mark.parametrize(
    ("filters", "received"),
    [
        ({}, "3"),
        ({"campaign": "sanmin-2020"}, "2"),
        ({"year": "2020"}, "2"),
        ({"campaign": "open", "year": "2021"}, ""),
    ],
)
def test_filters_narrow_every_number(client, filters, received):
    campaign = make_campaign()
    make_suggestion(campaign=campaign)
    make_suggestion(campaign=campaign, now=at("2021-01-04 10:00"))
    make_suggestion()

    assert "".join(row[1] for row in rows(client, "summary", **filters)[:1]) == received


def test_a_filter_that_does_not_exist_is_told_and_ignored(client):
    make_suggestion()

    page = client.get(DATA, {"campaign": "nothing", "year": "1900"})

    assert "這些篩選條件不存在，已經略過：活動、收到的年份。" in page.text
    assert page.context["summary"].rows[0].cells[0].text == 1


def test_downloads_keep_the_filters(client):
    make_suggestion(campaign=make_campaign())

    page = client.get(DATA, {"campaign": "sanmin-2020"})
    answer = client.get("/data/units.csv?campaign=sanmin-2020")

    assert re.findall(r'href="(/data/units[^"]*)"', page.text) == ["/data/units.csv?campaign=sanmin-2020"]
    assert answer["Content-Disposition"] == 'attachment; filename="units-sanmin-2020-20201222-1000.csv"'


def test_nothing_received_is_a_sentence_and_no_numbers(client):
    page = client.get(DATA)

    assert ("這個範圍裡" in page.text, "還沒有收到意見建議，所以沒有數字可列。" in page.text) == (False, True)
    assert ("<figure" in page.text, page.context["sentences"], rows(client, "months")) == (False, [], [])


def test_what_has_no_answer_yet_is_said_in_a_sentence(client):
    timed()

    page = client.get(DATA)

    assert {name: table.empty for name, table in charts(page).items() if not table.rows} == {
        "returns": "沒有重新進入辦理的。",
        "closings": "還沒有辦結的，所以沒有辦結的原因可列。",
        "working-days": "還沒有一件得到答覆，所以沒有用時可列。",
        "outcomes": "還沒有答覆，所以沒有採納情況可列。",
        "ratings": "還沒有一件得到答覆，所以沒有評議可列。",
        "solved": "還沒有一件評議，所以沒有可列的。",
        "lows": "沒有不滿意的評議。",
        "districts": "還沒有內容公開的意見建議，所以沒有區市可列。",
    }
    assert rows(client, "kinds") == [["建議", "1", "1", "0", "0%", "0", "0", "", "0", "0", "", "0", "", ""]]


def test_months_without_any_are_told_and_not_counted(client):
    make_suggestion(now=at("2020-09-01 10:00"))
    make_suggestion()

    page = client.get(DATA)

    assert [(row.label, row.note) for row in charts(page)["months"].rows] == [
        ("2020年9月", ""), ("2020年10月至2020年11月", "沒有收到意見建議。"), ("2020年12月（至今）", ""),
    ]  # fmt: skip
    assert [row[:2] for row in rows(client, "months")] == [["2020年9月", "1"], ["2020年12月（至今）", "1"]]


def test_names_that_look_like_formulas_stay_text(client):
    make_suggestion(category=make_category(name="=HYPERLINK(1)"))

    assert rows(client, "categories")[0][0] == "'=HYPERLINK(1)"


def test_what_was_answered_on_the_due_day_is_on_time_and_what_is_extended_too(client):
    answered(on="2020-12-22 08:00")
    extended = timed()
    bring(extended, to=Stage.IN_PROGRESS, now=NOW)
    Suggestion.objects.filter(pk=extended.pk).update(first_due_on="2020-12-28")
    extended.refresh_from_db()
    reply(extended, now=at("2020-12-25 10:00"))

    assert [row[:2] for row in rows(client, "promptness")] == [
        ["按期答覆", "2"], ["逾期答覆", "0"], ["逾期未答覆", "0"], ["尚未到期或期限未定", "0"],
    ]  # fmt: skip


def test_what_came_back_is_counted_beside_the_first_answers_and_by_its_own_days(client):
    category = make_category()
    late = answered(score="five_dissatisfied", category=category)  # sent back on the 4th, due on the 25th
    reply(late, now=at("2020-12-28 10:00"))
    in_time = answered(score="five_dissatisfied", category=category)
    reply(in_time, now=at("2020-12-25 10:00"))
    answered(score="five_dissatisfied", category=category)
    declined = make_suggestion(stage=Stage.DECLINED, category=category)
    declined.object("歸你們。", now=at("2020-12-07 10:00"))

    assert rows(client, "returns") == [
        ["按期答覆", "1", "50%", "1", "0", "0", "0"],
        ["逾期答覆", "1", "50%", "1", "0", "0", "0"],
        ["逾期未答覆", "0", "0%", "0", "0", "0", "0"],
        ["尚未到期或期限未定", "2", "", "1", "0", "1", "0"],
    ]
    assert [row[1] for row in rows(client, "promptness")] == ["3", "0", "0", "0"]
    assert [row[:3] for row in rows(client, "summary")[4:6]] == [
        ["按期答覆率", "100%", "已經答覆或者已過期限的 3 件，其中按期答覆 3 件。"],
        ["重辦按期率", "50%", "重新進入辦理以後，已經答覆或者已過這次期限的 2 次，其中按期答覆 1 次。"],
    ]
    assert rows(client, "categories")[0][5:11] == ["3", "3", "100%", "2", "1", "50%"]


def test_days_that_were_worked_out_afterwards_are_listed_apart_and_that_is_said(client):
    suggestion = answered(score="five_dissatisfied")
    before = charts(client.get(DATA))["returns"].meaning
    suggestion.periods.filter(ordinal=2).update(is_derived=True)
    call_command("check_counts", mend=True)

    assert rows(client, "returns")[3:] == [
        ["尚未到期或期限未定", "0", "", "0", "0", "0", "0"], ["期限為追溯推算，不計入", "1", "", "1", "0", "0", "0"],
    ]  # fmt: skip
    after = charts(client.get(DATA, {"year": 2020}))["returns"].meaning
    assert ["追溯" in meaning for meaning in (before, after)] == [False, True]


def test_corrections_of_the_calendar_count(client):
    CalendarDay.objects.create(day="2020-12-03", is_working=False)
    answered(on="2020-12-04 10:00")

    assert rows(client, "summary")[6][1] == "2"


def test_the_page_says_as_of_when_it_was_counted(client, time_machine):
    make_suggestion()
    client.get(DATA)
    make_suggestion()
    time_machine.shift(120)
    fresh = client.get(DATA)

    assert (fresh.context["at"], fresh.context["summary"].rows[0].cells[0].text) == (at("2020-12-22 10:02"), 2)
    assert fresh.text.count("截至 2020年12月22日 10:02。") == fresh.text.count("截至") == 1


def test_a_day_begins_at_midnight_of_the_office(client):
    make_suggestion(now=at("2021-01-01 00:30"))

    assert rows(client, "months")[0][0] == "2021年1月"


def test_page_is_read_in_simplified(client):
    make_suggestion(category=make_category(name="戶政管理"))

    page = client.get("/zh-hans/data/")

    assert ("户政管理" in page.text, 'href="/zh-hans/data/units.csv"' in page.text) == (True, True)


def test_page_is_the_same_for_everyone(client):
    make_suggestion()

    pages = [client.get(DATA), client.get(DATA, headers={"user-agent": "another"})]

    assert [dict(page.cookies) for page in pages] == [{}, {}]
    assert pages[0].content == pages[1].content
    assert "csrf" not in pages[0].text


def test_no_raw_text_is_read(client):
    make_suggestion(title="原始標題不公開", name="王曉梅")

    with CaptureQueriesContext(connection) as asked:
        client.get(DATA)

    read = {table for query in asked for table in re.findall(r'"(feedback_\w+)"\.', query["sql"])}
    assert ("feedback_count" in read, "feedback_suggestion" in read) == (True, False)


@pytest.mark.parametrize("url", [DATA, f"{DATA}?campaign=sanmin-2020", "/data/units.csv"])
def test_asks_the_same_for_one_and_for_three(client, url, django_assert_num_queries):
    campaign = make_campaign()

    def make():
        answered(campaign=campaign, category=row_of(Category, make_category), district=row_of(District, make_district))
        make_suggestion(stage=Stage.MERGED, campaign=campaign)

    make()
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    make()
    make()

    with django_assert_num_queries(len(one)):
        client.get(url)


def row_of(model, make):
    return model.objects.first() or make()


@pytest.mark.parametrize(("method", "url", "status"), [("post", DATA, 405), ("get", "/data/nothing.csv", 404)])
def test_refusals(client, method, url, status):
    assert getattr(client, method)(url).status_code == status


def test_the_page_begins_with_its_three_sentences(client):
    answered(score="five_satisfied")
    make_suggestion(stage=Stage.DECLINED)

    text = re.sub(r"<[^>]+>", "", client.get(DATA).text)

    begins = [
        text.index(words)
        for words in ("收到 2 件：辦結 1 件，不予受理 1 件。", "已經答覆或已過期限的 1 件：", "評議過的 1 件，最後")
    ]
    assert [*begins, text.index("下載 CSV")] == sorted([*begins, text.index("下載 CSV")])


def test_how_many_were_answered_late_is_read_at_once(client):
    answered(on="2020-12-23 10:00")

    assert "逾期答覆 <a" in re.sub(r"\s+", " ", client.get(DATA).text)


def test_headings_say_what_the_table_below_says(client):
    category = make_category()
    for _ in range(2):
        answered(score="five_satisfied", category=category)
    answered(on="2020-12-23 10:00", category=make_category(name="治安管理"))

    headings = {name: table.point for name, table in charts(client.get(DATA)).items() if table.rows}

    assert headings == {
        "campaigns": "3 件都屬於「開門納諫」",
        "months": "2020 年收到的 3 件都在12月",
        "units": "各單位可以判斷是否按期的都不到五件，只列件數",
        "promptness": "已答覆或逾期的 3 件，按期答覆 2 件，占 66.6%",
        "working-days": "一半在 3 個工作日以內得到答覆，九成在 16 個以內",
        "categories": "「道路交通管理」最多，2 件，占 66.6%",
        "outcomes": "現有答覆的 3 件，都採納或部分採納",
        "ratings": "評議過的 2 件，都在基本滿意及以上",
        "solved": "問過的 2 件，都說解決了",
        "standing": "收到的 3 件，辦結 2 件，占 66.6%",
        "closings": "2 件都屬於「市民已評議」",
        "kinds": "3 件都屬於「建議」",
        "channels": "3 件都屬於「網站」",
    }
    assert rows(client, "promptness")[0] == ["按期答覆", "2", "66.6%"]
    assert rows(client, "categories")[0][1] == "2"


def test_what_there_is_none_of_has_no_bar_and_is_named_in_one_line(client):
    answered(score="five_satisfied")
    page = client.get(DATA)
    table = charts(page)["promptness"]

    assert [row.label for row, _bars in table.drawn()] == ["按期答覆"]
    assert "為 0 的沒有畫出：逾期答覆、逾期未答覆、尚未到期或期限未定。" in page.text
    assert [row[1] for row in rows(client, "promptness")] == ["1", "0", "0", "0"]


def test_units_are_sorted_by_a_link_and_stand_with_their_page(client):
    category = make_category(name="停車", unit=make_unit(name="市南分局"))
    for _ in range(5):
        answered(score="five_dissatisfied", category=category)
    page = client.get(DATA, {"sort": "content", "campaign": "open"})
    ranking = charts(page)["units"].drawing

    assert [(line.label, line.content.text, line.page) for line in ranking.lines] == [
        (unit.name, "0%", unit.get_absolute_url()) for unit in Unit.objects.filter(suggestions__isnull=False).distinct()
    ]
    assert 'aria-sort="descending"><a href="?campaign=open&amp;sort=content#units">滿意率</a>' in page.text
    assert rows(client, "units")[0][-6:] == ["5", "0", "0", "0%", "0", "0"]


def test_a_table_has_no_rate_of_a_unit_of_fewer_than_five(client):
    for _ in range(4):
        answered(score="five_satisfied")

    assert rows(client, "units")[0][1:] == [
        "4", "4", "4", "", "4", "4", "", "0", "0", "", "4", "", "", "4", "4", "4", "", "0", "0",
    ]  # fmt: skip


def test_this_year_lies_over_the_last_and_a_round_has_its_months_alone(client):
    make_suggestion(now=at("2019-01-10 10:00"))
    make_suggestion(now=at("2019-11-10 10:00"))
    make_suggestion(campaign=make_campaign(), now=at("2020-11-10 10:00"))

    lines = charts(client.get(DATA))["months"].drawing.lines
    of_round = charts(client.get(DATA, {"campaign": "sanmin-2020"}))["months"]

    assert [(line.year, [point.count for point in line.points]) for line in lines] == [
        (2019, [1, *[0] * 9, 1, 0]), (2020, [*[0] * 10, 1, 0]),
    ]  # fmt: skip
    assert (of_round.drawing, [row.label for row, _bars in of_round.drawn()]) == (None, ["2020年11月"])


def test_the_year_of_the_filter_is_the_one_that_is_drawn(client):
    make_suggestion(now=at("2018-01-10 10:00"))
    make_suggestion(now=at("2019-11-10 10:00"))

    assert [line.year for line in charts(client.get(DATA, {"year": 2019}))["months"].drawing.lines] == [2018, 2019]


def test_where_every_number_is_from_and_its_download_stand_under_each_chart(client):
    answered(score="five_satisfied")
    text = client.get(DATA).text
    drawn = [table for table in charts(client.get(DATA)).values() if table.rows]

    assert text.count("來源：本站辦理記錄") == text.count(">下載 CSV<") == len(drawn) + 1
    assert '<ul class="bars__legend">' not in text
