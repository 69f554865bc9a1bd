"""Statements on what is like a suggestion."""

import pytest
from django.urls import reverse

from feedback.models import Suggestion
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.passage import WORDS, fill
from tests.statements.reading import released, said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]


SUPPORT = "說的是同一件事的，可以點「我也遇到」，不必重寫。您寫的內容還在，也可以接著提交。"
LOOK = "這些建議都不在辦理中，可以先看看結果。您寫的內容還在，可以接著提交。"
TYPED = "有人提過類似的，可以先看看"


LIKE = [
    ("小學門口的斑馬線總有車擋", "早高峰小學門口斑馬線上停車。"),
    ("小學門口的斑馬線又被擋住", "早高峰斑馬線被停車擋住，孩子過不去。"),
]


def like(stage):
    title, body = LIKE[Suggestion.objects.public().count()]
    suggestion = factories.make_suggestion(stage=stage, has_consent=True)
    factories.release(suggestion, title=title, body=body)
    return suggestion


@pytest.mark.parametrize(
    ("stages", "told"),
    [
        ([], []),
        ([Stage.IN_PROGRESS], [SUPPORT]),
        ([Stage.CLOSED], [LOOK]),
        ([Stage.CLOSED, Stage.REPLIED], [SUPPORT]),
        ([Stage.DECLINED], [LOOK]),
    ],
)
def test_the_similar_page_names_no_button_that_is_not_there(client, stages, told):
    for stage in stages:
        like(stage)
    client.post(reverse("suggest_start"))
    page = client.post(reverse("suggest_words"), WORDS, follow=True)
    has_button = '/support/">我也遇到</a>' in page.text
    assert (said(page, SUPPORT, LOOK), has_button) == (told, told == [SUPPORT])


@pytest.mark.parametrize("has_any", [True, False])
def test_while_a_title_is_typed_similar_ones_are_told_only_where_there_are_some(client, has_any):
    """What the script shows; without it nothing is asked here, and the step after the words shows the same."""
    if has_any:
        like(Stage.CLOSED)
    page = client.get(reverse("suggest_hits"), {"title": "小學門口的斑馬線"})
    assert (said(page, TYPED), "我也遇到" in page.text) == ([TYPED] if has_any else [], False)


@pytest.mark.parametrize("stage", [None, Stage.IN_PROGRESS, Stage.CLOSED])
def test_the_last_page_offers_only_to_name_one_that_is_like_it(client, stage):
    if stage:
        like(stage)
    told = "返回類似的建議，選與其中一件有關"
    assert said(fill(client), told, "有 1 件類似的建議") == ([told, "有 1 件類似的建議"] if stage else [])


@pytest.mark.parametrize("stage", [Stage.ACCEPTED, Stage.CLOSED])
def test_a_support_can_be_undone_at_any_time(client, office, stage):
    suggestion = released(stage=Stage.ACCEPTED)
    address = reverse("suggestion_support", args=[suggestion.number])
    told = said(client.get(address), "不用註冊，每個瀏覽器算一次，隨時可以取消。")
    client.post(address)
    if stage == Stage.CLOSED:
        suggestion.refresh_from_db()
        suggestion.assign(office.unit, by=office.triage_officer, now=NOW)
        suggestion.start(by=office.handler, now=NOW)
        factories.reply(suggestion)
        factories.rate(suggestion, "five_satisfied", now=NOW)
    client.post(address, {"undo": "yes"})
    assert (told != [], suggestion.supports.count()) == (True, 0)


@pytest.mark.parametrize("stage", [Stage.ACCEPTED, Stage.CLOSED])
def test_one_that_is_done_says_that_it_counts_nobody_any_more(client, stage):
    suggestion = released(stage=stage)
    page = client.get(reverse("suggestion_support", args=[suggestion.number]))
    open_one, done = "不用註冊，每個瀏覽器算一次", "這件不在辦理中，不再計人數。"
    assert said(page, open_one, done) == ([open_one] if stage == Stage.ACCEPTED else [done])
