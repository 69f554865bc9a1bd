"""The desk's list and its export by what citizens said of the answers."""

import csv
import io

import pytest
from django.urls import reverse

from feedback.rules.ratings import Solved
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import at

pytestmark = pytest.mark.django_db

LIST, EXPORT = reverse("admin:feedback_suggestion_changelist"), reverse("admin:feedback_suggestion_export")


@pytest.fixture
def rated(office):
    """[one of which the citizen was content, one of which not, one that was not rated, one not answered]."""
    made = [factories.make_suggestion(stage=Stage.REPLIED) for _ in range(3)] + [factories.make_suggestion()]
    factories.rate(made[0], "five_mostly_satisfied")
    factories.rate(made[1], "five_very_dissatisfied", Solved.UNSOLVED)
    made[1].refresh_from_db()
    factories.reply(made[1], now=at("2020-12-03 10:00"))
    return made


def numbers(client, **asked):
    return [line["suggestion"].number for line in client.get(LIST, asked | {"order": "oldest"}).context["lines"]]


def test_the_list_is_narrowed_by_what_a_level_means(client, office, rated):
    client.force_login(office.supervisor)
    content, low, silent, _waiting = (suggestion.number for suggestion in rated)

    assert {what: numbers(client, rating=what) for what in ("content", "low", "open", "rated", "none", "")} == {
        "content": [content], "low": [low], "open": [low], "rated": [content, low], "none": [silent],
        "": [suggestion.number for suggestion in rated],
    }  # fmt: skip


def test_the_export_says_level_solved_reason_and_outcome(client, office, rated):
    factories.rate(rated[1], "five_satisfied", now=at("2020-12-04 10:00"))
    client.force_login(office.supervisor)
    text = b"".join(client.post(EXPORT, {"kind": "csv"})).decode("utf-8-sig")
    names = ("首次評議", "評議", "解決了嗎", "不滿意的原因", "不滿意的結果", "評議憑工作人員開具的回執")
    rows = {row["編號"]: tuple(row[name] for name in names) for row in csv.DictReader(io.StringIO(text, newline=""))}

    assert [rows[suggestion.number] for suggestion in rated] == [
        ("基本滿意", "基本滿意", "解決", "", "", ""),
        ("非常不滿意", "滿意", "解決", "問題沒有解決", "重辦後滿意", ""),
        ("",) * 6,
        ("",) * 6,
    ]
