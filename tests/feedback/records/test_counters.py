"""The counters: added to in the transaction of the change, joined now and then, checked and mended by a command."""

import pytest
from django.core.management import call_command

from feedback.models import Count, SectionCount, Standing, Suggestion
from feedback.records import counters
from feedback.records.counters import COUNTERS
from feedback.rules.counted.statistics import Statistics
from feedback.rules.counted.tally import Tally
from feedback.rules.workflow import Stage
from tests import factories
from tests.databases import undone
from tests.factories import NOW, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters_are_right")]


def sums():
    return [counter.objects.sums() for counter in COUNTERS]


def test_a_change_that_is_undone_is_not_counted():
    with undone():
        factories.make_suggestion(stage=Stage.CLOSED)

    assert [counter.objects.count() for counter in COUNTERS] == [0] * len(COUNTERS)


def test_the_statistics_of_the_counters_are_those_of_every_suggestion():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    factories.make_suggestion(stage=Stage.MERGED, main=main)
    for stage in Stage:
        factories.make_suggestion(stage=stage)
    truth = {key: number for (counter, key), number in Suggestion.objects.recounted().items() if counter is Count}

    assert Count.objects.sums() == truth
    assert counters.statistics(NOW, NOW.date()).total.tally == factories.tally()
    assert isinstance(counters.statistics(NOW, NOW.date()), Statistics)


def test_joining_leaves_the_sums_and_fewer_rows():
    for _ in range(3):
        factories.make_suggestion(stage=Stage.CLOSED)
    before, many = sums(), Count.objects.count()

    for counter in COUNTERS:
        counter.objects.join()

    assert sums() == before
    assert (Count.objects.count(), Standing.objects.count()) == (len(Count.objects.sums()), 1)
    assert many > Count.objects.count()


def test_only_the_newest_are_joined_when_it_is_asked_so():
    for _ in range(3):
        factories.make_suggestion()
    before, first = sums(), Standing.objects.earliest("pk")

    Standing.objects.join(newest=2)

    assert (sums(), Standing.objects.count(), Standing.objects.earliest("pk")) == (before, 2, first)


def test_now_and_then_rows_are_joined_once_the_change_is_saved(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(counters, "JOIN_EVERY", 1)
    with django_capture_on_commit_callbacks() as callbacks:
        for _ in range(3):
            factories.make_suggestion()
    before, during = sums(), Standing.objects.count()
    for join in callbacks:
        join()

    assert (sums(), during, Standing.objects.count()) == (before, 3, 1)


def test_the_command_says_a_difference_and_mends_it(capsys):
    factories.make_suggestion(stage=Stage.CLOSED)
    Standing.objects.all().delete()

    with pytest.raises(SystemExit) as refusal:
        call_command("check_counts")
    told = capsys.readouterr().out
    call_command("check_counts", mend=True)

    assert refusal.value.code == "1 numbers differ; --mend adds what is missing."
    assert ("Standing" in told, ": +1" in told) == (True, True)
    assert factories.tally() == Tally(closed=1)
    capsys.readouterr()
    call_command("check_counts")
    assert capsys.readouterr().out == "All numbers are right.\n"


def test_merged_ones_follow_their_main_one_through_withdrawal_and_unmerging():
    main = factories.make_suggestion(stage=Stage.CLOSED)
    merged = [factories.make_suggestion(stage=Stage.MERGED, main=main) for _ in range(3)]
    assert factories.tally() == Tally(closed=1, merged=3, merged_closed=3)

    merged[0].unmerge(by=factories.office().triage_officer, now=at("2020-12-03 10:00"))
    main.refresh_from_db()
    main.reopen("請再看一次。", by=factories.office().supervisor, now=at("2020-12-03 11:00"))
    main.withdraw(now=at("2020-12-03 12:00"))

    assert factories.tally() == Tally(open=2, merged=1, withdrawn=1)


def test_a_rating_moves_with_the_last_word():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(suggestion, "five_dissatisfied", now=NOW)
    suggestion.refresh_from_db()
    factories.reply(suggestion, now=at("2020-12-03 10:00"))
    factories.rate(suggestion, "five_satisfied", now=at("2020-12-04 10:00"))

    assert counters.statistics(NOW, NOW.date()).ratings.final.levels == {"five_satisfied": 1}


def test_a_section_counts_those_that_name_it(published_section):
    factories.make_suggestion(section=published_section)
    factories.make_suggestion()

    assert SectionCount.objects.sums() == {(published_section.pk,): 1}


@pytest.fixture
def published_section():
    from reports.importer import parse
    from reports.models import Report

    parsed = parse("一、守護平安\n全年新增泊位3.7萬個。", bureau="青島市公安局", year=2020)
    return Report.objects.save_draft(parsed, source_name="report.md", now=NOW).sections.first()
