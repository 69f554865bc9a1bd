"""The sample year, whatever the day of loading."""

from collections import Counter
from datetime import datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from feedback.models import Absence, Campaign, Contribution, Event, Suggestion, Unit, Writing
from feedback.notes.models import Note
from feedback.rules.answering.contributions import State, state
from feedback.rules.counted.tally import Tally
from feedback.rules.workflow import Stage
from tests.databases import SAMPLE_LOADED_AT
from tests.factories import SHANGHAI, tally
from tests.feedback.ledgers import entries, mismatched


def claimed(year):
    """What the sample year says of 2020 and of `year`."""
    current = Suggestion.objects.filter(campaign__slug=f"sanmin-{year}")
    stages = Counter(current.values_list("stage", flat=True))
    return (
        tally(campaign=Campaign.objects.get(slug="sanmin-2020").pk),
        current.count(),
        {stage for stage in Stage if stages[stage] < 2},
        {"yellow", "red"} - set(current.values_list("card", flat=True)),
    )


def events_after(moment):
    return Event.objects.filter(at__gt=moment).count()


ADDS_UP = (Tally(closed=170), 40, set(), set())


def test_the_claim_of_2020_adds_up_and_every_stage_of_this_year_is_there(sample_year):
    assert claimed(2026) == ADDS_UP
    assert events_after(SAMPLE_LOADED_AT) == 0
    assert "A receipt to look up and rate: " in sample_year


@pytest.mark.django_db
@pytest.mark.on_postgres  # both load the sample year once a run, for `sample_year`
@pytest.mark.parametrize("moment", [(2027, 1, 5, 0, 10), (2031, 10, 1, 23, 50)])
def test_so_it_does_whatever_the_day_of_loading(moment):
    loaded_at = datetime(*moment, tzinfo=SHANGHAI)
    with time_machine.travel(loaded_at, tick=False):
        call_command("load_sample", verbosity=0)
    assert claimed(moment[0]) == ADDS_UP
    assert events_after(loaded_at) == 0


def test_its_staff_work_together(sample_year):
    """A part that was written and one still open, a note on top and one to somebody, a leave and what is kept."""
    today = timezone.localdate(SAMPLE_LOADED_AT)
    traffic = Unit.objects.get(code="traffic-police")
    colleague = f"handler-{traffic.pk}-2"
    states = [
        state(one.suggestion.stage, one.due_on, today, is_excused=not one.is_standing, is_written=bool(one.written_at))
        for one in Contribution.objects.order_by("pk")
    ]
    notes = Note.objects.order_by("pk").values_list("is_pinned", "mentions__person__username")
    absences = Absence.objects.running(today).values_list("person__username", "deputy__username")
    kept = Writing.objects.kept().order_by("by").values_list("by__username", "suggestion__handler__username")
    assert (sorted(states), list(notes), list(absences), list(kept)) == (
        [State.WAITING, State.WRITTEN],
        [(True, None), (False, "handler")],
        [(colleague, "handler")],
        [("handler", "handler"), (colleague, colleague)],
    )


def test_the_home_page_says_the_sentence_and_marks_it_as_sample(sample_year, client):
    page = client.get(reverse("home")).text
    assert ("收到 170 件" in page, "全部辦結" in page, "示例資料" in page) == (True, True, True)


def test_the_printed_receipt_opens(sample_year, client):
    number, secret = sample_year.splitlines()[-1].split(": ")[1].split(maxsplit=1)
    response = client.post(reverse("status_lookup"), {"number": number, "secret": secret})
    assert response.url == reverse("status_detail")


def test_the_ledger_learns_of_it_as_of_what_stood_before(sample_year):
    found = entries()
    assert {one.kind.partition("_")[0] for one in found} == {"standing"}
    assert len(entries(kind="standing")) == Suggestion.objects.count()
    assert mismatched() == []


@pytest.mark.django_db
def test_it_is_signed_by_no_key_of_a_real_site(settings):
    settings.LEDGER_KEY = ["A" * 43 + "="]
    with pytest.raises(CommandError, match="LEDGER_KEY is of a real site"):
        call_command("load_sample")


def test_it_is_for_an_empty_database_only(sample_year):
    with pytest.raises(CommandError, match="not empty"):
        call_command("load_sample")
