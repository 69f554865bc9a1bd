"""`make journeys`: the rooms through which somebody comes who follows the code of four journeys; NAMES=1 names them.

A room is a folder of `portal`, `feedback` or `reports`; a file at the root of one of them is a room of its own.
What counts are the Python files of which a function runs while a request of the journey is answered, as the profiler
of the interpreter tells it. What runs when a module is imported does not count, nor do migrations, nor what prepares
a journey: signing in, making the middleware. Each journey is walked once before it is counted, so that everything is
imported and every template compiled, and an hour goes by in between, so that whatever is kept for a while (pages,
totals, names, words) is found out anew; what a process keeps for its whole life stays. A template counts once, those
of Django too. A change of room is a function called, or a generator gone on with, in another room than the one before.

It is the portal as a site in service has it, with the default settings, on a new SQLite database with the sample
year, in Traditional Chinese. The clocks stand still on a day of their own, so that two runs say the same.
"""

import argparse
import html
import os
import sys
import tempfile
import time
from datetime import datetime
from inspect import CO_OPTIMIZED
from itertools import count, pairwise
from pathlib import Path
from unittest import mock
from zoneinfo import ZoneInfo

import time_machine

from benchmarks.asking.citizen import HIDDEN, NAMED, VALUE
from benchmarks.site import HEADERS, ROOT, environment

APPS = ("portal", "feedback", "reports")
LOADED_AT = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
BETWEEN = 60 * 60  # seconds from one walk to the next: longer than anything is kept, shorter than the day
REPORT = ROOT / "reports" / "sample" / "report-2021.md"
COLUMNS = ("journey", "requests", "files", "rooms", "changes of room", "templates")


def room_of(file):
    """The room of a project's file, such as `feedback/forms` or `portal/keys.py`; None of one that does not count."""
    app, *folders = file.split("/")[:-1] or [""]
    if app not in APPS or "migrations" in folders:
        return None
    return "/".join([app, *folders]) if folders else file


class Trace:
    """What was called while requests were answered, in the order of the calls."""

    def __init__(self):
        self.requests, self.calls, self.templates = 0, [], set()
        self._files = {}

    def __enter__(self):
        self.requests += 1
        sys.setprofile(self._called)

    def __exit__(self, *error):
        sys.setprofile(None)

    def _called(self, frame, event, _argument):
        if event != "call":
            return
        code = frame.f_code
        if code not in self._files:
            self._files[code] = _file_of(code)
        if file := self._files[code]:
            self.calls.append(file)
        elif code.co_qualname == "Template._render":  # Django's, of whole templates and of those they include
            self.templates.add(frame.f_locals["self"].origin.name)

    def files(self):
        return sorted(set(self.calls))

    def rooms(self):
        """{room: its files}"""
        found = {}
        for file in self.files():
            found.setdefault(room_of(file), []).append(file)
        return found

    def changes(self):
        return sum(room_of(before) != room_of(after) for before, after in pairwise(self.calls))

    def row(self, name):
        return (name, self.requests, len(self.files()), len(self.rooms()), self.changes(), len(self.templates))


def _file_of(code):
    """The project's file of a function's code; None of other code, and of the bodies of modules and classes."""
    if not code.co_flags & CO_OPTIMIZED or not code.co_filename.startswith(f"{ROOT}/"):
        return None
    file = code.co_filename.removeprefix(f"{ROOT}/")
    return file if room_of(file) else None


class Browser:
    """Somebody's browser, of which every request is traced, and nothing else."""

    def __init__(self, trace, username=None):
        from django.contrib.auth.models import User  # needs the settings, as does whatever is asked of the database
        from django.test import Client

        self.trace, self.client = trace, Client(headers=HEADERS)
        self.client.handler.load_middleware()
        if username:
            self.client.force_login(User.objects.get(username=username))

    def get(self, path):
        with self.trace:
            response = self.client.get(path)
        return self._expected(response, 200)

    def post(self, path, fields, status=302):
        with self.trace:
            response = self.client.post(path, fields)
        return self._expected(response, status)

    def _expected(self, response, status):
        if response.status_code != status:
            raise Astray(f"{response.request['PATH_INFO']}: {response.status_code}")
        return response


class Astray(Exception):  # noqa: N818  it reads as what happened
    """A page did not lead on as it should."""


def hidden(response):
    """The hidden fields of every form on the page."""
    found = {}
    for field in HIDDEN.findall(response.content):
        name, value = NAMED.search(field), VALUE.search(field)
        if name:
            found[name[1].decode()] = html.unescape(value[1].decode()) if value else ""
    return found


def form_to_board(trace, walk):
    """A citizen writes, says what kind it is and who they are, checks, sends, has the receipt and looks at the board.

    The steps of the kind and of the person are sent without being looked at first; their pages would be two requests
    more.
    """
    citizen = Browser(trace)
    start = citizen.get("/suggest/")
    words = {
        "title": f"公園第{walk}個涼亭的長椅", "website": "",
        "body": f"涼亭裡的第{walk}張長椅壞了，老人沒有地方坐，電話 13864210975。",
    }  # fmt: skip
    citizen.post("/suggest/", hidden(start) | words)
    citizen.post("/suggest/kind/", {"kind": "suggestion", "category": "unsure", "district": "", "place": ""})
    person = {"name": "示例市民", "contact": "citizen@example.invalid", "notices_by": "mail", "consent": "yes"}
    citizen.post("/suggest/about-you/", person)
    check = citizen.get("/suggest/check/")
    citizen.post("/suggest/check/", hidden(check))
    citizen.get("/suggest/receipt/")
    citizen.get("/suggestions/")


