"""What the records said as of a moment is read from their history, whatever happened since."""

from datetime import timedelta

import pytest
from hypothesis import Phase, given, settings

from feedback.bindings.queries import QUERIES, Now, counted
from feedback.bindings.rules import Counted
from feedback.office.calendar import working_days
from feedback.records import counters
from feedback.rules.workflow import Stage
from tests import factories
from tests.databases import undone
from tests.factories import at
from tests.feedback.histories import STEPS, lived

pytestmark = pytest.mark.django_db

ON_MONDAY, ON_TUESDAY, ON_FRIDAY = (at(f"2020-12-{day} 10:00") for day in ("07", "08", "11"))


def told(as_of, *, campaign=None, category=None, only=tuple(QUERIES)):
    return {query: counted(query, campaign, category, as_of) for query in only}


def test_a_story_of_some_days(supervisor, time_machine):
    time_machine.move_to(ON_MONDAY, tick=False)
    closed = factories.make_suggestion(now=ON_MONDAY)
    closed.recount_days(working_days(), now=ON_MONDAY)
    factories.bring(closed, to=Stage.CLOSED, now=ON_MONDAY)
    factories.make_suggestion(stage=Stage.MERGED, main=closed, now=ON_MONDAY)
    declined = factories.make_suggestion(stage=Stage.DECLINED, now=ON_MONDAY)
    waiting = factories.make_suggestion(now=ON_MONDAY)
    time_machine.move_to(ON_TUESDAY, tick=False)
    closed.refresh_from_db()
    closed.reopen("又壞了。", by=supervisor, now=ON_TUESDAY)
    declined.object("歸你們。", now=ON_TUESDAY)
    waiting.withdraw(now=ON_TUESDAY)
    factories.make_suggestion(now=ON_TUESDAY)

    nothing = {query: Counted(0, 0 if QUERIES[query].is_share else None) for query in QUERIES}
    assert told(ON_MONDAY - timedelta(seconds=1)) == nothing
    assert told(ON_TUESDAY - timedelta(seconds=1)) == nothing | {
        "received": Counted(4), "valid": Counted(3), "handled": Counted(2), "open": Counted(1),
        "declined": Counted(1), "merged": Counted(1), "rate": Counted(2, 3), "on_time": Counted(1, 1),
    }  # fmt: skip
    assert told(ON_TUESDAY) == nothing | {
        "received": Counted(5), "valid": Counted(4), "open": Counted(3), "merged": Counted(1),
        "withdrawn": Counted(1), "rate": Counted(0, 4), "on_time": Counted(1, 1),
    }  # fmt: skip


def test_an_answer_in_time_is_none_before_it_was_given(office):
    suggestion = factories.make_suggestion(now=ON_MONDAY)
    factories.bring(suggestion, to=Stage.REPLIED, now=ON_FRIDAY)
    suggestion.first_due_on = ON_TUESDAY.date()
    suggestion.save()

    found = [
        counted("on_time", None, None, moment) for moment in (ON_MONDAY, ON_FRIDAY - timedelta(hours=1), ON_FRIDAY)
    ]
    assert found == [Counted(0, 0), Counted(0, 1), Counted(0, 1)]


def test_by_campaign_and_by_field():
    campaign, other = factories.make_campaign(), factories.make_campaign(slug="sanmin-2019", year=2019)
    traffic, order = factories.make_category(), factories.make_category(name="治安管理")
    for campaign_of, category in [(campaign, traffic), (campaign, traffic), (campaign, order), (other, traffic)]:
        factories.make_suggestion(campaign=campaign_of, category=category, now=ON_MONDAY)

    chosen = [(None, None), (campaign, None), (None, traffic), (campaign, traffic), (other, order)]
    assert [counted("received", *rows, ON_MONDAY).part for rows in chosen] == [4, 3, 3, 2, 0]
    assert [Now().counted("received", *rows).part for rows in chosen] == [4, 3, 3, 2, 0]


@settings(max_examples=8, phases=[Phase.explicit, Phase.generate])
@given(STEPS)
def test_whatever_happens_then_is_what_the_counters_said_at_the_time(steps):
    seen = {}

    def look(history):
        total = counters.statistics(history.now, history.today, campaign=history.campaign).total
        seen[history.now] = {query: QUERIES[query].count(total) for query in QUERIES}

    with undone():
        history = lived(steps, check=look)
        only = [query for query in QUERIES if query != "on_time"]  # the due days that ran then are not kept
        then = {moment: told(moment, campaign=history.campaign, only=only) for moment in seen}
        assert then == {moment: {query: said[query] for query in only} for moment, said in seen.items()}
        assert counted("on_time", history.campaign, None, history.now) == seen[history.now]["on_time"]
