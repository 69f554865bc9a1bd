"""Staff import, correct, publish and withdraw at the desk, each by permission, and lose nothing they typed."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.desk.forms import SectionForm
from reports.models import Figure, Publication, Report
from tests.reports.factories import NOW, TEXT, make_report, make_staff

pytestmark = pytest.mark.django_db

ADD = reverse("admin:reports_report_add")
KEEP = ["view_report", "add_report", "change_report"]


def log_in(client, *permissions):
    client.force_login(make_staff(username="desk", permissions=permissions))
    return client


def upload(client, text=TEXT, *, name="report.txt", **fields):
    return client.post(ADD, {"file": SimpleUploadedFile(name, text.encode()), **fields})


def signed_in(response):
    return response.context["form"]["signed"].value()


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
    shown = ["偵破案件", "35000", "「偵破案件」120起，但各部分 80起＋50起 合計為 130，相差 10。"]
    assert [words for words in shown if words not in page] == []


def test_the_preview_tells_words_and_changes_as_they_will_be_shown(client):
    log_in(client, *KEEP)
    page = upload(client, "2021年，數據超過1.7萬億條，事故同比下降4.5%，案件增長2%。").content.decode()
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>\s*(<td>.*?)</tr>", page, re.DOTALL)]
    assert rows == [
        ["數據", "1700000000000", "條", "超過", "", "", "1.7萬億條"],
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


def test_publish_and_withdraw_by_button(client):
    report = make_report()
    log_in(client, "view_report", "publish_report")
    for action in ("publish", "withdraw"):
        client.post(reverse(f"admin:reports_report_{action}", args=[report.pk]))
    assert [(row.action, row.by.username) for row in Publication.objects.all()] == [
        ("publish", "desk"),
        ("withdraw", "desk"),
    ]


@pytest.mark.parametrize("action", ["publish", "withdraw"])
def test_publishing_needs_its_own_permission(client, action):
    report = make_report()
    log_in(client, *KEEP)
    assert client.post(reverse(f"admin:reports_report_{action}", args=[report.pk])).status_code == 403
    assert Publication.objects.count() == 0


def test_publishing_is_no_link(client):
    report = make_report()
    log_in(client, "view_report", "publish_report")
    assert client.get(reverse("admin:reports_report_publish", args=[report.pk])).status_code == 405


def test_a_refused_verb_is_told(client):
    report = make_report()
    log_in(client, "view_report", "publish_report")
    answer = client.post(reverse("admin:reports_report_withdraw", args=[report.pk]), follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["這份報告沒有公布，無須撤下。"]


@pytest.mark.parametrize(
    ("permissions", "buttons"), [([], []), (["publish_report"], ["公布這份報告"])], ids=["reader", "publisher"]
)
def test_the_change_page_offers_what_one_may_do(client, permissions, buttons):
    report = make_report()
    log_in(client, "view_report", *permissions)
    page = client.get(reverse("admin:reports_report_change", args=[report.pk])).content.decode()
    assert [button for button in ("公布這份報告", "撤下這份報告") if button in page] == buttons


def test_the_change_page_shows_the_record(client):
    report = make_report(published_by=make_staff(username="publisher"))
    log_in(client, "view_report", "publish_report")
    page = client.get(reverse("admin:reports_report_change", args=[report.pk])).content.decode()
    assert [words for words in ("publisher", "撤下這份報告") if words not in page] == []


def test_a_corrected_figure_is_marked(client):
    make_report()
    figure = Figure.objects.get(text="120起")
    log_in(client, "view_figure", "change_figure")
    client.post(
        reverse("admin:reports_figure_change", args=[figure.pk]),
        {"name": "偵破刑事案件", "value": "121", "unit": "件", "approximation": "近", "direction": ""},
    )
    figure.refresh_from_db()
    assert (str(figure), figure.key, figure.told, figure.is_corrected) == (
        "偵破刑事案件 121件",
        "侦破刑事案件",
        "近121\u00a0件",
        True,
    )


def test_a_figure_is_corrected_from_the_number_as_it_is_written(client):
    make_report()
    figure = Figure.objects.get(text="120起")
    log_in(client, "view_figure", "change_figure")
    page = client.get(reverse("admin:reports_figure_change", args=[figure.pk]))
    form = page.context["adminform"].form
    assert (form["value"].value(), 'value="120"' in page.text) == ("120", True)


def test_the_list_of_sections_names_its_columns(client):
    make_report()
    log_in(client, "view_section")
    page = client.get(reverse("admin:reports_section_changelist")).text
    assert ("Label" in page, "小標題" in page) == (False, True)


@pytest.mark.parametrize(
    ("direction", "is_change", "kept"),
    [("down", "on", (-120, True)), ("up", "on", (120, True)), ("down", "", (120, False))],
)
def test_a_change_goes_the_way_that_was_chosen(client, direction, is_change, kept):
    make_report()
    figure = Figure.objects.get(text="120起")
    log_in(client, "view_figure", "change_figure")
    typed = {"name": "案件", "value": "120", "unit": "起", "direction": direction, "is_change": is_change}
    client.post(reverse("admin:reports_figure_change", args=[figure.pk]), typed)
    figure.refresh_from_db()
    assert (figure.value, figure.is_change) == kept


def test_a_change_without_a_direction_is_told(client):
    make_report()
    figure = Figure.objects.get(text="120起")
    log_in(client, "view_figure", "change_figure")
    address = reverse("admin:reports_figure_change", args=[figure.pk])
    answer = client.post(address, {"name": "案件", "value": "120", "unit": "起", "direction": "", "is_change": "on"})
    figure.refresh_from_db()
    assert ("數值是升降的幅度時，請選擇上升或下降。" in answer.text, figure.is_corrected) == (True, False)


CORRECTED = {"name": "破案", "value": "121", "unit": "件", "direction": ""}
ALL_OF_FIGURES = ["view_figure", "change_figure", "delete_figure"]


def test_a_published_figure_is_read_only(client):
    make_report(published_by=make_staff())
    figure = Figure.objects.get(text="120起")
    log_in(client, *ALL_OF_FIGURES)
    address = reverse("admin:reports_figure_change", args=[figure.pk])
    page = client.get(address).content.decode()
    assert ("偵破案件" in page, 'name="value"' in page) == (True, False)
    assert client.post(address, CORRECTED).status_code == 403
    figure.refresh_from_db()
    assert (str(figure), figure.is_corrected) == ("偵破案件 120起", False)


def test_a_withdrawn_figure_is_corrected_under_the_name_it_was_published_with(client):
    publisher = make_staff()
    make_report(published_by=publisher).withdraw(by=publisher, now=NOW)
    figure = Figure.objects.get(text="120起")
    log_in(client, *ALL_OF_FIGURES)
    client.post(reverse("admin:reports_figure_change", args=[figure.pk]), CORRECTED)
    figure.refresh_from_db()
    assert (str(figure), figure.key, figure.is_corrected) == ("偵破案件 121件", "侦破案件", True)


@pytest.mark.parametrize(
    ("history", "left"),
    [([], 0), (["publish"], 1), (["publish", "withdraw"], 1)],
    ids=["draft", "published", "withdrawn"],
)
def test_only_figures_never_published_are_deleted(client, history, left):
    publisher, report = make_staff(), make_report(text="2021年，破案3起。")
    for verb in history:
        getattr(report, verb)(by=publisher, now=NOW)
    figure = Figure.objects.get()
    log_in(client, *ALL_OF_FIGURES)
    client.post(
        reverse("admin:reports_figure_changelist"),
        {"action": "delete_selected", "_selected_action": [figure.pk], "post": "yes"},
    )
    client.post(reverse("admin:reports_figure_delete", args=[figure.pk]), {"post": "yes"})
    assert Figure.objects.count() == left


@pytest.mark.parametrize("publisher", [None, "publisher"], ids=["draft", "published"])
def test_no_section_is_deleted_by_hand(client, publisher):
    report = make_report(published_by=publisher and make_staff(username=publisher))
    section = report.sections.get(anchor="s2")
    log_in(client, "view_section", "change_section", "delete_section")
    assert client.post(reverse("admin:reports_section_delete", args=[section.pk]), {"post": "yes"}).status_code == 403
    assert report.sections.filter(pk=section.pk).exists()


def test_a_draft_section_can_be_corrected(client):
    section = make_report().sections.get(anchor="s2")
    log_in(client, "view_section", "change_section")
    address = reverse("admin:reports_section_change", args=[section.pk])
    client.post(address, {"heading": "服務市民", "text": "新增窗口20個。\r\n\r\n還有一段。"})
    section.refresh_from_db()
    assert (section.heading, section.paragraphs) == ("服務市民", ["新增窗口20個。", "還有一段。"])


def test_a_refused_rewrite_keeps_what_was_typed_and_logs_nothing(client):
    section = make_report().sections.get(anchor="s2")
    log_in(client, "view_section", "change_section")
    typed = {"heading": "服務市民", "text": "新增窗口99999999999999999999999999個。"}
    answer = client.post(reverse("admin:reports_section_change", args=[section.pk]), typed)
    form = answer.context["adminform"].form
    assert (answer.status_code, {name: form[name].value() for name in typed}) == (200, typed)
    [sentence] = form.non_field_errors()
    assert sentence.startswith("「99999999999999999999999999個」不能作為指標保存：")
    section.refresh_from_db()
    assert (section.heading, section.paragraphs) == ("服務群眾", ["新增便民窗口15個。"])
    assert LogEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "field", "sentence"),
    [
        ("正文。\n" * 10_000, "text", "最多 30000 字，現在是 39999 字，請刪去 9999 字。"),
        (
            "正" * 20_001,
            "text",
            f"第 1 行（「{'正' * 20}…」）有 20001 個字，超過 20000 個，不像是一個段落；請分成幾段，再導入。",
        ),
        ("1起。" * 1_001, "__all__", "這一節的指標超過 1000 個，不能在這裡修改；請改好文件，重新導入。"),
    ],
    ids=["characters", "line", "figures"],
)
def test_too_much_for_a_section_is_refused_and_kept(client, text, field, sentence):
    section = make_report().sections.get(anchor="s2")
    log_in(client, "view_section", "change_section")
    answer = client.post(reverse("admin:reports_section_change", args=[section.pk]), {"heading": "服務", "text": text})
    form = answer.context["adminform"].form
    assert (form.errors, form["text"].value() == text) == ({field: [sentence]}, True)


def test_the_list_of_figures_does_not_bring_the_text_of_their_sections(client):
    make_report()
    log_in(client, "view_figure")
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("admin:reports_figure_changelist"))
    assert [query["sql"] for query in queries if "paragraphs" in query["sql"]] == []


def test_a_report_published_meanwhile_is_told_in_the_form():
    section = make_report(published_by=make_staff()).sections.get(anchor="s2")
    form = SectionForm({"heading": "別的", "text": "別的。"}, instance=section)
    assert form.non_field_errors() == ["這份報告已經公布，正文不能修改；請先撤下。"]


def test_a_published_section_is_read_only(client):
    section = make_report(published_by=make_staff()).sections.get(anchor="s2")
    log_in(client, "view_section", "change_section")
    address = reverse("admin:reports_section_change", args=[section.pk])
    page = client.get(address).content.decode()
    assert ("新增便民窗口15個。" in page, "<textarea" in page) == (True, False)
    assert client.post(address, {"heading": "別的", "text": "別的。"}).status_code == 403


@pytest.mark.parametrize("model", ["report", "section", "figure"])
def test_lists_cost_the_same_for_one_report_and_three(client, model, django_assert_num_queries):
    log_in(client, f"view_{model}")
    address = reverse(f"admin:reports_{model}_changelist")
    make_report()
    client.get(address)  # what every page keeps for a while is kept
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    make_report(year=2020)
    make_report(year=2019)
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_every_page_of_the_desk_is_free_of_inline_style_and_script(client):
    report = make_report()
    log_in(client, *KEEP, "publish_report", "view_section", "change_section", "view_figure", "change_figure")
    pages = [
        client.get(ADD),
        upload(client),
        client.get(reverse("admin:reports_report_change", args=[report.pk])),
        client.get(reverse("admin:reports_section_change", args=[report.sections.first().pk])),
        client.get(reverse("admin:reports_figure_change", args=[Figure.objects.first().pk])),
    ]
    assert [page.status_code for page in pages] == [200] * 5
    found = [words for page in pages for words in (" style=", "<style", "onclick=") if words in page.content.decode()]
    assert found == []
