"""週報、月報 at the desk: who reads which, what stands in them, and what never does."""

import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from feedback.notes.verbs import write
from feedback.office.calendar import working_days
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

PAGE, WORD, SHEET = (f"admin:papers_paper_{name}" for name in ("changelist", "word", "sheet"))
LATER = NOW + timedelta(days=45)  # the middle of January: what was not answered is late
DECEMBER = {"kind": "month", "day": "2020-12-15"}
RAW, NOTE, CONTACT = "丹頂鶴的標題", "丹頂鶴的便箋", "138 6421 0975"


@pytest.fixture(autouse=True)
def _in_january():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def waiting(office):
    """Late, in the hands of its handler, with a note, a contact and no released text."""
    fields = {"title": RAW, "contact": CONTACT, "name": "王曉梅", "has_consent": True}
    suggestion = received(**fields)
    factories.bring(suggestion, to=Stage.IN_PROGRESS)
    write(suggestion, NOTE, by=office.handler, now=NOW)
    return suggestion


def received(**fields):
    """With the days that it is due on."""
    suggestion = factories.receive(**fields)
    suggestion.recount_days(working_days(), now=NOW)
    return suggestion


def rated_low(*, unit=None, **fields):
    suggestion = received(**fields)
    factories.bring(suggestion, to=Stage.REPLIED, unit=unit)
    factories.rate(suggestion, "five_dissatisfied", comment="丹頂鶴的評語")
    return suggestion


def table(response, name):
    """The texts of a table of the page."""
    [found] = [each for each in response.context["paper"].tables if each.name == name]
    return [[cell.text for cell in row] for row in found.rows]


def of_word(response):
    made = Document(io.BytesIO(response.content))
    cells = [cell.text for each in made.tables for row in each.rows for cell in row.cells]
    return [paragraph.text for paragraph in made.paragraphs] + cells


def of_sheet(response):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response)))
    return [str(cell) for row in book.active.values for cell in row if cell is not None]


def test_the_bureau_is_read_by_who_sees_every_suggestion(client, supervisor, unit):
    client.force_login(supervisor)
    titles = [client.get(reverse(PAGE), DECEMBER | more).context["title"] for more in ({}, {"unit": unit.pk})]
    assert titles == ["全局月報（2020-12-01 至 2020-12-31）", "交通警察支隊月報（2020-12-01 至 2020-12-31）"]


def test_a_member_reads_the_own_unit_alone(client, handler, unit, other_unit):
    client.force_login(handler)
    page = client.get(reverse(PAGE), DECEMBER)
    found = [client.get(reverse(name), DECEMBER | {"unit": other_unit.pk}).status_code for name in (PAGE, WORD, SHEET)]
    assert (page.context["paper"].unit, found) == (unit, [404, 404, 404])


@pytest.mark.parametrize("name", [PAGE, WORD, SHEET])
def test_nobody_else_reads_any(client, administrator, name):
    client.force_login(administrator)
    assert client.get(reverse(name)).status_code == 403


def test_who_has_no_unit_has_no_paper(client):
    client.force_login(factories.make_user(username="homeless", roles=[Role.HANDLER]))
    home = client.get(reverse("admin:index"))
    assert (client.get(reverse(PAGE)).status_code, reverse(PAGE) in home.text) == (403, False)


@pytest.mark.parametrize("name", [PAGE, WORD, SHEET])
def test_nothing_is_sent_there(client, supervisor, name):
    client.force_login(supervisor)
    assert client.post(reverse(name)).status_code == 405


def test_the_home_leads_there(client, handler):
    client.force_login(handler)
    home = client.get(reverse("admin:index"))
    assert home.text.count(reverse(PAGE)) == 2  # a button, and the list of all that there is


def test_without_a_day_it_is_the_last_week_that_is_over(client, supervisor):
    client.force_login(supervisor)
    span = client.get(reverse(PAGE)).context["paper"].span
    assert (f"{span.first}", f"{span.last}", span.is_running) == ("2021-01-04", "2021-01-10", False)


def test_one_that_runs_says_so(client, supervisor):
    client.force_login(supervisor)
    page = client.get(reverse(PAGE), {"day": "2021-01-14"})
    assert ("本期還沒有結束；" in page.context["stamp"], page.context["after"]) == (True, "")


def test_a_day_to_come_is_told_and_left_out(client, supervisor):
    client.force_login(supervisor)
    page = client.get(reverse(PAGE), {"day": "2021-02-01", "kind": "year"})
    assert (page.context["ignored"], page.context["paper"].span.first.isoformat()) == (
        ["週報或月報", "其中任一天"], "2021-01-04",
    )  # fmt: skip


