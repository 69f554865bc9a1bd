"""Staff import at the desk: upload, preview, save, and lose nothing they typed."""

import re

import pytest
from django.urls import reverse

from reports.models import Figure, Report
from tests.reports.desk.staff import ADD, KEEP, log_in, signed_in, upload
from tests.reports.factories import TEXT, make_report, make_staff

pytestmark = pytest.mark.django_db


def test_upload_preview_and_save(client):
    log_in(client, *KEEP)
    preview = upload(client)
    assert Report.objects.count() == 0
    assert preview.context["form"].initial["title"] == "某市公安局2021年工作報告"
    answer = client.post(ADD, {"title": "改過的標題", "year": 2020, "signed": signed_in(preview)})
    report = Report.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("admin:reports_report_change", args=[report.pk]))
    assert (report.title, report.year, report.source_name, report.is_published) == (
        "改過的標題",
        2020,
        "report.txt",
        False,
    )
    assert Figure.objects.of(report).count() == 6


def test_the_preview_shows_figures_and_doubts(client):
    log_in(client, *KEEP)
    page = upload(client, TEXT.replace("外地40起", "外地50起")).content.decode()
    shown = ["偵破案件", "35,000", "「偵破案件」120起，但各部分 80起＋50起 合計為 130，相差 10。"]
    assert [words for words in shown if words not in page] == []


def test_the_preview_tells_words_and_changes_as_they_will_be_shown(client):
    log_in(client, *KEEP)
    page = upload(client, "2021年，數據超過1.7萬億條，事故同比下降4.5%，案件增長2%。").content.decode()
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>\s*(<td>.*?)</tr>", page, re.DOTALL)]
    assert rows == [
        ["數據", "1,700,000,000,000", "條", "超過", "", "", "1.7萬億條"],
        ["事故", "4.5", "%", "", "下降", "2020", "4.5%"],
        ["案件", "2", "%", "", "上升", "", "2%"],
    ]


def test_a_made_title_is_to_be_confirmed(client):
    log_in(client, *KEEP)
    assert "文件沒有標題" in upload(client, "2021年，大家努力工作。").content.decode()


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
    assert Report.objects.count() == 0


def test_a_refused_save_keeps_what_was_typed(client):
    make_report(published_by=make_staff())
    log_in(client, *KEEP)
    answer = client.post(ADD, {"title": "我的標題", "year": 2021, "signed": signed_in(upload(client))})
    form = answer.context["form"]
    assert (form["title"].value(), form.non_field_errors()) == (
        "我的標題",
        ["2021 年的報告已經公布，不能用導入的內容覆蓋；請先撤下。"],
    )
    assert answer.context["shown"]["figures"] == 6


def test_a_missing_title_keeps_the_year_and_the_upload(client):
    log_in(client, *KEEP)
    signed = signed_in(upload(client))
    form = client.post(ADD, {"title": "", "year": 2020, "signed": signed}).context["form"]
    assert (form["year"].value(), form["signed"].value(), [*form.errors]) == ("2020", signed, ["title"])


def test_a_forged_upload_is_refused(client):
    log_in(client, *KEEP)
    answer = client.post(ADD, {"title": "標題", "year": 2021, "signed": "forged"})
    assert answer.context["form"].non_field_errors() == ["上傳的內容已過期，請重新選擇文件。"]
    assert Report.objects.count() == 0


def test_importing_needs_permission(client):
    log_in(client, "view_report")
    assert (client.get(ADD).status_code, upload(client).status_code) == (403, 403)
