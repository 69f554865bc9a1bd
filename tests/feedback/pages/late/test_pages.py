"""What the page of a suggestion says is late, to everybody and to whoever has the receipt."""

import re

import pytest
from django.urls import reverse

from feedback.models import Suggestion
from feedback.office.calendar import working_days
from feedback.rules.workflow import Stage
from tests.databases import SAMPLE_LOADED_AT
from tests.factories import at, make_receipt
from tests.feedback.pages.late.reading import BADGE, FILED, on_board

pytestmark = pytest.mark.on_postgres


def test_page_says_what_is_late_beside_what_is_done(client, filed, time_machine):
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    waiting = Suggestion.objects.filter(stage=Stage.IN_PROGRESS, redo_count=0).order_by("pk").first()
    page = client.get(waiting.get_absolute_url()).text

    assert '<span class="badge badge--late">已逾期 11 個工作日</span> 答覆期限已過，還沒有作出答覆。' in page
    assert "承辦單位正在辦理" in page


def test_page_with_the_receipt_says_it_too(client, db, time_machine):
    receipt = make_receipt(received_at=FILED)
    receipt.suggestion.refresh_from_db()
    receipt.suggestion.recount_days(working_days(), now=FILED)
    client.post(reverse("status_lookup"), {"number": receipt.number, "secret": receipt.secret})
    said = {}
    for day in ("2020-11-04", "2020-11-05", "2020-11-24"):
        time_machine.move_to(at(f"{day} 10:00"), tick=False)
        client.post(reverse("status_lookup"), {"number": receipt.number, "secret": receipt.secret})
        said[day] = BADGE.findall(client.get(reverse("status_detail")).text)

    assert said == {
        "2020-11-04": [], "2020-11-05": ["受理已逾期 1 個工作日"], "2020-11-24": ["已逾期 1 個工作日"],
    }  # fmt: skip


def test_the_sample_says_the_same_of_2026_0008_everywhere(sample_year, client, time_machine):
    time_machine.move_to(SAMPLE_LOADED_AT, tick=False)
    number = "2026-0008"
    wall = client.get("/campaigns/sanmin-2026/wall/").text
    page = client.get(f"/suggestions/{number}/").text
    board = on_board(client, late="unanswered")

    assert re.findall(rf'aria-label="第 \d+ 件，{number}，([^"]*)"', wall) == ["辦理，逾期未答覆"]
    assert (BADGE.findall(page), board[number]) == (["已逾期 3 個工作日"], "已逾期 3 個工作日")
