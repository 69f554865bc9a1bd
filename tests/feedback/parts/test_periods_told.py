"""How often something was handled and by when each time, as everybody, the citizen and the desk read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Period
from feedback.office.calendar import working_days
from feedback.rules.periods import Cause, Ending
from feedback.rules.workflow import Stage
from feedback.templatetags.suggestions import period_facts
from tests import factories
from tests.factories import NOW, at, bring, make_receipt, office, release, reply
from tests.feedback.passage import look_up
from tests.feedback.verbs.reading import fresh

pytestmark = pytest.mark.django_db
LATER = at("2020-12-28 10:00")


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(LATER, tick=False)


@pytest.fixture
def redone():
    """A citizen whose suggestion was answered in time, sent back on the 24th and extended."""
    citizen = make_receipt(has_consent=True)
    suggestion = citizen.suggestion
    suggestion.recount_days(working_days(), now=NOW)
    bring(suggestion, to=Stage.IN_PROGRESS)
    reply(suggestion, now=at("2020-12-22 10:00"))
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-24 10:00"))
    release(fresh(suggestion), now=at("2020-12-24 11:00"))
    factories.extend(fresh(suggestion), 3, "要踏勘。", now=at("2020-12-25 10:00"))
    return citizen


FIRST = ("首次辦理", "自 2020年12月1日起算，期限 2020年12月22日，2020年12月22日答覆")
SECOND = ("第二次辦理（重辦）", "自 2020年12月24日起算，期限 2021年1月20日（已延長 3 個工作日），正在辦理")


def read(page):
    return period_facts(page.context["periods"])


def test_everybody_reads_each_time_and_the_day_that_runs(client, redone):
    page = client.get(redone.suggestion.get_absolute_url())
    assert read(page) == [FIRST, SECOND]
    assert all(text in page.text for row in (FIRST, SECOND) for text in row)
    assert ("第二次辦理，答覆期限" in page.text, "追溯" in page.text) == (True, False)


def test_the_citizen_reads_the_same_with_the_receipt(client, redone):
    look_up(client, redone)
    assert read(client.get("/status/mine/")) == [FIRST, SECOND]


def test_the_desk_reads_the_same(client, redone):
    client.force_login(office().handler)
    page = client.get(reverse("admin:feedback_suggestion_change", args=[redone.suggestion.pk]))
    assert (read(page), SECOND[1] in page.text, "第二次辦理，答覆期限" in page.text) == ([FIRST, SECOND], True, True)


def test_what_was_merged_into_it_is_told_the_times_of_its_main_one(client, redone):
    merged = make_receipt(flow="another").suggestion
    merged.merge(fresh(redone.suggestion), by=office().triage_officer, now=LATER)
    assert read(client.get(merged.get_absolute_url())) == [FIRST, SECOND]


def test_of_the_one_time_nothing_is_listed_and_nothing_asked(client):
    once = make_receipt().suggestion
    with CaptureQueriesContext(connection) as asked:
        page = client.get(once.get_absolute_url())
    assert (page.context["periods"], "各次辦理的期限" in page.text) == ([], False)
    assert [query for query in asked if "feedback_period" in query["sql"]] == []


def test_days_that_were_worked_out_afterwards_are_marked_and_that_is_explained(client, redone):
    redone.suggestion.periods.filter(ordinal=2).update(is_derived=True)
    page = client.get(redone.suggestion.get_absolute_url())
    assert "2021年1月20日（已延長 3 個工作日、追溯）" in page.text
    assert "註明「追溯」的期限，是後來按辦理記錄推算的，當時沒有這個期限，不計入重辦按期率。" in page.text


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        (Ending.REPLIED, "2020年12月4日答覆"),
        (Ending.DECLINED, "2020年12月4日不予受理"),
        (Ending.MERGED, "2020年12月4日併案"),
        (Ending.WITHDRAWN, "2020年12月4日市民撤回"),
    ],
)
def test_how_each_ended(ending, words):
    ended = Period(
        ordinal=5, cause=Cause.OBJECTION, began_on=NOW.date(), due_on=LATER.date(), is_provisional=True,
        ending=ending, ended_on=at("2020-12-04 10:00").date(),
    )  # fmt: skip
    assert period_facts([ended]) == [
        ("第 5 次辦理（異議後重新審查）", f"自 2020年12月1日起算，期限 2020年12月28日（暫定），{words}"),
    ]


def test_a_day_that_is_not_known_yet_is_said_so():
    period = Period(ordinal=1, cause=Cause.FIRST, began_on=NOW.date())
    assert period_facts([period]) == [("首次辦理", "自 2020年12月1日起算，期限 未定，正在辦理")]
