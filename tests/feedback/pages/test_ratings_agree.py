"""評議 is counted once: counters, statistics, board, wall and downloads agree in every number, whatever happened."""

import csv
import io
from collections import Counter
from random import Random
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import Phase, given, settings

from feedback.management.commands.check_counts import differences
from feedback.models import Event, Rating, Suggestion
from feedback.office.levels import level_names
from feedback.records import counters
from feedback.rules.counted.ratings import OPEN
from feedback.rules.ratings import RatingOutcome, Solved
from feedback.rules.workflow import Verb
from portal.serving import generation, pages
from tests.databases import undone
from tests.feedback.histories import STEPS, lived

pytestmark = pytest.mark.django_db

COLUMNS = ("已評議", "首次評議基本滿意及以上", "最後評議基本滿意及以上", "沒有評議", "憑工作人員開具的回執評議")
BOARD, WALL, DATA = "/suggestions/", "/campaigns/lived/wall.csv", "/data/"


class Reckoned:
    """The same numbers once more and plainly: from the history of each suggestion."""

    def __init__(self, suggestions):
        self.answered, self.first, self.last = 0, Counter(), Counter()
        self.staffed, self.solved, self.lows, self.low_receipts = 0, Counter(), Counter(), Counter()
        for suggestion in suggestions:
            self.add(suggestion)

    def add(self, suggestion):
        said = [event.details for event in Event.objects.filter(suggestion=suggestion, verb=Verb.RATE).in_order()]
        if said or suggestion.main_or_self.first_replied_at or suggestion.first_replied_at:
            self.answered += 1
        if said:
            self.first[said[0]["level"]] += 1
            self.last[said[-1]["level"]] += 1
            self.solved[said[-1]["solved"]] += 1
            self.staffed += said[-1].get("is_on_staff_receipt", False)
        ends = [
            rating.outcome for rating in Rating.objects.filter(suggestion=suggestion) if rating.level_id in self.low()
        ]
        self.lows.update(ends)
        self.low_receipts.update(set(ends))

    @staticmethod
    def low():
        return ("five_dissatisfied", "five_very_dissatisfied", "dissatisfied")

    def numbers(self):
        content = sum(number for level, number in self.last.items() if level not in self.low())
        return {
            "replied": self.answered, "not_rated": self.answered - self.last.total(), "first": dict(self.first),
            "final": dict(self.last), "content": content, "low": self.last.total() - content, "staffed": self.staffed,
            "solved": dict(self.solved), "lows": dict(self.lows), "low_receipts": dict(self.low_receipts),
        }  # fmt: skip


def told(ratings):
    last = ratings.final
    return {
        "replied": ratings.replied, "not_rated": ratings.not_rated, "first": ratings.first.levels,
        "final": last.levels, "content": last.content, "low": last.low, "staffed": last.staffed,
        "solved": last.solved, "lows": ratings.lows, "low_receipts": ratings.low_receipts,
    }  # fmt: skip


def rows(response):
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


