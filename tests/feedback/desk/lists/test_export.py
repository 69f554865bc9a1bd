"""The list as a file: what it shows, to whom, with or without the person, and that it is recorded."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.desk.lists import export_columns
from feedback.models import SavedList, Suggestion
from feedback.parts import items
from feedback.rules.workflow import Stage, Verb
from portal.tables.staff import StaffRecord
from tests import factories

EXPORT = "admin:feedback_suggestion_export"
CONTACT = "13864210975"


def export(client, query="", **fields):
    return client.post(reverse(EXPORT) + query, {"kind": "csv"} | fields)


def table(response):
    """The rows under their headings."""
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def column(response, name):
    return [row[name] for row in table(response)]


@pytest.fixture
def ours(office):
    return factories.make_suggestion(stage=Stage.ASSIGNED, title="我們的", name="王曉梅", contact=CONTACT)


@pytest.fixture
def theirs(office, other_unit):
    return factories.make_suggestion(stage=Stage.CLOSED, unit=other_unit, title="別人的", name="李雷", contact=CONTACT)


def test_what_the_list_shows_is_in_the_file_in_its_order(client, triage_officer, ours, theirs):
    client.force_login(triage_officer)
    assert column(export(client), "標題") == ["別人的", "我們的"]
    assert column(export(client, "?stage=assigned"), "標題") == ["我們的"]
    assert column(export(client, "?q=別人"), "標題") == ["別人的"]


def test_a_row_says_where_it_stands(client, triage_officer, ours):
    client.force_login(triage_officer)
    [row] = table(export(client))
    said = {name: row[name] for name in ("編號", "收到時間", "來源", "階段", "承辦單位", "同意公開", "評議")}
    assert said == {
        "編號": "2020-0001", "收到時間": "2020-12-01 10:00", "來源": "網站", "階段": "轉辦",
        "承辦單位": "交通警察支隊", "同意公開": "", "評議": "",
    }  # fmt: skip


def test_a_workbook_has_the_same_rows(client, triage_officer, ours, theirs):
    client.force_login(triage_officer)
    data = b"".join(export(client, kind="xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    cells = [[cell.value or "" for cell in row] for row in sheet]
    assert [dict(zip(cells[0], row, strict=True)) for row in cells[1:]] == table(export(client))


def test_no_cell_is_a_formula(client, triage_officer):
    factories.make_suggestion(title="=HYPERLINK(1)", body="@SUM(A1) 請修理")
    client.force_login(triage_officer)
    [row] = table(export(client))
    assert (row["標題"], row["內容"]) == ("'=HYPERLINK(1)", "'@SUM(A1) 請修理")


def test_a_handler_exports_the_own_units_alone(client, handler, ours, theirs):
    client.force_login(handler)
    assert column(export(client), "標題") == ["我們的"]


def test_without_being_asked_no_contact_leaves(client, triage_officer, ours):
    client.force_login(triage_officer)
    text = b"".join(export(client)).decode()
    assert (CONTACT in text, "王曉梅" in text, ours.events.filter(verb=Verb.READ_CONTACT).count()) == (False, False, 0)


def test_with_contacts_each_reading_stands_in_its_history(client, triage_officer, ours, theirs):
    client.force_login(triage_officer)
    names = column(export(client, contacts="on"), "姓名")
    readings = [one.events.filter(verb=Verb.READ_CONTACT, by=triage_officer).count() for one in (ours, theirs)]
    assert (names, readings) == (["李雷", "王曉梅"], [1, 1])


def test_whose_contact_one_may_not_read_is_not_read(client, handler, ours):
    merged = factories.make_suggestion(stage=Stage.MERGED, main=ours, name="韓梅梅", contact=CONTACT)
    client.force_login(handler)
    contacts = column(export(client, f"?q={merged.number}", contacts="on"), "聯繫方式")
    assert (contacts, merged.events.filter(verb=Verb.READ_CONTACT).count()) == (["無權查看"], 0)


@pytest.mark.parametrize("who", ["reviewer", "supervisor"])
def test_who_reads_no_contact_is_offered_none_and_gets_none(request, client, ours, who):
    client.force_login(request.getfixturevalue(who))
    page = client.get(reverse(EXPORT)).text
    [row] = table(export(client, contacts="on"))
    assert ('name="contacts"' in page, "聯繫方式" in row) == (False, False)


def test_many_contacts_at_once_are_refused(client, triage_officer, ours, theirs, monkeypatch):
    monkeypatch.setattr("feedback.desk.lists.export_form.MOST_CONTACTS", 1)
    client.force_login(triage_officer)
    response = export(client, contacts="on")
    assert response.context["form"].non_field_errors() == ["這樣導出一次最多 1 件，請先在列表裡篩選。"]
    assert (ours.events.filter(verb=Verb.READ_CONTACT).count(), StaffRecord.objects.count()) == (0, 0)


def test_every_export_is_recorded(client, triage_officer, ours, theirs):
    client.force_login(triage_officer)
    export(client, "?stage=closed", kind="xlsx")
    export(client, contacts="on")
    records = StaffRecord.objects.order_by("pk").values_list("user__username", "object_repr")
    assert list(records) == [
        ("triage", "導出 1 件建議（xlsx）"), ("triage", "連聯繫方式一起導出 2 件建議（csv）"),
    ]  # fmt: skip


def test_a_filter_that_is_not_valid_is_told_before_anything_leaves(client, triage_officer, ours):
    client.force_login(triage_officer)
    assert "「階段」的條件無效，沒有採用。" in client.get(reverse(EXPORT) + "?stage=nowhere").text


def test_a_question_about_a_citizen_by_a_hand_made_address_is_not_asked(client, triage_officer, ours, theirs):
    client.force_login(triage_officer)
    assert column(export(client, "?contact__contains=0975&name=x"), "標題") == ["別人的", "我們的"]


def test_an_administrator_exports_nothing(client, administrator, ours):
    client.force_login(administrator)
    assert [client.get(reverse(EXPORT)).status_code, export(client).status_code] == [403, 403]


def test_the_file_costs_the_same_for_one_and_for_three(client, triage_officer):
    closed = factories.make_suggestion(stage=Stage.CLOSED)
    client.force_login(triage_officer)
    one = queries(client)
    factories.make_suggestion(stage=Stage.CLOSED)
    factories.make_suggestion(stage=Stage.MERGED, main=closed)
    assert queries(client) == one


def queries(client):
    table(export(client))
    with CaptureQueriesContext(connection) as captured:
        table(export(client))
    return len(captured)


def test_more_than_are_held_at_once_come_in_their_order(client, triage_officer, monkeypatch):
    monkeypatch.setattr("feedback.desk.lists.export_rows.ROWS_AT_ONCE", 2)
    numbers = [factories.receive().number for _ in range(5)]
    client.force_login(triage_officer)
    assert column(export(client), "編號") == numbers[::-1]


def test_it_holds_answer_outcome_handler_and_labels_of_what_was_approved(client, office, ours):
    ours.start(by=office.handler, now=factories.NOW)
    factories.reply(ours)
    factories.correct(ours, body="放行延長 5 秒。")
    Suggestion.objects.filter(pk=ours.pk).update(first_due_on="2020-12-22")
    merged = factories.make_suggestion(stage=Stage.MERGED, main=ours)
    factories.make_label(name="高峰").suggestions.add(ours)
    client.force_login(office.triage_officer)
    rows = {row["編號"]: row for row in table(export(client))}
    names = ("採納情況", "答覆內容", "承辦人", "標籤", "是否有效", "是否已辦結", "是否按期")
    said = {number: tuple(row[name] for name in names) for number, row in rows.items()}
    answer = "已增設待轉提示牌，並延長左轉放行 10 秒。"
    assert said == {
        ours.number: ("採納", answer, office.handler.username, "高峰", "是", "否", "按期答覆"),
        merged.number: ("採納", answer, "", "", "是", "否", ""),
    }


def test_it_holds_every_column_of_the_public_download(client, triage_officer):
    public = {str(heading) for heading in items.HEADINGS}
    # Called otherwise at the desk, where a moment is told and not a day.
    other_names = {"收到日期", "受理日期", "首次答覆日期", "辦結日期", "市民評議", "憑工作人員開具的回執評議", "併入"}
    assert public - {str(column.heading) for column in export_columns.COLUMNS} == other_names


def test_no_draft_remark_or_note_is_in_any_column(client, office, ours):
    ours.start(by=office.handler, now=factories.NOW)
    factories.draft(ours, body="金絲雀的草稿")
    ours.return_reply("金絲雀的修改意見", by=office.reviewer, now=factories.NOW)
    ours.ask("金絲雀的詢問", by=office.handler, now=factories.NOW)
    client.force_login(office.triage_officer)
    assert "金絲雀" not in str(table(export(client)))


def test_chosen_columns_come_in_their_order(client, triage_officer, ours):
    client.force_login(triage_officer)
    [row] = table(export(client, columns=["title", "number"]))
    assert list(row.items()) == [("編號", ours.number), ("標題", "我們的")]


def test_a_column_that_is_not_offered_is_refused(client, triage_officer, ours):
    client.force_login(triage_officer)
    assert list(export(client, columns=["contact"]).context["form"].errors) == ["columns"]


def test_the_columns_are_kept_with_a_saved_list(client, office, ours):
    saved = SavedList.objects.keep(owner=office.handler, name="我的", unit=office.unit)
    query = f"?saved={saved.pk}"
    client.force_login(office.handler)
    export(client, query, columns=["number"], keep="on")
    ticked = client.get(reverse(EXPORT) + query).context["form"]["columns"].value()
    client.force_login(office.reviewer)
    export(client, query, columns=["title"], keep="on")
    theirs = client.get(reverse(EXPORT) + query).context["form"]
    saved.refresh_from_db()
    assert (ticked, theirs["columns"].value(), "keep" in theirs.fields, saved.exported) == (
        ["number"], ["number"], False, ["number"],
    )  # fmt: skip
