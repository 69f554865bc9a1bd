"""What stands around a report's text: the years beside it, what citizens said to a section, charts and their tables."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Figure, Report, Section
from tests.factories import make_suggestion
from tests.reports.factories import make_report, make_staff, publish, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

NINETEEN = "2019年，全年偵破案件100起。"
TWENTY = "2020年，全年偵破案件110起。"
DETAIL = ("report_detail", [2021])


@pytest.fixture
def publisher(db):
    return make_staff(username="publisher")


def page_of(client, name, args):
    return client.get(reverse(name, args=args)).content.decode()


def values(page):
    """The large numbers of a figure's page."""
    return [re.sub("<[^>]+>", "", one) for one in re.findall(r'<p class="indicator__value">(.*?)</p>', page)]


def steps(page):
    return re.findall(r'rel="(prev|next)" href="([^"]+)"', page)


def test_a_report_leads_to_the_years_beside_it_and_to_no_draft(client, publisher):
    for year in (2017, 2018, 2020):
        make_report(year=year, published_by=publisher)
    make_report(year=2019)
    make_report(year=2021)
    found = {year: steps(page_of(client, "report_detail", [year])) for year in (2017, 2018, 2020)}
    assert found == {
        2017: [("next", "/reports/2018/")],
        2018: [("prev", "/reports/2017/"), ("next", "/reports/2020/")],
        2020: [("prev", "/reports/2018/")],
    }


def test_the_only_report_leads_nowhere(client, publisher):
    make_report(published_by=publisher)
    assert steps(page_of(client, *DETAIL)) == []


def test_a_section_tells_how_many_suggestions_it_got_and_leads_to_them(client, publisher):
    report = make_report(published_by=publisher)
    section = report.sections.get(anchor="s2")
    for _ in range(2):
        make_suggestion(section=section)
    told = re.findall(r'<a href="([^"]+)">這一節收到 (\d+) 件意見建議', page_of(client, *DETAIL))
    assert told == [(f"/suggestions/?section={section.pk}", "2")]


def test_a_suggestion_to_a_heading_without_text_is_told_there(client, publisher):
    section = make_report(published_by=publisher).sections.get(anchor="s1")
    make_suggestion(section=section)
    page = page_of(client, *DETAIL)
    assert (section.paragraphs, f"/suggestions/?section={section.pk}" in page) == ([], True)


def test_a_draft_offers_neither_suggestions_nor_the_other_years_of_a_figure(client):
    make_report()
    client.force_login(make_staff(permissions=["view_report"]))
    page = page_of(client, *DETAIL)
    assert [link for link in ("?section=", "/reports/figures/") if link in page] == []


def test_the_list_counts_figures_and_suggestions_apart(client, publisher):
    report = make_report(published_by=publisher)
    make_report(year=2020, text=TWENTY, published_by=publisher)
    for section in report.sections.filter(anchor__in=["s1-1", "s2"]):
        make_suggestion(section=section)
    counted = [(row.year, row.figure_count, row.suggestion_count) for row in Report.objects.for_list()]
    assert counted == [(2021, 6, 2), (2020, 1, 0)]
    assert re.findall(r"各節共收到 (\d+) 件意見建議", page_of(client, "report_list", [])) == ["2"]


def test_a_report_costs_the_same_for_one_suggestion_and_for_three(client, publisher, django_assert_num_queries):
    report = make_report(published_by=publisher)
    make_suggestion(section=report.sections.get(anchor="s2"))
    page_of(client, *DETAIL)
    with CaptureQueriesContext(connection) as one:
        page_of(client, *DETAIL)
    for section in Section.objects.filter(anchor__in=["s1-1", "s1-2"]):
        make_suggestion(section=section)
    with django_assert_num_queries(len(one)):
        page_of(client, *DETAIL)


def test_parts_of_a_whole_are_drawn_with_their_table(client, publisher):
    make_report(published_by=publisher)
    page = page_of(client, *DETAIL)
    assert re.findall(r'<rect class="chart__part chart__part--(\w+)" x="([^"]+)" y="0" width="([^"]+)"', page) == [
        ("1", "0%", "66.67%"),
        ("2", "66.67%", "33.33%"),
    ]
    name = r'</svg><a href="[^"]+">(.+)</a>\s*</th>\s*'
    row = name + r'<td class="number"><span class="amount">(.+)</span></td>\s*<td class="number">(.+)</td>'
    assert re.findall(row, page) == [("本地", "80起", "66.7%"), ("外地", "40起", "33.3%")]
    assert '偵破案件 <span class="unbroken">120起</span>，其中本地最多，占 66.7%' in page


def test_changes_of_different_things_are_not_drawn(client, publisher):
    make_report(text="2021年，事故同比下降3%，盜竊案件同比上升1%。", published_by=publisher)
    page = page_of(client, *DETAIL)
    assert ('class="chart"' in page, page.count("與 2020 年相比")) == (False, 2)  # in the margin


def drawn_change(page):
    """(heading, the years with their values, whether it says that one is reckoned) of the chart of a change."""
    [chart] = re.findall(r'<figure class="chart">(.*?)</figure>', page, re.DOTALL)
    heading = re.sub(r"<[^>]+>", "", re.search(r"<figcaption[^>]*>(.*?)</figcaption>", chart)[1])
    years = re.findall(r'scope="row">(\d+)</th>.*?class="number">([^<]+)</td>', chart, re.DOTALL)
    return heading, years, "推算，不是報告原文" in chart


