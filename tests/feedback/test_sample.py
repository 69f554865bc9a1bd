"""The sample year, whatever the day of loading."""

from collections import Counter
from datetime import datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from feedback.models import Campaign, Event, Suggestion
from feedback.workflow import Stage, Tally
from tests.factories import SHANGHAI, tally

pytestmark = pytest.mark.django_db


def load(capsys, *moment):
    with time_machine.travel(datetime(*moment, tzinfo=SHANGHAI), tick=False):
        call_command("load_sample")
    return capsys.readouterr().out


@pytest.mark.parametrize("moment", [(2026, 11, 24, 9), (2027, 1, 5, 0, 10), (2031, 10, 1, 23, 50)])
def test_the_claim_of_2020_adds_up_and_every_stage_of_this_year_is_there(capsys, moment):
    told = load(capsys, *moment)
    current = Suggestion.objects.filter(campaign__slug=f"sanmin-{moment[0]}")
    stages = Counter(current.values_list("stage", flat=True))
    assert tally(campaign=Campaign.objects.get(slug="sanmin-2020").pk) == Tally(closed=170)
    assert (current.count(), {stage for stage in Stage if stages[stage] < 2}) == (40, set())
    assert set(current.values_list("card", flat=True)) >= {"yellow", "red"}
    assert Event.objects.filter(at__gt=datetime(*moment, tzinfo=SHANGHAI)).count() == 0
    assert "A receipt to look up and rate: " in told


def test_the_home_page_says_the_sentence_and_marks_it_as_sample(capsys, client):
    load(capsys, 2026, 11, 24, 9)
    page = client.get(reverse("home")).text
    assert ("收到 170 件" in page, "辦結 170 件" in page, "示例資料" in page) == (True, True, True)


def test_the_printed_receipt_opens(capsys, client):
    told = load(capsys, 2026, 11, 24, 9)
    number, secret = told.splitlines()[-1].split(": ")[1].split(maxsplit=1)
    response = client.post(reverse("status_lookup"), {"number": number, "secret": secret})
    assert response.url == reverse("status_detail")


def test_it_is_for_an_empty_database_only(capsys):
    load(capsys, 2026, 11, 24, 9)
    with pytest.raises(CommandError, match="not empty"):
        call_command("load_sample")
