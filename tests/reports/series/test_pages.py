"""/figures/: a figure through the years as anybody reads it, the list of all, and what the addresses of before do."""

import csv
import re
from html import unescape
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.series import differences, verbs
from reports.series.models import Difference
from tests.reports.factories import NOW, make_staff, withdraw
from tests.reports.series.factories import make_year, put

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture
def editor(db):
    return make_staff()


@pytest.fixture
def series(editor):
    """500起, then 600起 and 上升 19%, both published."""
    put(make_year(2020, "偵破刑事案件500起。", published_by=editor), "刑事案件", "500起", by=editor)
    report = make_year(2021, "偵破刑事案件600起，同比上升19%。追回贓款3.2億元。", published_by=editor)
    return put(report, "刑事案件", "600起", "19%", by=editor)


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def lines(page):
    """The cells of the rows of the table of years."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)[1]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    return [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def rows_of(response):
    return list(csv.reader(StringIO(response.text.removeprefix("\ufeff"))))


def test_each_year_says_what_is_told_beside_what_is_computed(client, series):
    assert lines(client.get(series.get_absolute_url()).text) == [
        ["2020", "500起", "—", "—"],
        ["2021", "600起", "上升 19% 比 2020 年", "上升 20% 比 2020 年"],
    ]


def test_each_value_has_its_sentence_and_the_way_to_it(client, series):
    page = client.get(series.get_absolute_url()).text
    quotes = [plain(quote) for quote in re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL)]
    assert [quote.replace(" ", "") for quote in quotes] == ["偵破刑事案件600起，同比上升19%。", "偵破刑事案件500起。"]
    spots = {point.figure.spot for point in series.points.select_related("figure__section")}
    assert spots <= {address.partition("#")[2] for address in re.findall(r'href="(/reports/[^"]+)"', page)}
    assert page.count("報告裡的名稱：偵破刑事案件") == 2


def test_a_break_is_marked_and_nothing_is_computed_across_it(client, series, editor):
    verbs.mark_break(series, year=2021, note="不含積案。", by=editor, now=NOW)
    assert lines(client.get(series.get_absolute_url()).text) == [
        ["2020", "500起", "—", "—"],
        ["2021 年起口徑有變化：不含積案。"],
        ["2021", "600起", "上升 19% 比 2020 年", "—"],
    ]


def test_a_difference_is_public_once_a_person_confirmed_it(client, series, editor):
    address = series.get_absolute_url()
    assert "不一致" not in client.get(address).text
    differences.publish(Difference.objects.get(), "上年的數後來核減過。", by=editor, now=NOW)
    page = plain(client.get(address).text)
    told = "報告寫的是上升 19%，按兩年報告的數值計算是上升 20%。 上年的數後來核減過。"
    assert ("2021 年的數字有一處不一致" in page, told in page) == (True, True)


def test_a_difference_from_what_is_no_longer_public_is_not_told(client, series, editor):
    differences.publish(Difference.objects.get(), "上年的數後來核減過。", by=editor, now=NOW)
    withdraw(series.points.get(figure__text="500起").figure.section.report, by=make_staff(username="other"))
    assert "不一致" not in client.get(series.get_absolute_url()).text


def test_parts_and_wholes_lead_to_each_other(client, series, editor):
    report = make_year(2022, "外地刑事案件40起。", published_by=editor)
    part = put(report, "外地刑事案件", "40起", by=editor)
    verbs.mark_part(series, part, by=editor, now=NOW)
    of_whole, of_part = (client.get(one.get_absolute_url()).text for one in (series, part))
    assert f'<a href="{part.get_absolute_url()}"' in of_whole
    assert f'是<a href="{series.get_absolute_url()}">刑事案件</a>的一部分。' in of_part


def test_only_what_is_public_and_confirmed_is_told(client, editor):
    draft = put(make_year(2020, "偵破刑事案件500起。"), "刑事案件", "500起", by=editor)
    published = make_year(2021, "偵破刑事案件600起。", published_by=editor)
    assert published.sections.filter(figures__point__confirmed_at=None).exists()
    missing = ["/figures/99/", f"/figures/{10**30}/", "/figures/99.csv"]
    addresses = [draft.get_absolute_url(), reverse("series_csv", args=[draft.pk]), *missing]
    assert [client.get(address).status_code for address in addresses] == [404] * 5


def test_a_name_leads_to_the_series_that_tells_it(client, series):
    address = series.get_absolute_url()
    answers = [client.get(f"{prefix}/reports/figures/偵破刑事案件/") for prefix in ("", "/en", "/zh-hans")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (301, address), (301, f"/en{address}"), (301, f"/zh-hans{address}"),
    ]  # fmt: skip
    assert client.get("/reports/figures/追回贓款/").status_code == 200


def test_a_name_of_one_year_leads_to_that_year(client, series, editor):
    put(make_year(2022, "破獲刑事案件700起。", published_by=editor), "刑事案件", "700起", by=editor)
    assert client.get("/reports/figures/破獲刑事案件/")["Location"] == f"{series.get_absolute_url()}#2022"


def test_a_name_of_two_series_stays_a_page(client, series, editor):
    put(make_year(2022, "偵破刑事案件700起。", published_by=editor), "別的口徑", "700起", by=editor)
    assert client.get("/reports/figures/偵破刑事案件/").status_code == 200


def test_what_is_called_the_same_and_is_not_confirmed_is_listed_below(client, series, editor):
    make_year(2022, "偵破刑事案件700起。", published_by=editor)
    page = plain(client.get(series.get_absolute_url()).text)
    assert ("報告裡同名的其他數值" in page, "2022 年： 700起" in page) == (True, True)


def test_a_merged_one_leads_on_with_its_table(client, series, editor):
    last = verbs.create("刑事案件總數", by=editor, now=NOW)
    verbs.merge(series, last, by=editor, now=NOW)
    answers = [client.get(series.get_absolute_url()), client.get(reverse("series_csv", args=[series.pk]))]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (301, last.get_absolute_url()), (301, reverse("series_csv", args=[last.pk])),
    ]  # fmt: skip
    assert client.get("/reports/figures/偵破刑事案件/")["Location"] == last.get_absolute_url()


def test_the_table_to_download_has_all_of_it(client, series, editor, settings):
    settings.SITE_URL = "https://portal.example"
    verbs.mark_break(series, year=2020, note="不含積案。", by=editor, now=NOW)
    headings, *rows = rows_of(client.get(reverse("series_csv", args=[series.pk])))
    spots = [point.figure for point in series.points.select_related("figure__section").order_by("pk")]
    first, second = (
        f"https://portal.example/reports/{year}/#{figure.spot}"
        for year, figure in zip((2020, 2021), spots, strict=False)
    )
    assert [dict(zip(headings, row, strict=True)) for row in rows] == [
        {
            "year": "2020", "value": "500", "unit": "起", "words": "500起", "qualifier": "", "told_change": "",
            "computed_change": "", "break": "", "sentence": "偵破刑事案件500起。", "address": first,
        },
        {
            "year": "2021", "value": "600", "unit": "起", "words": "600起", "qualifier": "", "told_change": "上升 19%",
            "computed_change": "上升 20%（2020）", "break": "", "sentence": "偵破刑事案件600起，同比上升19%。",
            "address": second,
        },
    ]  # fmt: skip


def test_the_table_of_all_has_series_and_single_figures(client, series):
    headings, *rows = rows_of(client.get(reverse("figure_index_csv")))
    assert [row[:4] for row in rows] == [
        [str(series.pk), "刑事案件", "2020", "500"], [str(series.pk), "刑事案件", "2021", "600"],
        ["", "追回贓款", "2021", "320000000"],
    ]  # fmt: skip


def listed(client, query=""):
    page = client.get(f"/figures/{query}").text
    return [plain(name) for name in re.findall(r'<p class="hits__title">(.*?)</p>', page, re.DOTALL)]


def test_all_are_listed_by_their_letters_and_found_by_words_letter_and_field(client, series, editor):
    verbs.describe(series, name="刑事案件", definition="當年偵破的。", field="打擊犯罪", by=editor, now=NOW)
    asked = [
        "",
        "?q=贓款",
        "?q=赃款",
        "?q=偵破",
        "?letter=x",
        "?letter=z",
        "?field=打擊犯罪",
        "?q=無",
        "?letter=9&field=無",
    ]
    assert {query: [name.replace(" ", "") for name in listed(client, query)] for query in asked} == {
        "": ["刑事案件", "追回贓款"],
        "?q=贓款": ["追回贓款"],
        "?q=赃款": ["追回贓款"],
        "?q=偵破": ["刑事案件"],
        "?letter=x": ["刑事案件"],
        "?letter=z": ["追回贓款"],
        "?field=打擊犯罪": ["刑事案件"],
        "?q=無": [],
        "?letter=9&field=無": ["刑事案件", "追回贓款"],
    }


def test_without_a_report_none_is_promised(client, db):
    assert "還沒有公布的指標。" in client.get("/figures/").text


def test_search_engines_and_the_map_know_them(client, series):
    assert f"{series.get_absolute_url()}</loc>" in client.get("/sitemap-figures.xml").text
    assert 'href="/figures/"' in client.get(reverse("site_map")).text


@pytest.mark.parametrize("address", ["/figures/", "/figures.csv", "series", "csv"])
def test_it_costs_the_same_for_one_year_and_for_three(client, editor, address, django_assert_num_queries):
    series = put(make_year(2020, "偵破刑事案件500起。", published_by=editor), "刑事案件", "500起", by=editor)
    address = {"series": series.get_absolute_url(), "csv": reverse("series_csv", args=[series.pk])}.get(
        address, address
    )
    client.get(address)  # what is asked once after a publication is asked
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    cost = len(one)
    for year in (2021, 2022):
        report = make_year(year, f"偵破刑事案件{year}起，同比上升5%。", published_by=editor)
        put(report, "刑事案件", f"{year}起", "5%", by=editor)
    client.get(address)
    with django_assert_num_queries(cost):
        client.get(address)
