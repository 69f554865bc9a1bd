"""Sections corrected at the desk while they are a draft."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from reports.desk.forms import SectionForm
from tests.reports.desk.staff import log_in
from tests.reports.factories import make_report, make_staff

pytestmark = pytest.mark.django_db


def test_the_list_of_sections_names_its_columns(client):
    make_report()
    log_in(client, "view_section")
    page = client.get(reverse("admin:reports_section_changelist")).text
    assert ("Label" in page, "小標題" in page) == (False, True)


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
