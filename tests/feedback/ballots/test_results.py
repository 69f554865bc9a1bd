"""What is published of a ballot: turnout alone before the close, afterwards every number and a table to count again."""

import csv
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from feedback.ballots import closing, verbs
from feedback.ballots.counted import counting
from feedback.ballots.counted.tally import told
from feedback.ballots.models import Ballot
from feedback.models import Campaign, Rating
from feedback.office.levels import Level
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from portal.operations.checks import look
from tests import factories
from tests.feedback.ballots.conftest import AFTER, make_round
from tests.statements.reading import said

pytestmark = pytest.mark.django_db
LEVELS = ["five_very_satisfied", "five_satisfied", "five_satisfied", "five_mostly_satisfied", "five_very_satisfied"]


@pytest.fixture(autouse=True)
def _after(time_machine):
    time_machine.move_to(AFTER, tick=False)


def address(ballot, name="ballot_results"):
    return reverse(name, args=[ballot.campaign.slug])


def rated(ballot, unit, levels, **fields):
    """So many answers of `unit`, each rated by its citizen."""
    for place, level in enumerate(levels):
        suggestion = factories.make_suggestion(
            campaign=ballot.campaign, stage=Stage.IN_PROGRESS, unit=unit, title=f"建議 {place}", **fields
        )
        factories.reply(suggestion)
        suggestion.refresh_from_db()
        factories.rate(suggestion, level=level)


def count(ballot, parts):
    one, two = (factories.make_user(username=name, roles=[Role.SUPERVISOR]) for name in ("one", "two"))
    return closing.close(ballot, parts[:2], by=one, confirmed_by=two, now=AFTER)


@pytest.fixture
def counted():
    """Six of eight voted on the report, the bureau and a unit of which five ratings came in."""
    round_ = make_round(representatives=8)
    for number, places in enumerate([(1, 1, 1), (1, 2, 2), (2, 2, None), (3, 1, 1), (5, 1, 1), (None, 1, 1)], start=1):
        round_.cast(number, *places)
    unit = round_.ballot.questions.get(subject="unit").unit
    rated(round_.ballot, unit, LEVELS)
    return count(round_.fresh(), round_.parts)


def test_before_the_close_there_is_the_turnout_and_the_digest_and_nothing_else(client):
    round_ = make_round(representatives=4)
    round_.cast(1, 1, 1, 1)
    page, table = client.get(address(round_.ballot)), client.get(address(round_.ballot, "ballot_csv"))
    shown = ["1 位代表投了票，應投票 4 位。", round_.ballot.questions_digest, "計票以前，誰都看不到結果。"]
    assert (said(page, *shown, "總分", "人數"), table.status_code) == (shown, 404)


def test_the_scores_are_those_that_the_counts_make(counted):
    results = counting.results(counted)
    assert [
        (result.counted.subject, result.counted.answered, result.counted.blank, told(result.score.representatives),
         told(result.score.daily), told(result.score.whole), tuple(result.score.weights))
        for result in results
    ] == [
        ("report", 5, 1, "65.00", "—", "65.00", (100, 0)),
        ("bureau", 6, 0, "91.67", "84.00", "90.13", (80, 20)),
        ("unit", 5, 1, "95.00", "84.00", "92.80", (80, 20)),
    ]  # fmt: skip


def test_the_page_says_turnout_counts_and_scores(client, counted):
    page = client.get(address(counted))
    told_of = [
        "6 位代表投了票，應投票 8 位", "投票率 75%。", "總分65.00，全部按代表評議計算。",
        "總分92.80：代表評議 95.00 分，占 80%；日常評議 84.00 分，占 20%。",
    ]  # fmt: skip
    assert said(page, *told_of) == told_of


def test_the_table_alone_gives_the_same_numbers(client, counted, tmp_path):
    file = tmp_path / "ballots.csv"
    file.write_bytes(client.get(address(counted, "ballot_csv")).getvalue())
    out = StringIO()
    call_command("recount", str(file), stdout=out)
    lines = [line for line in out.getvalue().splitlines() if "representatives" in line]
    assert lines == [
        "  representatives 65.00 x 100%, daily — x 0%: 65.00",
        "  representatives 91.67 x 80%, daily 84.00 x 20%: 90.13",
        "  representatives 95.00 x 80%, daily 84.00 x 20%: 92.80",
    ]


