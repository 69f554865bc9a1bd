"""What everybody reads of measures: the list and its table, the page of each, and the pieces of other pages."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from feedback.measures import verbs
from feedback.measures.rules import EvidenceKind
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.measures.rows import draft, hidden, make_measure, promise, public
from tests.reports.factories import make_report, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

LIST = "/measures/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def report(db):
    return make_report(published_by=make_staff(permissions=["publish_report"]))


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2].partition("</main>")[0]))


def queries(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_list_says_how_many_are_behind_each_and_in_all_each_once(client):
    one, other = public(), hidden()
    factories.Suggestion.objects.filter(pk=one.pk).update(support_count=3)
    make_measure(answers=[one, other])
    make_measure(title="清走殭屍車", answers=[one])
    text = text_of(client.get(LIST))

    assert "共 2 項舉措，回應意見建議 2 件，「我也遇到」3 次。" in text
    assert "清走殭屍車 回應意見建議 1 件，「我也遇到」3 次" in text
    assert "香港中路增設待轉提示牌 回應意見建議 2 件，「我也遇到」3 次" in text


def test_it_is_narrowed_by_field_and_district_and_what_is_not_there_is_told(client):
    traffic, order = factories.make_category(), factories.make_category(name="治安管理")
    south = factories.make_district(code="shinan")
    make_measure(title="甲", category=traffic, district=south)
    make_measure(title="乙", category=order)

    def listed(query):
        return [measure.title for measure in client.get(f"{LIST}?{query}").context["measures"]]

    assert [listed(f"category={traffic.pk}"), listed("district=shinan"), listed("year=2020"), listed("year=1999")] == [
        ["甲"], ["甲"], ["乙", "甲"], ["乙", "甲"],
    ]  # fmt: skip
    assert "這些篩選條件不存在，已經略過：完成年份。" in text_of(client.get(f"{LIST}?year=1999"))
    fields = client.get(LIST).context["fields"]
    told = [(field.whole.label, field.whole.number, [place.label for place in field.districts]) for field in fields]
    assert told == [("道路交通管理", 1, ["市南區"]), ("治安管理", 1, [])]


def test_drafts_are_nowhere(client):
    measure = draft(answers=[public()])
    assert ("還沒有公布舉措。" in text_of(client.get(LIST)), client.get(measure.get_absolute_url()).status_code) == (
        True, 404
    )  # fmt: skip


def test_the_page_of_a_measure(client, report):
    section = report.sections.get(heading__contains="服務群眾")
    one = public(title="路口加提示")
    measure = make_measure(answers=[one, hidden(), hidden()], section=section, commitment=promise(section=section))
    measure.evidence.create(kind=EvidenceKind.LINK, label="現場照片", url="https://example.org/photo")
    measure.evidence.create(kind=EvidenceKind.FIGURE, label="窗口多了", figure=section.figures.get())
    page = client.get(measure.get_absolute_url())
    text = text_of(page)

    for told in (
        "提示牌已立，左轉放行延長十秒。", "窗口多了 新增便民窗口 2021 年報告：15", "路口加提示",
        "另有 2 件內容不公開，只計件數。", "兌現的承諾 二季度改造路口", "2021 年報告，二、服務群眾",
    ):  # fmt: skip
        assert told in text
    assert '<a href="https://example.org/photo" rel="nofollow noopener">現場照片</a>' in page.text


def test_what_is_not_public_is_counted_and_never_named(client):
    words = {"title": "我的原標題", "body": "我的原話", "name": "王曉梅", "contact": "13864210975"}
    one = factories.make_suggestion(stage=Stage.CLOSED, **words)
    measure = make_measure(answers=[one, public()])
    pages = (LIST, measure.get_absolute_url(), "/measures.csv", f"/chain/measure/{measure.pk}/", "/")
    responses = [client.get(page) for page in pages]
    texts = [b"".join(response).decode() for response in responses]
    assert [word for word in (*words.values(), one.number) for text in texts if word in text] == []
    assert "香港中路增設待轉提示牌" not in client.get(one.get_absolute_url()).text


def test_a_promise_that_nobody_confirmed_is_not_named(client, report):
    measure = make_measure(commitment=promise(section=report.sections.first(), is_confirmed=False))
    assert "二季度改造路口" not in client.get(measure.get_absolute_url()).text


def test_one_that_is_withdrawn_says_when_and_why_and_nothing_else(client, reviewer):
    measure = make_measure(answers=[public()])
    verbs.withdraw(measure, "日期有誤。", by=reviewer, now=NOW)
    page = client.get(measure.get_absolute_url())
    assert page.status_code == 410
    assert "「香港中路增設待轉提示牌」於2020年12月1日撤回，內容不再公開。 原因：日期有誤。" in text_of(page)
    assert "左轉放行" not in page.text
    assert "「香港中路增設待轉提示牌」於2020年12月1日撤回：日期有誤。" in text_of(client.get(LIST))


def test_a_released_picture_is_shown_until_it_is_taken_back(client, settings, tmp_path):
    one = public()
    file = factories.attach(one)
    factories.release_file(file)
    measure = make_measure(answers=[one])
    measure.evidence.create(kind=EvidenceKind.PHOTO, label="裝好了", attachment=file)
    shown = f"/files/{file.name}/1.jpg" in client.get(measure.get_absolute_url()).text
    type(file).objects.filter(pk=file.pk).update(released_at=None)
    page = client.get(measure.get_absolute_url())
    assert (shown, file.name in page.text, "這項舉措還沒有附佐證。" in page.text) == (True, False, True)


def test_the_table_has_the_numbers_of_the_released_ones_alone(client):
    one = public()
    measure = make_measure(answers=[one, hidden()], title="=甲")
    rows = client.get("/measures.csv").content.decode().splitlines()
    assert rows[1].split(",")[:2] == [str(measure.pk), "'=甲"]
    assert f",2,{one.number},0," in rows[1]


@pytest.mark.parametrize("address", [LIST, "/measures.csv", "/", "/units/traffic/", "/districts/shinan/"])
def test_one_takes_as_many_queries_as_three(client, address):
    unit = factories.make_unit(code="traffic")
    places = {"unit": unit, "category": factories.make_category(), "district": factories.make_district(code="shinan")}
    make_measure(answers=[public()], **places)
    queries(client, address)
    one = queries(client, address)
    for title in ("乙", "丙"):
        make_measure(answers=[public(), hidden()], title=title, **places)
    queries(client, address)
    assert queries(client, address) == one


def test_a_measure_takes_as_many_queries_for_one_suggestion_as_for_three(client):
    one, three = make_measure(answers=[public()]), make_measure(answers=[public(), public(), public()])
    queries(client, one.get_absolute_url())
    assert queries(client, one.get_absolute_url()) == queries(client, three.get_absolute_url())


# On the pages of others.


def test_the_suggestion_and_the_receipt_lead_to_it(client):
    receipt = factories.make_receipt(stage=Stage.CLOSED, has_consent=True)
    measure = make_measure(answers=[receipt.suggestion])
    way = f'href="{measure.get_absolute_url()}"'
    stub = way in client.get(receipt.suggestion.get_absolute_url()).text
    client.post("/status/", {"number": receipt.number, "secret": receipt.secret})
    own = way in client.get("/status/mine/").text
    factories.release(receipt.suggestion)
    assert [stub, own, way in Client().get(receipt.suggestion.get_absolute_url()).text] == [False, True, True]


def test_the_unit_the_district_and_the_section_lead_to_it(client, report):
    unit, district = factories.make_unit(code="traffic"), factories.make_district(code="shinan")
    section = report.sections.get(heading__contains="服務群眾")
    figure = section.figures.get()
    measure = make_measure(unit=unit, district=district, section=section)
    measure.evidence.create(kind=EvidenceKind.FIGURE, label="窗口", figure=figure)
    pages = ("/", "/units/traffic/", "/districts/shinan/", "/reports/2021/", figure.get_absolute_url())
    way = f'href="{measure.get_absolute_url()}"'
    assert [way in client.get(page).text for page in pages] == [True] * 5
    assert 'href="/measures/?unit=traffic"' in client.get("/units/traffic/").text


def test_the_sitemap_names_it(client):
    measure = make_measure()
    assert measure.get_absolute_url() in client.get("/sitemap-measures.xml").text
