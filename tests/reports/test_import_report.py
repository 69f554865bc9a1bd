"""The command prints or saves what it read, and says in one sentence why it does not."""

import json

import pytest
from django.core.management import CommandError, call_command

from reports.models import Report
from tests.reports.factories import TEXT, make_report, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_check_prints_json_and_saves_nothing(file, capsys):
    call_command("import_report", file, check=True)
    printed = json.loads(capsys.readouterr().out)
    assert list(printed) == ["title", "year", "sections", "figures"]
    assert printed["figures"][4] == {
        "name": "事故",
        "value": -4.5,
        "unit": "%",
        "approximate": False,
        "qualifier": "",
        "text": "4.5%",
        "section": "s1-2",
    }
    assert Report.objects.count() == 0


def test_without_check_the_draft_is_saved(file, capsys):
    call_command("import_report", file)
    assert capsys.readouterr().out == "已保存草稿：某市公安局2021年工作報告（2021 年，5 節，6 個指標）。\n"
    assert [(report.year, report.source_name) for report in Report.objects.all()] == [(2021, "report.txt")]


def test_doubts_are_told(file, capsys):
    file.write_text("2021年，破案60起（本地50起、外地20起）。", encoding="utf-8")
    call_command("import_report", file)
    assert capsys.readouterr().out.splitlines()[1:] == [
        "文件沒有標題，標題由年度和單位名稱組成，請核對。",
        "「破案」60起，但各部分 50起＋20起 合計為 70，相差 10。",
    ]


def test_a_text_without_a_year_needs_one(file, capsys):
    file.write_text("大家努力工作。", encoding="utf-8")
    with pytest.raises(CommandError, match="從文件裡看不出年度，請用 --year 指明。"):
        call_command("import_report", file)
    call_command("import_report", file, year=2019)
    assert [report.year for report in Report.objects.all()] == [2019]


def test_an_unreadable_file_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match=r"^找不到或不能讀取文件：none.txt$"):
        call_command("import_report", tmp_path / "none.txt")


def test_a_published_report_is_left_alone(file):
    make_report(published_by=make_staff())
    with pytest.raises(CommandError, match="已經公布"):
        call_command("import_report", file)