def draft_to_page(trace, walk):
    """A handler opens a suggestion and drafts the answer, a reviewer approves it, and its public page shows it."""
    handler, reviewer = Browser(trace, "handler"), Browser(trace, "reviewer")
    suggestion = _suggestions(stage="in_progress", unit__members__username="handler", replies=None)[0]
    page = f"/desk/feedback/suggestion/{suggestion.pk}"
    handler.get(f"{page}/change/")
    form = handler.get(f"{page}/do/draft_reply/")
    answer = {"body": f"第{walk}處已於昨日修好，謝謝您的建議。", "outcome": "adopted", "outcome_reason": ""}
    handler.post(f"{page}/do/draft_reply/", hidden(form) | answer)
    form = reviewer.get(f"{page}/do/approve_reply/")
    reviewer.post(f"{page}/do/approve_reply/", hidden(form))
    shown = Browser(trace).get(suggestion.get_absolute_url())
    if answer["body"] not in shown.content.decode():
        raise Astray("the answer is not on the page")


def report_to_page(trace, walk):
    """Somebody of the staff uploads a report, saves it as a draft and publishes it, and a citizen reads it."""
    from django.apps import apps

    staff, year = Browser(trace, "root"), 1990 + walk
    with REPORT.open("rb") as file:
        preview = staff.post("/desk/reports/report/add/", {"file": file, "year": year}, status=200)
    fields = {"signed": hidden(preview)["signed"], "title": f"{year} 年工作報告", "year": year}
    staff.post("/desk/reports/report/add/", fields)
    report = apps.get_model("reports", "Report").objects.get(year=year)
    staff.post(f"/desk/reports/report/{report.pk}/publish/", {})
    Browser(trace).get(f"/reports/{year}/")


def page_made(trace, walk):
    """A citizen reads a suggestion that was answered."""
    Browser(trace).get(_answered().get_absolute_url())


def page_from_shelf(trace, walk):
    """Another one reads it a moment later."""
    Browser(Trace()).get(_answered().get_absolute_url())
    Browser(trace).get(_answered().get_absolute_url())


def _suggestions(**where):
    """Those with a public text, the eldest first."""
    from django.apps import apps

    return apps.get_model("feedback", "Suggestion").objects.filter(**where).exclude(public_title="").order_by("pk")


def _answered():
    return _suggestions(stage="closed", replies__isnull=False)[0]


JOURNEYS = {
    "1 form to board": form_to_board,
    "2 draft, approve, public page": draft_to_page,
    "3 upload, save, publish, page": report_to_page,
    "4 public page, made": page_made,
    "4a public page, from the shelf": page_from_shelf,
}


def traced(journey, walks, later=lambda: None):
    """The trace of a journey that was walked before, once `later` has let an hour go by."""
    journey(Trace(), next(walks))
    later()
    trace = Trace()
    journey(trace, next(walks))
    return trace


def trace_all():
    """{name: trace} of every journey, on a new database whose clocks stand still."""
    with (
        tempfile.TemporaryDirectory(prefix="portal-journeys-") as folder,
        mock.patch.object(time, "monotonic", return_value=0.0) as monotonic,  # before the portal takes it
        time_machine.travel(LOADED_AT, tick=False) as clock,
    ):

        def later():
            monotonic.return_value += BETWEEN
            clock.shift(BETWEEN)

        os.environ.update(environment(f"sqlite:///{folder}/journeys.sqlite3", VAR_DIR=folder))
        _prepare()
        walks, found = count(1), {}
        for name, journey in JOURNEYS.items():
            later()
            found[name] = traced(journey, walks, later)
        return found


def _prepare():
    import django
    from django.core.management import call_command

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    with Path(os.devnull).open("w") as nowhere:
        call_command("load_sample", stdout=nowhere)


def table(found):
    rows = [COLUMNS, *(trace.row(name) for name, trace in found.items())]
    widths = [max(len(str(row[place])) for row in rows) for place in range(len(COLUMNS))]
    return [
        "  ".join(
            str(cell).rjust(width) if place else str(cell).ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def names(found):
    """The rooms of all whole journeys, then what each one has beside them, with the files of a folder."""
    whole = [trace for name, trace in found.items() if JOURNEYS[name] is not page_from_shelf]
    every = set.intersection(*(set(trace.rooms()) for trace in whole))
    lines = [f"\nin 1, 2, 3 and 4: {len(every)} rooms", *(f"  {room}" for room in sorted(every))]
    for name, trace in found.items():
        lines.append(f"\n{name}: {len(trace.rooms())} rooms; * is in 1, 2, 3 and 4")
        for room, files in trace.rooms().items():
            inside = "" if files == [room] else ": " + " ".join(file.rpartition("/")[2] for file in files)
            lines.append(f"{'*' if room in every else ' '} {room}{inside}")
    return lines


def main():
    parser = argparse.ArgumentParser(description="Count the rooms of the four journeys.")
    parser.add_argument("--names", action="store_true", help="list the rooms and files of each")
    options = parser.parse_args()
    found = trace_all()
    print("\n".join([*table(found), *(names(found) if options.names else [])]))


if __name__ == "__main__":
    main()
