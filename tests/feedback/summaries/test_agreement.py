"""Whatever happened: the summary, the statistics, the lists and the frozen file agree in every number, for ever."""

import csv
import io
from collections import Counter
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.test import Client
from hypothesis import Phase, given, settings

from feedback.models import Suggestion
from feedback.records import counters
from feedback.rules.counted.few import FEW
from feedback.rules.workflow import OPEN_STAGES, Stage
from feedback.summaries.models import Summary
from feedback.summaries.numbers import address, counted
from feedback.summaries.rules import differences, digest
from feedback.summaries.verbs import freeze
from portal.serving import generation, pages
from tests import factories
from tests.databases import undone
from tests.feedback.histories import STEPS, lived

pytestmark = pytest.mark.django_db

NOT_VALID = (Stage.DECLINED, Stage.WITHDRAWN)


def reckoned(campaign):
    """The numbers of the arithmetic once more and plainly, from the suggestions themselves."""
    found = Counter()
    for one in Suggestion.objects.filter(campaign=campaign).select_related("main"):
        is_handled = one.stage == Stage.CLOSED or (one.stage == Stage.MERGED and one.main.stage == Stage.CLOSED)
        found["received"] += 1
        found["valid"] += one.stage not in NOT_VALID
        found["handled"] += is_handled
        found["open" if one.stage in OPEN_STAGES else one.stage] += 1
        if one.stage == Stage.DECLINED:
            found[f"declined:{one.decline_reason}"] += 1
        for kind, row in (("category", one.category_id), ("unit", one.unit_id), ("district", one.district_id)):
            if kind != "district" or one.is_public:
                found[f"{kind}:{row or 0}:received"] += 1
                found[f"{kind}:{row or 0}:handled"] += is_handled
    return dict(found)


def of_statistics(history):
    """The same numbers as the page of the statistics has them, with those of promptness and of ratings."""
    said = counters.statistics(history.now, history.today, campaign=history.campaign)
    tally, ratings = said.total.tally, said.ratings
    return {
        **{name: getattr(tally, name) for name in ("received", "valid", "handled", "open", "closed", "merged_closed")},
        "judged": said.total.judged, "on_time": said.total.on_time, "returns_judged": said.total.returns_judged,
        "outcomes": sum(said.outcomes.values()), "answered": ratings.replied, "rated": ratings.final.rated,
        "not_rated": ratings.not_rated, "content": ratings.final.content, "first_content": ratings.first.content,
        "staffed": ratings.final.staffed, "lows": sum(ratings.lows.values()), "asked": ratings.final.asked,
        **{f"level:{code}": number for code, number in ratings.final.levels.items()},
        **{f"first_level:{code}": number for code, number in ratings.first.levels.items()},
        **{f"outcome:{code}": number for code, number in said.outcomes.items()},
    }  # fmt: skip


def agrees(numbers, expected):
    assert {key: numbers.get(key, 0) for key in expected} == expected


def check_lists(history, numbers):
    """Behind each number that has an address is a list of as many."""
    client = Client()
    generation.forget()
    pages.shelf.clear()
    with time_machine.travel(history.now, tick=False):
        for key, number in numbers.items():
            link = urlsplit(address(key, history.campaign))
            if link.path and number:
                page = client.get(link.path, dict(parse_qsl(link.query))).context
                assert (key, page["count"]) == (key, number)


def check_file(summary):
    """From the published file alone: its digest, and every number that it has."""
    rows = list(csv.DictReader(io.StringIO(summary.file.decode("utf-8-sig"), newline="")))
    found = Counter(received=len(rows))
    for row in rows:
        found["valid"] += int(row["is_valid"])
        found["handled"] += int(row["is_handled"])
        found["on_time"] += row["promptness"] == "on_time"
        found["late"] += row["promptness"] == "late"
        found["overdue"] += row["promptness"] == "overdue"
        found[f"declined:{row['decline_reason']}"] += row["decline_reason"] != ""
        for kind in ("category", "unit"):
            key = next((key for key, names in summary.named.items() if names[0] == row[kind]), f"{kind}:0")
            found[f"{kind if not key.startswith(kind) else ''}{key}:received"] += 1
    found.pop("declined:", None)
    agrees(summary.numbers, dict(found))
    assert digest(summary.file) == summary.items_digest


def check_few(numbers):
    """No rate of fewer than five of a unit, field or district."""
    rated = [key.removesuffix(":on_time_rate") for key in numbers if key.endswith(":on_time_rate")]
    assert [key for key in rated if numbers[f"{key}:judged"] < FEW] == []


@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])
@given(STEPS)
def test_the_summary_agrees_with_everything_and_what_is_frozen_never_changes(steps):
    with undone():
        campaign = factories.make_campaign(slug="lived", title="歷史")
        factories.make_phase(campaign=campaign, starts_on=date(2020, 1, 1))
        history = lived(steps, campaign=campaign)
        numbers, _names = counted(history.campaign, history.now)
        agrees(numbers, reckoned(history.campaign))
        agrees(numbers, of_statistics(history))
        check_lists(history, numbers)
        check_few(numbers)

        summary = freeze(history.campaign, history.now)
        before = Summary.objects.values().get()
        assert differences(summary.numbers, numbers) == set()
        check_file(summary)

        for which, what, workdays in steps[::-1]:
            history.step(which, what, workdays)
        assert Summary.objects.values().get() == before
        numbers, _names = counted(history.campaign, history.now)
        agrees(numbers, reckoned(history.campaign))
