"""A sheet at the desk: looked at first, filed whole or not at all, never twice."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from feedback.desk.intake.sheet_forms import COLUMNS
from feedback.models import Campaign, Category, Channel, Sheet, Suggestion
from feedback.rules.workflow import Verb
from portal.tables.staff import StaffRecord
from tests import factories
from tests.workbooks import book_of, saved

UPLOAD = "admin:feedback_suggestion_import"
SHEET = "admin:feedback_suggestion_import_sheet"
RECEIPTS = "admin:feedback_suggestion_import_receipts"
HEAD = "來件編號,來源,標題,內容,聯繫方式,領域,同意公開"
PHONE = "電1,電話,路燈不亮,夜裡看不清路，請修理。,13864210975,道路交通管理,是"
HEAD_DAY = "來源,標題,內容,送達日期"
DAY = "電話,路燈不亮,夜裡看不清路，請修理。,{}"
LETTER = "信1,来信,太吵了,夜裡施工太吵，請管一管。,,,"


def upload(client, *lines, head=HEAD, name="來件.csv", **fields):
    text = "\n".join([head, *lines]).replace("，", "\uff0c")
    return upload_file(client, text.encode(), name=name, **fields)


def upload_file(client, data, name="來件.xlsx", **fields):
    file = SimpleUploadedFile(name, data)
    campaign = Campaign.objects.get(slug="open").pk
    return client.post(reverse(UPLOAD), {"file": file, "campaign": campaign} | fields)


def told(response):
    return [(number, column, what) for number, column, what in response.context["errors"]]


@pytest.fixture
def at_the_desk(client, triage_officer):
    factories.make_category()
    client.force_login(triage_officer)
    return client


@pytest.fixture
def sheet(at_the_desk):
    """Uploaded and not filed yet."""
    upload(at_the_desk, PHONE, LETTER)
    return Sheet.objects.get()


def file(client, sheet):
    return client.post(reverse(SHEET, args=[sheet.pk]))


def test_a_sheet_is_looked_at_before_anything_is_filed(at_the_desk):
    response = upload(at_the_desk, PHONE, LETTER)
    sheet = Sheet.objects.get()
    page = at_the_desk.get(response.url)
    assert (response.url, Suggestion.objects.count()) == (reverse(SHEET, args=[sheet.pk]), 0)
    assert [(number, form.cleaned_data["title"]) for number, form in page.context["new"]] == [
        (2, "路燈不亮"), (3, "太吵了"),
    ]  # fmt: skip


def test_then_all_of_it_is_filed(at_the_desk, sheet, triage_officer):
    response = file(at_the_desk, sheet)
    rows = Suggestion.objects.order_by("pk").values_list(
        "channel", "title", "category__name", "has_consent", "kind", "is_issued_by_staff"
    )
    assert list(rows) == [
        ("phone", "路燈不亮", "道路交通管理", True, "suggestion", True),
        ("letter", "太吵了", None, False, "suggestion", True),
    ]
    assert response.url == reverse(RECEIPTS, args=[sheet.pk])
    assert StaffRecord.objects.get().object_repr == "導入來件表「來件.csv」，登記 2 件"


def test_the_receipts_open_what_was_filed(at_the_desk, sheet):
    tickets = at_the_desk.get(file(at_the_desk, sheet).url).context["tickets"]
    opened = [Suggestion.objects.by_receipt(one["suggestion"].number, one["secret"]).title for one in tickets]
    assert opened == ["路燈不亮", "太吵了"]


def test_the_receipts_are_gone_after_half_an_hour(at_the_desk, time_machine):
    time_machine.move_to("2020-12-01 10:00 +0800", tick=False)
    upload(at_the_desk, PHONE)
    address = file(at_the_desk, Sheet.objects.get()).url
    time_machine.move_to("2020-12-01 10:30 +0800", tick=False)
    assert at_the_desk.get(address).url == reverse("admin:feedback_suggestion_changelist")


def test_what_citizens_wrote_is_unreadable_while_it_waits_and_gone_when_it_is_filed(at_the_desk, sheet):
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM feedback_sheet")
        stored = cursor.fetchone()[0]
    file(at_the_desk, sheet)
    sheet.refresh_from_db()
    assert ("路燈" in stored, sheet.rows) == (False, [])


def test_a_double_click_files_it_once(at_the_desk, sheet):
    answers = [file(at_the_desk, sheet).url for _ in range(2)]
    assert (answers, Suggestion.objects.count()) == ([reverse(RECEIPTS, args=[sheet.pk])] * 2, 2)


def test_the_same_sheet_again_files_nothing(at_the_desk, sheet):
    file(at_the_desk, sheet)
    page = at_the_desk.get(upload(at_the_desk, PHONE, LETTER).url)
    assert (page.context["new_count"], [one.number for _row, one in page.context["known"]]) == (
        0, [one.number for one in Suggestion.objects.order_by("pk")],
    )  # fmt: skip
    file(at_the_desk, Sheet.objects.latest("pk"))
    assert Suggestion.objects.count() == 2


def test_two_sheets_with_the_same_rows_that_wait_together_file_them_once(at_the_desk, sheet):
    upload(at_the_desk, PHONE, LETTER)
    for waiting in Sheet.objects.order_by("pk"):
        file(at_the_desk, waiting)
    assert Suggestion.objects.count() == 2


def test_rows_without_a_number_are_known_by_all_that_they_say(at_the_desk):
    line = ",電話,路燈不亮,夜裡看不清路，請修理。,,,"
    for lines in ([line], [line, ",電話,路燈不亮,夜裡看不清路，請再修理。,,,"]):
        upload(at_the_desk, *lines)
        file(at_the_desk, Sheet.objects.latest("pk"))
    assert Suggestion.objects.count() == 2


def test_a_number_used_for_something_else_is_told(at_the_desk, sheet):
    file(at_the_desk, sheet)
    number = Suggestion.objects.order_by("pk")[0].number
    response = upload(at_the_desk, "電1,電話,另一件事,完全不同的內容，請看看。,,,")
    assert told(response) == [
        (2, "來件編號", f"這個編號已經登記為 {number}，內容不同。確是另一件的，請換一個不重複的編號。")
    ]


def test_every_mistake_is_told_by_row_and_column_and_nothing_is_kept(at_the_desk):
    response = upload(
        at_the_desk,
        PHONE,
        "電2,短信,太,短,x,不存在,也許",
        PHONE,
        "電4,電話,路口太亂,請派人看一看路口。,,,",
    )
    assert told(response) == [
        (3, "來源", "「短信」不能填在這裡，可以填：電話、來信、來訪、座談、微信、12345 熱線、懇談熱線、懇談現場。"),
        (3, "領域", "「不存在」不能填在這裡，可以填：道路交通管理。"),
        (3, "標題", "標題太短，請再寫幾個字。"),
        (3, "內容", "內容太短，請說得具體一些。"),
        (3, "聯繫方式", "請填寫電話號碼或電子郵箱。"),
        (3, "同意公開", "「也許」不能填在這裡，可以填：是、否。"),
        (4, "來件編號", "與第 2 行重複。確是兩件的，請各填一個「來件編號」。"),
    ]
    assert (response.context["wrong_count"], Sheet.objects.count(), Suggestion.objects.count()) == (2, 0, 0)


@pytest.mark.parametrize(
    ("value", "day"),
    [("２０２６年１１月３日", "2026-11-03"), ("民國115年11月3日", "2026-11-03"), ("46329.4", "2026-11-03")],
)
def test_a_day_is_read_however_the_office_writes_it(at_the_desk, time_machine, value, day):
    time_machine.move_to("2026-11-20 10:00 +0800", tick=False)
    page = at_the_desk.get(upload(at_the_desk, DAY.format(value), head=HEAD_DAY).url)
    [(_number, form)] = page.context["new"]
    assert (str(form.cleaned_data["arrived_on"]), day in page.text) == (day, True)


@pytest.mark.parametrize("value", ["11/3/2026", "115.11.3", "11月3日", "2026-02-30"])
def test_a_day_that_could_be_another_is_told(at_the_desk, value):
    response = upload(at_the_desk, DAY.format(value), head=HEAD_DAY)
    assert told(response) == [(2, "送達日期", f"「{value}」看不出是哪一天，請寫成 2026-01-05 的樣子。")]


def test_what_is_no_content_is_told_by_row_column_and_value_and_only_once(at_the_desk):
    response = upload(at_the_desk, PHONE, "信1,來信,#N/A,夜裡施工太吵，請管一管。,,#REF!,")
    error = "「%s」是表格軟件報的錯，不是內容。請改正或者填上內容，再上傳。"
    assert (told(response), Sheet.objects.count()) == (
        [(3, "標題", error % "#N/A"), (3, "領域", error % "#REF!")], 0,
    )  # fmt: skip


def test_what_nobody_sees_is_not_filed_and_is_told_before_anything_is(at_the_desk):
    book = book_of(["x"])
    book.active.sheet_state = "hidden"
    seen = book.create_sheet("登記")
    for line in ["信訪件登記表", HEAD.replace("聯繫方式", "聯繫電話"), PHONE, LETTER]:
        seen.append(line.split(","))
    seen.row_dimensions[4].hidden = True
    page = at_the_desk.get(upload_file(at_the_desk, saved(book)).url)
    sentences = [
        "讀的是工作表「登記」，表頭在第 2 行。",
        "這些列名與模板不同，當作：「聯繫電話」＝「聯繫方式」。",
        "表頭以上的行沒有讀：第 1 行。",
        "隱藏的行沒有讀：第 4 行。",
        "隱藏的工作表沒有讀：Sheet。",
    ]
    assert (page.context["unread"], [number for number, _form in page.context["new"]]) == (sentences, [3])
    assert all(sentence in page.text for sentence in sentences)


def test_a_refused_sheet_says_where_it_was_read(at_the_desk):
    response = upload(at_the_desk, "", "電1,短信,路燈不亮,夜裡看不清路，請修理。,,,")
    assert "空行（要讀的各列都空著的）沒有讀：第 2 行。" in response.text


def test_a_sheet_kept_by_an_earlier_release_is_filed(at_the_desk, sheet):
    Sheet.objects.update(payload=json.dumps(sheet.rows))
    at_the_desk.get(reverse(SHEET, args=[sheet.pk]))
    file(at_the_desk, sheet)
    assert Suggestion.objects.count() == 2


def test_the_channels_of_the_bureau_are_taken_in_either_script_and_by_the_names_that_mean_the_same(at_the_desk):
    factories.make_channel(code="box", name="局長信箱", order=90)
    names = ["电话", "来电", "信件", "12345", "12345热线", "１２３４５熱線", "微信公众号", "微信", "局长信箱"]
    lines = [f"{n},{name},路燈不亮,夜裡看不清路，請修理。,,," for n, name in enumerate(names)]
    page = at_the_desk.get(upload(at_the_desk, *lines).url)
    assert [form.cleaned_data["channel"].pk for _number, form in page.context["new"]] == [
        "phone", "phone", "letter", "12345", "12345", "12345", "wechat", "wechat", "box",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["網站", "web", "座談"])
def test_neither_the_site_nor_what_is_not_in_use_is_a_channel_of_a_sheet(at_the_desk, name):
    Channel.objects.filter(pk="meeting").update(is_active=False)
    response = upload(at_the_desk, PHONE.replace("電話", name))
    assert told(response) == [
        (2, "來源", f"「{name}」不能填在這裡，可以填：電話、來信、來訪、微信、12345 熱線、懇談熱線、懇談現場。")
    ]


def test_the_channels_are_named_beside_the_file(at_the_desk):
    offered = "「來源」填：電話、來信、來訪、座談、微信、12345 熱線、懇談熱線、懇談現場。"
    assert offered in at_the_desk.get(reverse(UPLOAD)).text


def test_a_row_without_number_is_the_same_after_its_channel_was_renamed(at_the_desk):
    line = ",{},路燈不亮,夜裡看不清路，請修理。,,,"
    upload(at_the_desk, line.format("電話"))
    file(at_the_desk, Sheet.objects.latest("pk"))
    Channel.objects.filter(pk="phone").update(name="值班電話")
    upload(at_the_desk, line.format("值班電話"))
    file(at_the_desk, Sheet.objects.latest("pk"))
    assert Suggestion.objects.count() == 1


def test_a_row_without_number_is_known_from_the_sheets_of_earlier_releases(at_the_desk):
    upload(at_the_desk, ",電話,路燈不亮,夜裡看不清路。請修理,,,")
    file(at_the_desk, Sheet.objects.get())
    told = json.dumps(["phone", "None", "路燈不亮", "夜裡看不清路。請修理", "", "", ""], ensure_ascii=False)
    flow = f"sheet-row:{hashlib.sha256(told.encode()).hexdigest()}"
    assert Suggestion.objects.of_flow(flow) == Suggestion.objects.get()


def test_a_child_needs_the_guardian(at_the_desk):
    head = "來源,標題,內容,未滿14周歲,監護人姓名,監護人同意"
    response = upload(at_the_desk, "電話,路燈不亮,夜裡看不清路，請修理。,是,,否", head=head)
    assert [column for _row, column, _what in told(response)] == ["監護人姓名", "監護人同意"]


def test_a_campaign_that_did_not_take_any_is_told_for_the_row(at_the_desk):
    campaign = factories.make_campaign(slug="over")
    response = upload(at_the_desk, PHONE, campaign=campaign.pk)
    assert told(response) == [(2, "活動", "「2020 年「三民」活動」在那一天不徵集意見建議，請另選一個。")]


def test_what_changed_while_it_waited_is_looked_at_again(at_the_desk, sheet):
    Category.objects.update(is_active=False)
    response = file(at_the_desk, sheet)
    assert ([column for _row, column, _what in told(response)], Suggestion.objects.count()) == (["領域"], 0)


def test_columns_of_no_use_are_named(at_the_desk):
    response = upload(at_the_desk, DAY.format("x"), head="來源,標題,內容,備註")
    assert "這些列不在模板裡，沒有讀：備註。" in at_the_desk.get(response.url).text


def test_a_file_that_is_no_sheet_is_one_sentence(at_the_desk):
    response = upload(at_the_desk, head="")
    assert response.context["form"].errors == {"file": ["文件是空的，請選擇有內容的文件。"]}


def test_the_template_can_be_filled_and_uploaded(at_the_desk):
    data = b"".join(at_the_desk.get(reverse("admin:feedback_suggestion_import_template")))
    response = at_the_desk.post(
        reverse(UPLOAD),
        {"file": SimpleUploadedFile("t.xlsx", data), "campaign": Campaign.objects.get(slug="open").pk},
    )
    checked = at_the_desk.get(response.url) if response.status_code == 302 else response
    assert [set(cells) for _row, cells in Sheet.objects.get().rows] == [set(COLUMNS)]
    assert checked.context["new_count"] == 1


def test_another_person_does_not_see_the_sheet(at_the_desk, sheet, second_triage_officer):
    at_the_desk.force_login(second_triage_officer)
    answers = [at_the_desk.get(reverse(name, args=[sheet.pk])).status_code for name in (SHEET, RECEIPTS)]
    assert (answers, file(at_the_desk, sheet).status_code, Suggestion.objects.count()) == ([404, 404], 404, 0)


@pytest.mark.parametrize("who", ["handler", "reviewer", "supervisor", "administrator"])
def test_others_import_nothing(request, client, office, who):
    client.force_login(request.getfixturevalue(who))
    template = reverse("admin:feedback_suggestion_import_template")
    answers = [client.get(reverse(UPLOAD)), upload(client, PHONE), client.get(template)]
    assert [answer.status_code for answer in answers] == [403] * 3


def test_looking_costs_the_same_for_one_row_and_for_three(at_the_desk, django_assert_num_queries):
    lines = [PHONE.replace("電1", f"電{n}") for n in range(3)]
    today = timezone.localdate()
    campaign = factories.make_campaign(year=today.year)
    factories.make_phase(campaign=campaign, starts_on=today)
    upload(at_the_desk, lines[0], campaign=campaign.pk)
    one = Sheet.objects.get()
    upload(at_the_desk, *lines, campaign=campaign.pk)
    three = Sheet.objects.latest("pk")
    with django_assert_num_queries(queries(at_the_desk, one)):
        at_the_desk.get(reverse(SHEET, args=[three.pk]))


def queries(client, sheet):
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(SHEET, args=[sheet.pk]))
    return len(captured)


def test_each_has_the_event_of_its_filing(at_the_desk, sheet, triage_officer):
    file(at_the_desk, sheet)
    events = [one.events.get(verb=Verb.REGISTER) for one in Suggestion.objects.all()]
    assert [event.by for event in events] == [triage_officer] * 2
