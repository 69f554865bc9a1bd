"""Statements on what a rating brings about."""

import re
from datetime import timedelta

import pytest

from feedback.models import Suggestion
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at
from tests.feedback.passage import opened
from tests.statements.reading import MINE, rated_and_answered_again, released, said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]

ALONE = "選「非常滿意」「滿意」「基本滿意」的，隨即辦結。"
SHARED = "各位都選「非常滿意」「滿意」「基本滿意」之一的，隨即辦結。"


@pytest.mark.parametrize("is_shared", [True, False])
def test_what_a_good_rating_brings_about(client, is_shared):
    receipt = opened(client, stage=Stage.REPLIED)
    if is_shared:
        other = factories.make_suggestion(stage=Stage.MERGED, main=receipt.suggestion)
    page = client.get(MINE)
    receipt.suggestion.refresh_from_db()
    factories.rate(receipt.suggestion, "five_satisfied", now=NOW)
    stages = [Suggestion.objects.get(pk=receipt.suggestion.pk).stage]
    if is_shared:
        other.refresh_from_db()
        factories.rate(other, "five_satisfied", now=NOW)
        stages.append(Suggestion.objects.get(pk=receipt.suggestion.pk).stage)
    assert (said(page, ALONE, SHARED), stages) == (
        ([SHARED], [Stage.REPLIED, Stage.CLOSED]) if is_shared else ([ALONE], [Stage.CLOSED])
    )


LATER = NOW + timedelta(days=2)


@pytest.mark.parametrize("became", ["handled again", "withdrawn"])
def test_an_answer_is_said_to_be_followed_by_another_only_while_one_is_due(client, became):
    receipt = opened(client, stage=Stage.REPLIED)
    if became == "withdrawn":
        receipt.suggestion.withdraw(now=LATER)
    else:
        factories.rate(receipt.suggestion, "five_dissatisfied", now=LATER)
    told = "這件建議正在重新辦理，新的答覆作出以前，先列出此前的答覆。"
    page = client.get(MINE)
    assert said(page, "此前的答覆", told) == ["此前的答覆", *([told] if became == "handled again" else [])]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("handled again", ["市民對此前答覆的評議：不滿意（2020年12月1日）"]),
        ("answered again", ["市民對此前答覆的評議：不滿意（2020年12月1日）"]),
        (
            "rated again",
            ["市民評議：滿意（2020年12月3日）", "市民對此前答覆的評議：不滿意（2020年12月1日）"],
        ),
    ],
)
def test_a_rating_is_not_said_to_be_of_an_answer_that_came_after_it(client, state, told):
    suggestion = released(stage=Stage.REPLIED)
    factories.rate(suggestion, "five_dissatisfied", now=NOW)
    if state != "handled again":
        suggestion.refresh_from_db()
        factories.reply(suggestion, now=NOW + timedelta(days=1))
    if state == "rated again":
        suggestion.refresh_from_db()
        factories.rate(suggestion, "five_satisfied", now=LATER)
    conversation = client.get(suggestion.get_absolute_url()).text.partition("<aside")[0]
    assert re.findall(r"<p>\s*(市民(?:對此前答覆的)?評議：[^<]+?)\s*</p>", conversation) == told


def test_a_merged_one_names_the_one_that_counts(client):
    suggestion = released(stage=Stage.MERGED)
    told = f"併入 {suggestion.main.number}，進度和答覆以那一件為準。"
    assert said(client.get(suggestion.get_absolute_url()), told) == [told]


@pytest.mark.parametrize("time", [1, 2])
def test_what_a_bad_rating_brings_about(client, time):
    receipt = opened(client, stage=Stage.REPLIED)
    suggestion = receipt.suggestion
    if time == 2:
        rated_and_answered_again(suggestion)
    page = client.get(MINE)
    suggestion.refresh_from_db()
    factories.rate(suggestion, "five_dissatisfied", now=LATER)
    suggestion.refresh_from_db()
    redone, supervised = (
        f"選「不滿意」「非常不滿意」的，{follows}；原因註明「不再辦理」的除外。"
        for follows in ("發回重辦一次", "列入督辦")
    )
    assert (said(page, redone, supervised), suggestion.stage, suggestion.is_supervised) == (
        ([redone], Stage.IN_PROGRESS, False) if time == 1 else ([supervised], Stage.REPLIED, True)
    )


@pytest.mark.parametrize("state", ["handled again", "supervised", "answered again", "closed"])
def test_what_became_of_a_bad_rating(client, state):
    receipt = opened(client, stage=Stage.REPLIED)
    suggestion = receipt.suggestion
    if state == "handled again":
        factories.rate(suggestion, "five_dissatisfied", now=NOW)
    else:
        rated_and_answered_again(suggestion)
    if state in ("supervised", "closed"):
        factories.rate(suggestion, "five_dissatisfied", now=LATER)
    if state == "closed":
        suggestion.refresh_from_db()
        suggestion.close(now=at("2020-12-19 06:10"))
    again, supervised = "已經發回承辦單位重辦，新的答覆作出後，請您再評議一次。", "已經列入督辦，由督辦部門過問。"
    assert said(client.get(MINE), again, supervised) == {
        "handled again": [again], "supervised": [supervised], "answered again": [], "closed": [],
    }[state]  # fmt: skip
