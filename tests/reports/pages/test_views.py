"""Citizens read published reports and their figures; drafts are for staff only."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Figure, Section
from tests.reports.factories import TEXT, make_report, make_staff, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

PAGES = [
    ("report_detail", [2021]),
    ("figure_list", [2021]),
    ("figure_csv", [2021]),
    ("figure_history", ["偵破案件"]),
]


def get(client, name, *args, prefix=""):
    return client.get(prefix + reverse(name, args=args))


def text_of(response):
    return response.content.decode()


@pytest.fixture
def publisher(db):
    return make_staff(username="publisher")


def test_the_list_has_the_years_newest_first(client, publisher):
    for year in (2019, 2021, 2020):
        make_report(year=year, text=f"{year}年工作報告\n正文在此。", published_by=publisher)
    make_report(year=2022, text="2022年工作報告\n正文在此。")
    titles = re.findall(r"\d{4}年工作報告", text_of(get(client, "report_list")))
    assert titles == ["2021年工作報告", "2020年工作報告", "2019年工作報告"]


def test_an_empty_list_says_so(client):
    assert "還沒有公布的報告。" in text_of(get(client, "report_list"))


def test_the_rows_of_a_table_are_a_table_whose_numbers_lead_to_their_figures(client, publisher):
    text = "2021年工作報告\n一、平安\n類別\t立案（起）\n盜竊\t30\n說完了。"
    make_report(text=text, published_by=publisher)
    page = re.sub(r"\s+(?=<)|(?<=>)\s+", "", text_of(get(client, "report_detail", 2021)))
    [head] = re.findall(r"<thead[^>]*>(.*?)</thead>", page)
    [body] = re.findall(r"<tbody>(.*?)</tbody>", page)
    assert re.sub(r"<[^>]+>", "", head) == "類別立案（起）"
    assert body.startswith('<tr><th scope="row">盜竊</th><td class="number"><a class="figure"')
    assert '<data value="30">30</data>' in body


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_a_draft_is_nobody_elses(client, name, args):
    make_report()
    assert get(client, name, *args).status_code == 404


@pytest.mark.parametrize(("name", "args"), PAGES[:3])
def test_a_draft_is_previewed_by_staff_and_never_cached(client, name, args):
    make_report()
    client.force_login(make_staff(permissions=["view_report"]))
    answer = get(client, name, *args)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_a_preview_says_it_is_one(client):
    make_report()
    client.force_login(make_staff(permissions=["view_report"]))
    assert "這是尚未公布的草稿，只有工作人員看得到。" in text_of(get(client, "report_detail", 2021))


@pytest.mark.parametrize(("name", "args"), [("report_list", []), *PAGES])
def test_published_pages_answer_and_take_no_post(client, publisher, name, args):
    make_report(published_by=publisher)
    assert get(client, name, *args).status_code == 200
    assert client.post(reverse(name, args=args)).status_code == 405


def test_the_report_page_has_contents_and_headings_with_anchors(client, publisher):
    make_report(published_by=publisher)
    page = re.sub(r"</?span[^>]*>", "", text_of(get(client, "report_detail", 2021)))
    headings = re.findall(r'<h([234]) id="([\w-]+)">([^<]*)', page.partition("<article")[2])
    assert headings == [
        ("2", "preface", "前言"),
        ("2", "s1", "一、守護平安"),
        ("3", "s1-1", "（一）打擊犯罪"),
        ("3", "s1-2", "（二）防範風險"),
        ("2", "s2", "二、服務群眾"),
    ]
    # Once beside the text for wide windows, once to unfold for narrow ones.
    assert re.findall(r'<a href="#([\w-]+)">([^<]*)', page) == 2 * [row[1:] for row in headings]


FIGURES = [
    ("s1-1-p1-6", "偵破案件", "120", "120起"),
    ("s1-1-p1-13", "本地", "80", "80起"),
    ("s1-1-p1-19", "外地", "40", "40起"),
    ("s1-2-p1-4", "巡邏出動", "35000", "3.5萬人次"),
    ("s1-2-p1-17", "事故", "-4.5", "4.5%"),
    ("s2-p1-6", "新增便民窗口", "15", "15個"),
]


def test_figures_in_the_running_text_are_links_to_their_pages(client, publisher):
    make_report(published_by=publisher)
    page = text_of(get(client, "report_detail", 2021))
    link = r'<a class="figure" id="([\w-]+)" href="([^"]+)"><data value="([^"]+)">([^<]+)</data></a>'
    assert re.findall(link, page) == [
        (spot, f"/reports/figures/{name}/#2021", value, text) for spot, name, value, text in FIGURES
    ]


def test_figures_of_a_draft_are_marked_and_lead_nowhere(client):
    make_report()
    client.force_login(make_staff(permissions=["view_report"]))
    page = text_of(get(client, "report_detail", 2021))
    marked = re.findall(r'<data class="figure" id="([\w-]+)" value="([^"]+)">([^<]+)</data>', page)
    assert marked == [(spot, value, text) for spot, _name, value, text in FIGURES]
    assert '<a class="figure"' not in page


def test_each_section_with_text_invites_suggestions(client, publisher):
    report = make_report(published_by=publisher)
    page = text_of(get(client, "report_detail", 2021))
    asked = [int(pk) for pk in re.findall(r"\?section=(\d+)", page)]
    assert asked == [section.pk for section in report.sections.in_order() if section.paragraphs]


def test_a_simplified_reader_reads_simplified(client, publisher):
    make_report(published_by=publisher)
    page = text_of(get(client, "report_detail", 2021, prefix="/zh-hans"))
    assert ("一、守护平安" in page, "守護平安" in page) == (True, False)


def test_text_is_escaped(client, publisher):
    make_report(text="2021年，<script>alert(1)</script>破案3起。", published_by=publisher)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text_of(get(client, "report_detail", 2021))


def test_the_figures_page_lists_them_with_their_place(client, publisher):
    make_report(published_by=publisher)
    page = text_of(get(client, "figure_list", 2021))
    assert re.findall(r'<data value="([^"]+)">([^<]+)', page) == [
        ("120", "120起"),
        ("80", "80起"),
        ("40", "40起"),
        ("35000", "3.5萬人次"),
        ("-4.5", "下降 4.5%"),
        ("15", "15個"),
    ]
    assert f"{reverse('report_detail', args=[2021])}#s1-2-p1-4" in page


def test_the_csv_is_safe_for_spreadsheets(client, publisher):
    make_report(text="2021年，破案超過3起，同比下降5%。", published_by=publisher)
    Figure.objects.update(name="=cmd()")
    answer = get(client, "figure_csv", 2021)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    columns = "year section name value unit approximate approximation direction is_change compared_year text"
    parts = "lower upper from_value numerator denominator"
    assert rows == [
        [*columns.split(), *parts.split()],
        ["2021", "preface", "'=cmd()", "3", "起", "1", "超過", "", "0", "", "3起", "", "", "", "", ""],
        ["2021", "preface", "'=cmd()", "-5", "%", "0", "", "down", "1", "2020", "5%", "", "", "", "", ""],
    ]


def test_what_a_figure_is_made_of_is_told_on_its_pages(client, publisher):
    text = "2021年，收入比由2.5:1縮小至2.2:1，新建派出所2—3家，用時由8分30秒縮短至6分15秒，產值67665億元。"
    make_report(text=text, published_by=publisher)
    page = text_of(get(client, "figure_list", 2021))
    assert re.findall(r'<data value="([^"]+)">([^<]+)', page) == [
        ("2.2", "2.2:1"),
        ("2", "2—3家"),
        ("375", "6分15秒"),
        ("6766500000000", "67665億元"),
    ]
    assert re.findall(r"原來是 ([^<]+?)\s*<", page) == ["2.5:1", "8分30秒"]
    answer = get(client, "figure_csv", 2021)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[-5:] for row in rows[1:]] == [
        ["", "", "2.5", "2.2", "1"],
        ["2", "3", "", "", ""],
        ["", "", "510", "", ""],
        ["", "", "", "", ""],
    ]
    told = text_of(get(client, "figure_history", "收入比"))
    assert ("原來是 2.5:1" in told, 'class="indicator__value"><data value="2.2"' in told) == (True, True)


def test_one_figure_across_years_in_either_script(client, publisher):
    make_report(year=2019, text="2019年，全年偵破案件100起。", published_by=publisher)
    make_report(year=2020, text="2020年，全年侦破案件110起，为群众办事。", published_by=publisher)
    make_report(year=2021, text="2021年，全年偵破案件120起。")
    page = text_of(get(client, "figure_history", "侦破案件"))
    assert re.findall(r">(\d+) 年</span></h2>", page) == ["2020", "2019"]
    assert re.findall(r'indicator__value"><data value="(\d+)"', page) == ["110", "100"]


def test_an_unknown_figure_is_not_found(client, publisher):
    make_report(published_by=publisher)
    assert get(client, "figure_history", "沒有的指標").status_code == 404


@pytest.mark.parametrize("name", ["%1F", "%C2%85", "%EF%BB%BF"])
def test_an_invisible_name_is_not_found(client, publisher, name):
    make_report(published_by=publisher)
    assert client.get(f"/reports/figures/{name}/").status_code == 404


@pytest.mark.parametrize(("name", "args"), [("report_list", []), *PAGES])
def test_pages_cost_the_same_for_little_and_much(client, publisher, name, args, django_assert_num_queries):
    make_report(text="2021年，全年偵破案件120起。", published_by=publisher)
    get(client, name, *args)  # what every page keeps for a while is kept
    with CaptureQueriesContext(connection) as one:
        get(client, name, *args)
    report = Figure.objects.get().section.report
    withdraw(report, by=publisher, now=report.imported_at)
    make_report(text=TEXT * 3, published_by=publisher)
    make_report(year=2020, published_by=publisher)
    assert Section.objects.count() > 10
    with django_assert_num_queries(len(one)):
        get(client, name, *args)