def test_the_table_is_sent_as_it_is_read(client, counted, django_assert_num_queries):
    with django_assert_num_queries(6):
        table = client.get(address(counted, "ballot_csv"))
        lines = table.getvalue().decode("utf-8-sig").splitlines()
    assert (table.streaming, len([line for line in lines if line.startswith("answer,")])) == (True, 18)


def test_no_row_of_the_table_tells_of_two_questions(client, counted):
    content = client.get(address(counted, "ballot_csv")).getvalue().decode("utf-8-sig")
    answers = [row for row in csv.DictReader(StringIO(content)) if row["kind"] == "answer"]
    assert Counter(row["question"] for row in answers) == {"1": 6, "2": 6, "3": 6}
    assert {tuple(row[name] for name in ("subject", "unit", "weight", "number")) for row in answers} == {
        ("", "", "", "1")
    }


def test_what_staff_could_have_rated_does_not_count_and_of_four_there_is_no_score(counted):
    Rating.objects.filter(pk=Rating.objects.latest("pk").pk).update(is_on_staff_receipt=True)
    result = counting.results(counted)[2]
    assert (result.counted.rated, result.score.daily, tuple(result.score.weights)) == (4, None, (100, 0))


def test_what_a_level_counts_stays_as_it_was_when_the_questions_were_published(client, counted):
    before = (
        [result.score for result in counting.results(counted)],
        client.get(address(counted, "ballot_csv")).getvalue(),
    )
    Level.objects.update(points=1)
    later = Level.objects.create(
        scale=Level.objects.first().scale, code="later", name="後來", meaning="content", points=9
    )
    Rating.objects.filter(pk=Rating.objects.latest("pk").pk).update(level=later)
    one_fewer = [result.counted.rated for result in counting.results(counted)]
    Rating.objects.filter(level=later).update(level="five_very_satisfied")
    after = (
        [result.score for result in counting.results(counted)],
        client.get(address(counted, "ballot_csv")).getvalue(),
    )
    assert (after == before, one_fewer) == (True, [0, 4, 4])


def test_until_the_pages_of_the_database_are_cleared_the_page_and_the_monitor_say_so(client, counted):
    told = "數據庫裡的舊數據還在清理"
    before = told in client.get(address(counted)).text, look(AFTER, "ballots")["ballots"].word
    Ballot.objects.update(compacted_at=AFTER)
    after = told in client.get(address(counted)).text, look(AFTER, "ballots")["ballots"].word
    assert (before, after) == ((True, "uncleared"), (False, "ok"))


def test_what_is_said_after_the_round_was_closed_comes_too_late(counted):
    before = counting.results(counted)
    Campaign.objects.filter(pk=counted.campaign.pk).update(closed_at=AFTER)
    campaign = Campaign.objects.get(pk=counted.campaign.pk)
    Rating.objects.filter(pk=Rating.objects.latest("pk").pk).update(rated_at=factories.at("2021-06-01 10:00"))
    late = counting.results(Ballot.objects.select_related("campaign").get(campaign=campaign))
    assert [result.counted.rated for result in (before[1], late[1])] == [5, 4]


def test_ratings_of_another_unit_and_another_round_stay_where_they_are(counted):
    other = factories.make_unit(name="別的單位")
    rated(counted, other, ["five_dissatisfied"])
    elsewhere = factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=other)
    factories.reply(elsewhere)
    elsewhere.refresh_from_db()
    factories.rate(elsewhere)
    assert [result.counted.rated for result in counting.results(counted)] == [0, 6, 5]


@pytest.mark.parametrize("units", [1, 3])
def test_it_costs_the_same_for_one_unit_and_for_three(units, django_assert_num_queries):
    round_ = make_round(representatives=1, units=units)
    ballot = count(round_.fresh(), round_.parts)
    with django_assert_num_queries(4):
        counting.results(ballot)


def test_a_draft_and_a_campaign_without_a_ballot_have_no_page(client):
    campaign = factories.make_campaign(slug="without", year=2019)
    drafted = verbs.draft(factories.make_campaign())
    addresses = [address(drafted), address(drafted, "ballot_csv")]
    addresses += [reverse(name, args=[campaign.slug]) for name in ("ballot_results", "ballot_csv")]
    assert [client.get(each).status_code for each in addresses] == [404] * 4
    assert client.post(addresses[0]).status_code == 405
