"""Staff import at the desk: upload, look, save, and lose nothing they typed."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from reports.models import Figure, Report, Upload
from tests.reports.desk.staff import ADD, KEEP, door, log_in, save, upload
from tests.reports.factories import TEXT, make_report, make_staff

pytestmark = pytest.mark.django_db


def test_upload_look_and_save(client):
    log_in(client, *KEEP)
    answer = upload(client)
    assert (answer.status_code, answer.url, Report.objects.count()) == (302, door(), 0)
    page = client.get(door())
    assert (page.context["counts"], page.context["save_form"]["title"].value()) == (
        {"sections": 5, "figures": 6},
        "某市公安局2021年工作報告",
    )
    answer = save(client, title="改過的標題", year=2020)
    report = Report.objects.get()
    assert client.get(answer.url).url == reverse("admin:reports_report_change", args=[report.pk])
    assert (report.title, report.year, report.source_name, report.is_published) == (
        "改過的標題",
        2020,
        "report.txt",
        False,
    )
    assert Figure.objects.of(report).count() == 6
    assert [entry.change_message for entry in LogEntry.objects.all()] == ["導入 report.txt"]


def test_the_page_shows_each_figure_in_its_sentence_and_sums_that_differ(client):
    log_in(client, *KEEP)
    upload(client, TEXT.replace("外地40起", "外地50起"))
    page = client.get(door(), {"order": "text"})
    entry = page.context["listed"].object_list[3]
    assert (entry.before, entry.figure.text, entry.after, entry.row.told) == (
        "巡邏出動",
        "3.5萬人次",
        "，事故同比下降4.5%。",
        "3.5萬人次",
    )
    assert "「偵破案件」120起，但各部分 80起＋50起 合計為 130，相差 10。" in page.text


def test_a_made_title_is_to_be_confirmed(client):
    log_in(client, *KEEP)
    upload(client, "2021年，大家努力工作。")
    assert "文件沒有標題" in client.get(door()).text


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        ("", "report.txt", "文件是空的，請選擇有內容的文件。"),
        ("x", "report.exe", "只能讀取文本文件（txt、md）、Word 文件（docx）和 PDF。"),
    ],
)
def test_a_refused_file_saves_nothing(client, text, name, sentence):
    log_in(client, *KEEP)
    answer = upload(client, text, name=name, year=2018)
    form = answer.context["form"]
    assert (answer.status_code, form.errors, form["year"].value()) == (200, {"file": [sentence]}, "2018")
    assert (Report.objects.count(), Upload.objects.count()) == (0, 0)


def test_a_refused_save_keeps_what_was_typed(client):
    make_report(published_by=make_staff())
    log_in(client, *KEEP)
    upload(client)
    page = client.get(save(client, title="我的標題").url)
    assert page.context["save_form"]["title"].value() == "我的標題"
    assert "沒有保存：2021 年的報告已經公布，不能用導入的內容覆蓋；請先撤下。" in page.text
    assert page.context["counts"]["figures"] == 6


def test_a_missing_title_keeps_the_year(client):
    log_in(client, *KEEP)
    upload(client)
    form = save(client, title="", year=2020).context["save_form"]
    assert (form["year"].value(), [*form.errors]) == ("2020", ["title"])


def test_a_report_without_a_year_is_saved_under_the_one_that_is_typed(client):
    log_in(client, *KEEP)
    upload(client, "大家努力工作，破案同比上升3%。")
    save(client, year=2019)
    assert [(figure.compared_year, figure.section.report.year) for figure in Figure.objects.all()] == [(2018, 2019)]


def test_importing_needs_permission(client):
    log_in(client, "view_report")
    assert (client.get(ADD).status_code, upload(client).status_code) == (403, 403)