class Look:
    """What the portal says of a history that was lived."""

    def __init__(self, history):
        self.history, self.client = history, Client()
        self.statistics = counters.statistics(history.now, history.today, campaign=history.campaign)
        self.suggestions = list(Suggestion.objects.filter(campaign=history.campaign).select_related("main"))
        self.public = [suggestion for suggestion in self.suggestions if suggestion.is_public]
        self.names = {level.code: level.name for level in level_names()}
        generation.forget()
        pages.shelf.clear()

    def check(self):
        assert differences() == {}
        self.check_statistics()
        self.check_board()
        self.check_downloads()
        self.check_tables()
        self.check_export()

    def check_statistics(self):
        said = self.statistics
        assert told(said.ratings) == Reckoned(self.suggestions).numbers()
        assert told(said.public_ratings) == Reckoned(self.public).numbers()
        for name in ("unit", "category", "district"):
            parts, suggestions = {}, self.public if name == "district" else self.suggestions
            for suggestion in suggestions:
                parts.setdefault(getattr(suggestion, f"{name}_id"), []).append(suggestion)
            reckoned = {key: Reckoned(part).numbers() for key, part in parts.items()}
            counted = {key: told(ratings) for key, ratings in said.ratings_by[name].items()}
            assert counted == {key: numbers for key, numbers in reckoned.items() if numbers["replied"]}

    def check_board(self):
        """Each filter lists what is public, and tells as many in all as the statistics do."""
        asked = [("rating", level) for level in (*self.names, "content", "low", "rated", "none")]
        asked += [("solved", code) for code in Solved.values] + [
            ("low", code) for code in (*RatingOutcome.values, OPEN)
        ]
        for name, code in asked:
            page = self.client.get(BOARD, {"campaign": "lived", name: code}).context
            public, said = self.statistics.public_ratings.number(name, code), self.statistics.ratings.number(name, code)
            assert (name, code, len(page["slice"].lines), page["numbers"].all) == (name, code, public, said)

    def check_downloads(self):
        public = self.statistics.public_ratings
        for found in (rows(self.client.get(WALL)), rows(self.client.get("/suggestions.csv", {"campaign": "lived"}))):
            assert len(found) == len(self.suggestions)
            assert self.column(found, "首次評議") == self.named(public.first.levels)
            assert self.column(found, "市民評議") == self.named(public.final.levels)
            assert self.column(found, "解決了嗎") == {
                Solved(code).label: number for code, number in public.final.solved.items()
            }
            assert self.column(found, "憑工作人員開具的回執評議").get("是", 0) == public.final.staffed
            ends = Counter(end for row in found for end in row["不滿意的結果"].split("、") if end)
            assert ends == self.ends(public.lows)

    def check_tables(self):
        said = self.statistics.ratings
        tables = {
            name: rows(self.client.get(f"{DATA}{name}.csv", {"campaign": "lived"}))
            for name in ("ratings", "solved", "lows", "units", "categories", "districts")
        }
        by_level = {row["評議"]: row for row in tables["ratings"] if row["評議"] != "沒有評議"}
        assert {name: int(row["最後"]) for name, row in by_level.items() if row["最後"] != "0"} == self.named(
            said.final.levels
        )
        assert {name: int(row["首次"]) for name, row in by_level.items() if row["首次"] != "0"} == self.named(
            said.first.levels
        )
        assert sum(int(row["次數"]) for row in tables["lows"]) == sum(said.lows.values())
        assert sum(int(row["件數"]) for row in tables["solved"]) == said.final.rated
        for name, counted in (("units", said), ("categories", said), ("districts", self.statistics.public_ratings)):
            assert [sum(int(row[column]) for row in tables[name]) for column in COLUMNS] == [
                counted.final.rated, counted.first.content, counted.final.content, counted.not_rated,
                counted.final.staffed,
            ]  # fmt: skip
        self.check_links()

    def check_links(self):
        """Every number that leads to a list leads to one of that many."""
        page = self.client.get(DATA, {"campaign": "lived"}).context
        cells = [cell for table in page["charts"] for row in table.rows for cell in row.cells]
        for cell in cells:
            if {"rating", "solved", "low"} & {*parse_qs(urlsplit(cell.url).query)}:
                assert (cell.url, self.client.get(cell.url).context["count"]) == (cell.url, cell.text)

    def check_export(self):
        self.client.force_login(self.history.office.supervisor)
        found = rows(self.client.post(reverse("admin:feedback_suggestion_export"), {"kind": "csv"}))
        said = self.statistics.ratings
        assert self.column(found, "首次評議") == self.named(said.first.levels)
        assert self.column(found, "評議") == self.named(said.final.levels)
        assert self.column(found, "評議憑工作人員開具的回執").get("是", 0) == said.final.staffed
        ends = Counter(end for row in found for end in row["不滿意的結果"].split("、") if end)
        assert ends == self.ends(said.lows)

    @staticmethod
    def column(found, name):
        return dict(Counter(row[name] for row in found if row[name]))

    def named(self, levels):
        return {self.names[code]: number for code, number in levels.items()}

    @staticmethod
    def ends(lows):
        return {RatingOutcome(code).label if code else "還沒有結果": number for code, number in lows.items()}


@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])  # to make a failure short would take minutes
@given(STEPS)
def test_whatever_happens_all_numbers_of_the_ratings_agree(steps):
    with undone():
        Look(lived(steps)).check()


def test_histories_are_of_all_kinds():
    """So that the agreement is not one of nothing."""
    chosen = Random(1)
    steps = [(chosen.randrange(100), chosen.randrange(1000), chosen.randrange(-3, 2)) for _ in range(60)]
    with undone():
        history = lived(steps)
        ratings = counters.statistics(history.now, history.today, campaign=history.campaign).ratings

    assert {Verb.RATE, Verb.RELEASE, Verb.REOPEN} <= {verb for _number, verb in history.done}
    assert (ratings.final.levels != ratings.first.levels, len(ratings.lows) > 1) == (True, True)
