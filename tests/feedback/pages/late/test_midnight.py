"""A kept page does not outlive the day."""

from datetime import timedelta

import pytest

from feedback.rules.workflow import Stage
from portal.serving import generation, pages
from tests.conftest import STOPPED_AT
from tests.factories import at, make_campaign
from tests.feedback.pages.late.reading import BADGE, BOARD, file


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
        page, board = client.get(suggestion.get_absolute_url()).text, client.get(BOARD, {"stubs": "1"}).text
        said.append((BADGE.findall(page), BADGE.findall(board), "逾期未答覆（1）" in board))

    assert said == [([], [], False), (["已逾期 1 個工作日"], ["已逾期 1 個工作日"], True)]


def test_pages_from_before_midnight_are_another_generation(db, time_machine, monkeypatch):
    time_machine.move_to(at("2020-11-23 23:59"), tick=False)
    before = generation.current()
    monkeypatch.setattr(generation, "monotonic", lambda: STOPPED_AT + timedelta(minutes=1).seconds)
    time_machine.move_to(at("2020-11-24 00:00"), tick=False)

    assert generation.current() != before
