"""Suggestions that are late on some days, and what each page says of them."""

import csv
import io
import re
from datetime import date

from django.urls import reverse

from feedback.models import Campaign, Suggestion
from feedback.office.calendar import working_days
from feedback.rules.lateness import LateOn
from feedback.rules.workflow import Stage
from tests.factories import at, bring, make_suggestion

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


def late_on(day):
    """{number: Late} of those that are late on `day`, by the function of dates."""
    seen = LateOn(day, working_days())
    found = {row.number: seen.of(row.owed) for row in Suggestion.objects.select_related("main")}
    return {number: late for number, late in found.items() if late}


def on_pages(client):
    numbers = [suggestion.number for suggestion in Suggestion.objects.all()]
    found = {number: client.get(reverse("suggestion_detail", args=[number])).text for number in numbers}
    said = {number: re.search(r'<p class="late">.*?</p>', text) for number, text in found.items()}
    return {number: BADGE.search(paragraph[0])[1] for number, paragraph in said.items() if paragraph}


def on_board(client, **filters):
    found = {}
    for line in re.findall(
        r'<li class="suggestion[ "].*?</li>', client.get(BOARD, filters or {"stubs": "1"}).text, re.DOTALL
    ):
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


def days(time_machine, client, user):
    """Each day, with what is late on it, read by `user`."""
    for day in DAYS:
        time_machine.move_to(at(f"{day} 10:00"), tick=False)
        client.force_login(user)
        yield day, late_on(date.fromisoformat(day))
