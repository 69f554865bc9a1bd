"""逾期 is one truth: what is late is late on every page, in every list, count and download, on every day."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.desk import home
from feedback.models import Campaign, Count, Suggestion
from feedback.office.calendar import working_days
from feedback.rules.lateness import Lateness, LateOn, lateness
from feedback.rules.statistics import Promptness
from feedback.rules.workflow import UNANSWERED_STAGES, Score, Stage
from portal.serving import generation, pages
from tests.conftest import STOPPED_AT
from tests.databases import SAMPLE_LOADED_AT
from tests.factories import at, bring, make_campaign, make_category, make_receipt, make_suggestion, release

BOARD, WALL, TABLE = "/suggestions/", "/campaigns/sanmin-2020/wall/", "/campaigns/sanmin-2020/wall.csv"
LIST, EXPORT = "admin:feedback_suggestion_changelist", "admin:feedback_suggestion_export"
FILED = at("2020-11-02 09:00")  # a Monday; to be accepted by the 4th, answered by the 23rd, or by the 9th in short
DONE = at("2020-11-03 09:00")
DAYS = ("2020-11-04", "2020-11-05", "2020-11-07", "2020-11-10", "2020-11-23", "2020-11-24", "2020-12-01", "2021-01-04")
BADGE = re.compile(r'badge--late">([^<]+)</span>')


def file(stage, main=None, **fields):
    """One of the campaign, with its days, brought to `stage` on the next morning."""
    suggestion = make_suggestion(received_at=FILED, campaign=Campaign.objects.get(slug="sanmin-2020"), **fields)
    suggestion.refresh_from_db()
    suggestion.recount_days(working_days(), now=FILED)
    if stage != Stage.RECEIVED:
        bring(suggestion, to=stage, main=main, now=DONE)
    return suggestion


@pytest.fixture
def filed(office):
    """One in every stage; before the answer also with five working days; merged ones; one that came back."""
    make_campaign()
    short = make_category(name="短期限", reply_days=5)
    waiting = {stage: file(stage, category=short) for stage in Stage if stage in UNANSWERED_STAGES}
    for stage in Stage:
        file(stage, main=waiting[Stage.IN_PROGRESS])
    file(Stage.MERGED, main=waiting[Stage.RECEIVED])
    came_back = file(Stage.REPLIED)
    came_back.refresh_from_db()
    came_back.rate(Score.DISSATISFIED, now=DONE)


def late_on(day):
    """{number: Late} of those that are late on `day`, by the function of dates."""
    seen = LateOn(day, working_days())
    found = {row.number: seen.of(row.owed) for row in Suggestion.objects.select_related("main")}
    return {number: late for number, late in found.items() if late}


# What each page says: {number: words} of those that it calls late.


def on_pages(client):
    numbers = [suggestion.number for suggestion in Suggestion.objects.all()]
    found = {number: client.get(reverse("suggestion_detail", args=[number])).text for number in numbers}
    said = {number: re.search(r'<p class="late">.*?</p>', text) for number, text in found.items()}
    return {number: BADGE.search(paragraph[0])[1] for number, paragraph in said.items() if paragraph}


def on_board(client, **filters):
    found = {}
    for line in re.findall(r'<li class="suggestion[ "].*?</li>', client.get(BOARD, filters).text, re.DOTALL):
        badge, number = BADGE.search(line), re.search(r"/suggestions/([\d-]+)/", line)
        found[number[1]] = badge and badge[1]
    return {number: words for number, words in found.items() if words or filters}


def on_wall(client):
    """The last word of a name that has four, but for answers that came late."""
    names = [name.split("，") for name in re.findall(r'aria-label="(第[^"]*，[^"]*)"', client.get(WALL).text)]
    return {name[1]: name[3] for name in names if len(name) == 4}


def in_table(response):
    text = b"".join(response).decode("utf-8-sig")
    return {
        row["編號"]: (row["現在是否逾期"], int(row["已逾期（工作日）"]))
        for row in csv.DictReader(io.StringIO(text, newline=""))
        if row["現在是否逾期"]
    }


def at_desk(client, **filters):
    found = {}
    for line in re.findall(r"<tr>.*?</tr>", client.get(reverse(LIST), filters).text, re.DOTALL):
        number = re.search(r"\d{4}-\d{4,}", line)
        marks = [words for words in re.findall(r'desk-mark">([^<]+)<', line) if "逾期" in words]
        if number:
            found[number[0]] = "".join(marks)
    return {number: words for number, words in found.items() if words or filters}


def offered(client):
    """{what: how many} that the filter of the board says it would leave."""
    facet = next(facet for facet in client.get(BOARD).context["facets"] if facet.name == "late")
    return {choice.value: choice.number for choice in facet.choices}


def figures(client, name):
    home = client.get(reverse("admin:index")).context
    return [number for number, label, _note, _url in home["figures"] if label == name]


@pytest.fixture(autouse=True)
def _glance_anew(monkeypatch):
    """The desk keeps its figures for a minute, and says as of when they are."""
    monkeypatch.setattr(home, "KEPT_SECONDS", 0)


def days(time_machine, client, user):
    """Each day, with what is late on it, read by `user`."""
    for day in DAYS:
        time_machine.move_to(at(f"{day} 10:00"), tick=False)
        client.force_login(user)
        yield day, late_on(date.fromisoformat(day))


def test_all_pages_lists_and_downloads_agree_on_every_day(client, filed, office, time_machine):
    for day, late in days(time_machine, client, office.supervisor):
        badges = {number: str(each) for number, each in late.items()}
        labels = {number: each.label for number, each in late.items()}
        cells = {number: (each.label, each.days) for number, each in late.items()}

        assert (day, on_pages(client), on_board(client), at_desk(client)) == (day, badges, badges, badges)
        assert (day, on_wall(client), in_table(client.get(TABLE))) == (day, labels, cells)
        assert (day, in_table(client.post(reverse(EXPORT), {"kind": "csv"}))) == (day, cells)


def test_filters_and_counts_are_of_what_is_late_itself(client, filed, office, time_machine):
    for day, late in days(time_machine, client, office.supervisor):
        own = {
            what: {number: str(each) for number, each in late.items() if each.what == what and not each.is_of_main}
            for what in Lateness
        }

        assert (day, {what: on_board(client, late=what) for what in Lateness}) == (day, own)
        assert (day, {what: at_desk(client, late=what) for what in Lateness}) == (day, own)
        assert (day, offered(client)) == (day, {what: len(rows) for what, rows in own.items() if rows})
        assert (day, figures(client, "逾期未答覆")) == (day, [len(own[Lateness.UNANSWERED])])


def test_statistics_call_the_same_ones_unanswered_with_their_first_answer(filed):
    waiting = {row.number for row in Suggestion.objects.filter(first_replied_at=None)}
    for day in map(date.fromisoformat, DAYS):
        first = [number for number, late in late_on(day).items() if late.is_counted and number in waiting]

        assert (day, Count.objects.group(day).promptness.get(Promptness.OVERDUE, 0)) == (day, len(first))


def test_conditions_of_queries_are_the_function(filed):
    """On each of a hundred days."""
    rows = list(Suggestion.objects.order_by("pk"))
    first = FILED.date()
    for today in (first + timedelta(days=day) for day in range(100)):
        seen = {row: lateness(row.stage, row.accept_due_on, row.due_on, today) for row in rows}
        found = {what: list(Suggestion.objects.late(what, today).order_by("pk")) for what in Lateness}

        assert (today, found) == (today, {what: [row for row in rows if seen[row] == what] for what in Lateness})


def test_what_is_late_in_words(client, filed, time_machine):
    """So that the agreement is not one of nothing: on the day after the longer days."""
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    said = on_board(client)
    words = sorted(said.values())

    assert {each: words.count(each) for each in words} == {
        "已逾期 11 個工作日": 4, "主件已逾期 11 個工作日": 2, "已逾期 1 個工作日": 5 - is_back_in_time(),
    }  # fmt: skip


def is_back_in_time():
    """Whether what came back has days of its own, that end later."""
    came_back = Suggestion.objects.get(redo_count=1)
    return came_back.due_on > date(2020, 11, 23)


# The page.


def test_page_says_what_is_late_beside_what_is_done(client, filed, time_machine):
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    waiting = Suggestion.objects.filter(stage=Stage.IN_PROGRESS, redo_count=0).order_by("pk").first()
    page = client.get(waiting.get_absolute_url()).text

    assert '<span class="badge badge--late">已逾期 11 個工作日</span> 答覆期限已過，還沒有作出答覆。' in page
    assert "承辦單位正在辦理" in page


def test_page_with_the_receipt_says_it_too(client, db, time_machine):
    receipt = make_receipt(received_at=FILED)
    receipt.suggestion.refresh_from_db()
    receipt.suggestion.recount_days(working_days(), now=FILED)
    client.post(reverse("status_lookup"), {"number": receipt.number, "secret": receipt.secret})
    said = {}
    for day in ("2020-11-04", "2020-11-05", "2020-11-24"):
        time_machine.move_to(at(f"{day} 10:00"), tick=False)
        client.post(reverse("status_lookup"), {"number": receipt.number, "secret": receipt.secret})
        said[day] = BADGE.findall(client.get(reverse("status_detail")).text)

    assert said == {
        "2020-11-04": [], "2020-11-05": ["受理已逾期 1 個工作日"], "2020-11-24": ["已逾期 1 個工作日"],
    }  # fmt: skip


def test_the_sample_says_the_same_of_2026_0008_everywhere(sample_year, client, time_machine):
    time_machine.move_to(SAMPLE_LOADED_AT, tick=False)
    number = "2026-0008"
    wall = client.get("/campaigns/sanmin-2026/wall/").text
    page = client.get(f"/suggestions/{number}/").text
    board = on_board(client, late="unanswered")

    assert re.findall(rf'aria-label="第 \d+ 件，{number}，([^"]*)"', wall) == ["辦理，逾期未答覆"]
    assert (BADGE.findall(page), board[number]) == (["已逾期 3 個工作日"], "已逾期 3 個工作日")


# The board.


@pytest.fixture
def two_units(other_unit):
    """Late at one unit and in time there, late at another."""
    make_campaign()
    late = file(Stage.IN_PROGRESS)
    file(Stage.ASSIGNED, category=make_category(name="長期限", reply_days=30))
    elsewhere = make_suggestion(stage=Stage.ASSIGNED, unit=other_unit, received_at=FILED)
    elsewhere.refresh_from_db()
    elsewhere.recount_days(working_days(), now=FILED)
    return late.unit, other_unit


def test_filter_is_combined_with_the_others_and_counts_under_them(client, two_units, time_machine):
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    unit, other_unit = two_units
    page = client.get(BOARD, {"late": "unanswered", "unit": unit.pk})
    found = {facet.name: {choice.value: choice.number for choice in facet.choices} for facet in page.context["facets"]}

    assert [line.number for line in page.context["slice"].lines] == ["2020-0001"]
    assert (page.context["count"], found["late"]) == (1, {"unanswered": 1})
    assert found["unit"] == {str(unit.pk): 1, str(other_unit.pk): 1}


def test_filter_stays_in_the_form_and_in_the_links_of_the_pages(client, two_units, time_machine, monkeypatch):
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    monkeypatch.setattr("feedback.board.views.PER_PAGE", 1)
    page = client.get(BOARD, {"late": "unanswered"}).text

    assert '<option value="unanswered" selected>逾期未答覆（2）</option>' in page
    assert 'href="?late=unanswered&amp;after=2020-0003"' in page


def test_filter_goes_with_words_and_with_the_order_of_due_days(client, two_units, time_machine):
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    late = Suggestion.objects.get(year=2020, sequence=1)
    Suggestion.objects.filter(pk=late.pk).update(has_consent=True)
    late.refresh_from_db()
    release(late, title="延安路路口加待轉提示")

    assert [*on_board(client, late="unanswered", q="延安路")] == ["2020-0001"]
    assert [*on_board(client, late="unanswered", sort="due")] == ["2020-0001", "2020-0003"]


def test_many_are_listed_as_few_are(client, filed, office, time_machine, monkeypatch):
    monkeypatch.setattr("feedback.suggestions.late.MOST_NAMED", 2)
    for day, late in days(time_machine, client, office.supervisor):
        own = {number: str(each) for number, each in late.items() if each.is_counted}

        assert (day, on_board(client, late="unanswered"), at_desk(client, late="unanswered")) == (day, own, own)


def test_strange_filter_is_told_and_left_out(client, two_units):
    page = client.get(BOARD, {"late": "nonsense"})

    assert "這些篩選條件不存在，已經略過：是否逾期。" in page.text
    assert len(page.context["slice"].lines) == 3


def test_lists_cost_the_same_whether_none_or_many_are_late(client, filed, office, time_machine):
    asked = {}
    for _day, _late in days(time_machine, client, office.supervisor):
        for address in (BOARD, WALL, reverse(LIST)):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            asked.setdefault(address, []).append(len(captured))

    assert {address: len(set(counts)) for address, counts in asked.items()} == dict.fromkeys(asked, 1)


# The desk counts as the public does.


def rates(client):
    """(按期答覆率 at the desk, in public) of the whole."""
    public = csv.reader(io.StringIO(client.get("/data/summary.csv").content.decode("utf-8-sig"), newline=""))
    return figures(client, "按期答覆率（全部年份）"), [row[1] for row in public if row[0] == "按期答覆率"]


def test_desk_and_public_say_one_rate(client, filed, office, time_machine):
    for day, _late in days(time_machine, client, office.supervisor):
        at_the_desk, in_public = rates(client)

        assert (day, at_the_desk) == (day, in_public)


def test_the_rate_of_the_sample_is_98_9_percent_at_the_desk_too(sample_year, client, django_user_model, time_machine):
    time_machine.move_to(SAMPLE_LOADED_AT, tick=False)
    client.force_login(django_user_model.objects.get(username="supervisor"))

    assert rates(client) == (["98.9%"], ["98.9%"])


def test_a_unit_reads_its_own_rate_as_the_public_does(client, two_units, office, time_machine):
    answered = file(Stage.REPLIED)
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    client.force_login(office.handler)
    table = client.get("/data/units.csv").content.decode("utf-8-sig")
    public = {row["承辦單位"]: row["按期答覆率"] for row in csv.DictReader(io.StringIO(table, newline=""))}

    assert figures(client, "按期答覆率（全部年份）") == [public[answered.unit.name]] == ["50%"]


def test_the_rate_of_the_month_counts_what_nobody_answered(client, two_units, office, time_machine):
    """One answered in time, two past their day: not 100 %."""
    file(Stage.REPLIED)
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    client.force_login(office.supervisor)

    assert (figures(client, "本月按期答覆率"), figures(client, "逾期未答覆")) == (["33.3%"], [2])


# A kept page does not outlive the day.


@pytest.mark.django_db(transaction=True)
def test_kept_pages_and_counts_end_at_midnight(client, settings, monkeypatch, time_machine):
    settings.PAGE_CACHE = settings.TOTALS_CACHE = 60
    make_campaign()
    suggestion = file(Stage.IN_PROGRESS)
    said = []
    for moment, seconds in (("2020-11-23 23:59", 0), ("2020-11-24 00:00", generation.SECONDS_BETWEEN_LOOKS)):
        time_machine.move_to(at(moment), tick=False)
        for module in (generation, pages):
            monkeypatch.setattr(module, "monotonic", lambda seconds=seconds: STOPPED_AT + seconds)
        page, board = client.get(suggestion.get_absolute_url()).text, client.get(BOARD).text
        said.append((BADGE.findall(page), BADGE.findall(board), "逾期未答覆（1）" in board))

    assert said == [([], [], False), (["已逾期 1 個工作日"], ["已逾期 1 個工作日"], True)]


def test_pages_from_before_midnight_are_another_generation(db, time_machine, monkeypatch):
    time_machine.move_to(at("2020-11-23 23:59"), tick=False)
    before = generation.current()
    monkeypatch.setattr(generation, "monotonic", lambda: STOPPED_AT + timedelta(minutes=1).seconds)
    time_machine.move_to(at("2020-11-24 00:00"), tick=False)

    assert generation.current() != before