GREW = "2021年，辦理落戶9.4萬人，同比增長72.3%。"


def test_a_change_is_drawn_with_the_year_before_it_as_reckoned(client, publisher):
    make_report(text=GREW, published_by=publisher)
    heading = "辦理落戶 9.4萬人，比 2020 年上升 72.3%"
    assert drawn_change(page_of(client, *DETAIL)) == (heading, [("2020", "約 5.5萬人"), ("2021", "9.4萬人")], True)


def test_a_change_is_drawn_with_what_the_report_of_that_year_says(client, publisher):
    make_report(text=GREW, published_by=publisher)
    earlier = make_report(year=2020, text="2020年，辦理落戶54321人。", published_by=publisher)
    heading = "辦理落戶 9.4萬人，比 2020 年上升 72.3%"
    told = heading, [("2020", "54,321人"), ("2021", "9.4萬人")], False
    assert drawn_change(page_of(client, *DETAIL)) == told
    withdraw(earlier, by=publisher, now=earlier.imported_at)
    assert drawn_change(page_of(client, *DETAIL))[2]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("2021年，辦理落戶12萬人，比上年上升0.9%。", ""),  # reckoned in two digits it was 12萬人 as well
        ("2021年，辦理落戶9.4萬人，比上年上升72.3%。", "2020年，辦理落戶98000人。"),
    ],
)
def test_a_change_is_not_drawn_where_the_bars_would_say_something_else(client, publisher, now, before):
    make_report(text=now, published_by=publisher)
    if before:
        make_report(year=2020, text=before, published_by=publisher)
    assert "chart__beside" not in page_of(client, *DETAIL)


@pytest.mark.parametrize(
    ("name", "args"),
    [DETAIL, ("report_list", []), ("figure_list", [2021]), ("figure_csv", [2021]), ("figure_history", ["偵破案件"])],
)
def test_a_published_page_is_the_same_for_all_and_may_be_kept(client, publisher, name, args):
    make_report(published_by=publisher)
    answers = [client.get(reverse(name, args=args))]
    client.force_login(make_staff(permissions=["view_report"]))
    answers.append(client.get(reverse(name, args=args)))
    assert [(dict(one.cookies), "Cookie" in one.get("Vary", "")) for one in answers] == [({}, False)] * 2
    assert answers[0].content == answers[1].content


def test_one_figure_over_the_years_is_drawn(client, publisher):
    make_report(year=2019, text=NINETEEN, published_by=publisher)
    make_report(year=2020, text=TWENTY, published_by=publisher)
    page = page_of(client, "figure_history", ["偵破案件"])
    assert re.findall(r'dy="1.5em">(\d+)</text>', page) == ["2019", "2020"]
    assert re.findall(r'dy="-0.5em">(\d+)</text>', page) == ["100", "110"]
    assert "從 2019 年的100起升到 2020 年的110起" in page


def test_one_year_alone_is_not_drawn_and_says_why(client, publisher):
    make_report(year=2019, text=NINETEEN, published_by=publisher)
    page = page_of(client, "figure_history", ["偵破案件"])
    assert ("chart__columns" in page, "目前只有一年的數值" in page) == (False, True)


def test_a_figure_named_twice_in_one_year_is_not_drawn(client, publisher):
    make_report(year=2019, text=NINETEEN + NINETEEN, published_by=publisher)
    make_report(year=2020, text=TWENTY, published_by=publisher)
    assert "chart__columns" not in page_of(client, "figure_history", ["偵破案件"])


def test_a_rate_and_by_how_much_it_rose_are_not_drawn_together(client, publisher):
    make_report(year=2019, text="2019年，處置及時程度達80%。", published_by=publisher)
    make_report(year=2020, text="2020年，處置及時程度提升21%。", published_by=publisher)
    page = page_of(client, "figure_history", ["處置及時程度"])
    assert ("chart__columns" in page, "原文沒有寫明與哪一年相比" in page) == (False, True)
    assert values(page) == ["上升 21%", "80%"]


def test_changes_over_the_years_are_drawn_as_changes(client, publisher):
    make_report(year=2019, text="2019年，警情同比上升2%。", published_by=publisher)
    make_report(year=2020, text="2020年，警情同比下降1%。", published_by=publisher)
    page = page_of(client, "figure_history", ["警情"])
    assert re.findall(r'dy="-0.5em">([^<]+)</text>', page) == ["2", "-1"]
    assert "歷年升降的幅度（單位：%）" in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"direction": "up"}, "▲ 上升"),
        ({"direction": "down", "compared_year": 2018}, "▼ 比 2018 年下降"),
        ({"direction": "level", "compared_year": 2018}, "與 2018 年持平"),
    ],
)
def test_which_way_a_value_went_stands_beside_it(client, publisher, said, words):
    report = make_report(year=2019, text="2019年，破案率達80%。")
    Figure.objects.update(**said)
    publish(report, by=publisher, now=report.imported_at)
    page = page_of(client, "figure_history", ["破案率"])
    assert (values(page), words in page) == (["80%"], True)