def test_an_empty_week_reads_as_one(client, supervisor):
    client.force_login(supervisor)
    page = client.get(reverse(PAGE), {"day": "2019-05-01"})
    empty = [each.name for each in page.context["paper"].tables if not each.rows]
    assert ("".join(page.context["paper"].sentences), empty) == (
        "本期沒有收到意見建議，也沒有受理、答覆和評議。現在沒有未辦結的。",
        ["units", "overdue", "low-ratings", "oldest", "loads"],
    )


def test_its_numbers_stand_beside_those_of_before(client, supervisor, waiting):
    rated_low()
    client.force_login(supervisor)
    page = client.get(reverse(PAGE), DECEMBER)
    assert table(page, "compared") == [
        ["收到（件）", "2", "0", "0"], ["其中在線懇談提問（件）", "0", "0", "0"],
        ["其中有效（件）", "2", "0", "0"], ["受理（件）", "2", "0", "0"],
        ["首次答覆（件）", "1", "0", "0"], ["首次辦理按期答覆", "1／2", "—", "—"],
        ["首次辦理逾期答覆（件）", "0", "0", "0"], ["首次辦理逾期未答覆（件）", "1", "0", "0"],
        ["首次答覆用時中位數（工作日）", "0", "—", "—"], ["重新辦理後答覆（次）", "0", "0", "0"],
        ["重新辦理按期答覆", "0／1", "—", "—"], ["評議（件）", "1", "0", "0"], ["基本滿意及以上", "0／1", "—", "—"],
        ["不滿意的評議（次）", "1", "0", "0"],
    ]  # fmt: skip
    assert "".join(page.context["paper"].sentences) == (
        "本期收到 2 件，受理 2 件，首次答覆 1 件。現在未辦結 2 件，其中逾期未答覆 2 件。"
    )


def test_units_handlers_and_what_is_late_are_named(client, supervisor, waiting):
    low = rated_low()
    client.force_login(supervisor)
    page = client.get(reverse(PAGE), DECEMBER)
    unit, nobody, number = "交通警察支隊", "沒有指定承辦人", waiting.number
    handler = f"handler-{waiting.unit_id}"
    assert table(page, "units") == [[unit, "2", "2", "1", "1／2", "0／1", "0／1", "2", "2"]]
    assert [row[:6] for row in table(page, "overdue")] == [
        [number, "（標題未公開）", unit, handler, "首次辦理", "2020-12-22"],
        [low.number, "（標題未公開）", unit, handler, "第二次辦理", "2020-12-22"],
    ]
    assert table(page, "lows") == [["還沒有結果", "1"]]
    assert [row[0] for row in table(page, "low-ratings")] == [low.number]
    assert [row[0] for row in table(page, "oldest")] == [number, low.number]
    assert (table(page, "loads"), nobody in page.text) == ([[handler, unit, "2", "2"]], False)


def test_the_screen_shows_the_title_and_the_files_what_was_released(client, supervisor, waiting):
    shown = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.release(shown, title="加待轉提示")
    client.force_login(supervisor)
    page = client.get(reverse(PAGE), DECEMBER).text
    files = [of_word(client.get(reverse(WORD), DECEMBER)), of_sheet(client.get(reverse(SHEET), DECEMBER))]
    assert (RAW in page, "（標題未公開）" in page) == (True, True)
    for texts in files:
        assert {waiting.number, "（標題未公開）", "加待轉提示", "全局月報（2020-12-01 至 2020-12-31）"} <= {*texts}
        assert any(text.startswith("內部資料，請勿外傳。") for text in texts)
        assert not any("丹頂鶴" in text or "王曉梅" in text for text in texts)


def test_no_paper_holds_a_note_a_contact_or_a_comment(client, supervisor, waiting):
    rated_low(contact="137 0000 1111")
    client.force_login(supervisor)
    page = client.get(reverse(PAGE), DECEMBER).text
    assert [word for word in (NOTE, CONTACT, "王曉梅", "丹頂鶴的評語", "137 0000 1111") if word in page] == []


def test_taking_one_away_is_recorded(client, supervisor):
    client.force_login(supervisor)
    response = client.get(reverse(WORD), DECEMBER)
    log = client.get(reverse("admin:portal_staffrecord_changelist"), {"day": "2021-01-15"}).text
    assert (response["Content-Disposition"], "month-2020-12-01-bureau（docx）" in log) == (
        'attachment; filename="month-2020-12-01-bureau.docx"', True,
    )  # fmt: skip


@pytest.mark.parametrize("name", [PAGE, WORD, SHEET])
def test_it_costs_the_same_for_one_and_for_three(client, supervisor, name, waiting):
    client.force_login(supervisor)
    rated_low()
    one = queries(client, name)
    for number in range(2):
        unit = factories.make_unit(name=f"第{number}大隊")
        factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=unit)
        rated_low(unit=unit)
    assert queries(client, name) == one


def queries(client, name):
    client.get(reverse(name), DECEMBER)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(reverse(name), DECEMBER)
        b"".join(response)
    return len(captured)
