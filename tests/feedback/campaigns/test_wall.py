"""件件牆: one tile for every suggestion of a campaign, in order of receipt."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.models import Campaign, Suggestion
from feedback.office.calendar import working_days
from feedback.records import counters
from feedback.rules.counted.statistics import Promptness
from feedback.rules.counted.tally import Tally
from feedback.rules.drawn import wall
from feedback.rules.drawn.wall import Choice, Tile, Wall
from feedback.rules.lateness import Late, Lateness, LateOn
from feedback.rules.workflow import Stage
from tests.factories import NOW, at, bring, make_campaign, make_suggestion, tally

WALL = "/campaigns/sanmin-2020/wall/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def campaign(db):
    return make_campaign()


UNANSWERED, UNACCEPTED = Late(Lateness.UNANSWERED, 3), Late(Lateness.UNACCEPTED, 1)


def tile(place, stage=Stage.CLOSED, promptness=None, late=None):
    return Tile(place, f"2020-{place:04d}", stage, promptness, late)


def places(page):
    return [(tile.place, tile.number) for tile in page.context["wall"].tiles]


def timed(**fields):
    """A suggestion whose due days are counted."""
    suggestion = make_suggestion(**fields)
    suggestion.refresh_from_db()
    suggestion.recount_days(working_days(), now=NOW)
    return suggestion


# The arithmetic.


@pytest.mark.parametrize(
    ("promptness", "late", "found"),
    [
        (Promptness.ON_TIME, None, (False, "")),
        (Promptness.NOT_YET, None, (False, "")),
        (Promptness.LATE, None, (True, "逾期答覆")),
        (Promptness.OVERDUE, UNANSWERED, (True, "逾期未答覆")),
        (Promptness.ON_TIME, UNANSWERED, (True, "逾期未答覆")),  # it came back, and that answer is late
        (Promptness.LATE, UNANSWERED, (True, "逾期未答覆")),
        (Promptness.NOT_YET, UNACCEPTED, (False, "受理逾期")),
        (Promptness.LATE, UNACCEPTED, (True, "受理逾期")),
        (None, UNANSWERED._replace(is_of_main=True), (False, "主件逾期未答覆")),
    ],
)
def test_late_is_answered_too_late_or_not_at_all(promptness, late, found):
    each = tile(1, promptness=promptness, late=late)

    assert (each.is_late, each.told_late) == found


def test_wall_counts_its_stages_in_their_order_and_its_late_ones():
    tiles = [tile(1), tile(2, Stage.RECEIVED, Promptness.OVERDUE, UNANSWERED), tile(3, Stage.CLOSED, Promptness.LATE)]

    whole = Wall(tiles)

    assert (whole.stages(), whole.late) == ([(Stage.RECEIVED, 1), (Stage.CLOSED, 2)], 2)


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        (Choice(), [1, 2, 3]),
        (Choice(stage="closed"), [1, 3]),
        (Choice(is_late=True), [2, 3]),
        (Choice(stage="closed", is_late=True), [3]),
    ],
)
def test_choice_takes_stage_and_lateness_together(choice, taken):
    tiles = [tile(1), tile(2, Stage.RECEIVED, Promptness.OVERDUE, UNANSWERED), tile(3, Stage.CLOSED, Promptness.LATE)]

    chosen = Wall(tiles, choice)

    assert [each.place for each in tiles if choice.takes(each)] == taken
    assert (chosen.taken, chosen.left) == (len(taken), 3 - len(taken))


def test_few_tiles_stand_together_and_many_in_hundreds():
    few, many = [tile(place) for place in range(1, 401)], [tile(place) for place in range(151, 652)]

    assert [(group.first, group.last, len(group.tiles)) for group in wall.together(few)] == [(1, 400, 400)]
    assert [(group.first, group.last, group.column) for group in wall.together(many)] == [
        (151, 200, 1), (201, 300, 1), (301, 400, 1), (401, 500, 1), (501, 600, 1), (601, 651, 1),
    ]  # fmt: skip


def test_no_tiles_make_no_group():
    assert wall.together([]) == []


def test_square_begins_in_the_column_of_its_first_place():
    tiles = [tile(place) for place in range(1304, 1800)]

    assert [group.column for group in wall.together(tiles)[:2]] == [4, 1]


@pytest.mark.parametrize(
    ("counts", "opening"),
    [({11: 1200, 12: 800}, None), ({11: 1200, 12: 801}, date(2020, 12, 1)), ({}, None)],
)
def test_wall_of_more_than_a_page_opens_with_its_newest_month(counts, opening):
    tallies = {date(2020, month, 1): Tally(closed=count) for month, count in counts.items()}

    assert wall.opening_month(tallies) == opening


def test_places_go_on_from_month_to_month():
    tallies = {date(2020, 10, 1): Tally(open=2), date(2020, 11, 1): Tally(), date(2020, 12, 1): Tally(closed=5)}

    assert [wall.received_before(tallies, month) for month in [None, *tallies]] == [0, 0, 2, 2]
    assert wall.total(tallies) == Tally(open=2, closed=5)


@pytest.mark.parametrize(
    ("choice", "is_made", "label", "parameters", "names"),
    [
        (Choice(), False, "", {}, []),
        (Choice(month=date(2020, 12, 1)), False, "", {"month": "2020-12"}, ["2020-12"]),
        (Choice(stage="closed"), True, "辦結", {"stage": "closed"}, ["closed"]),
        (
            Choice(date(2020, 12, 1), "closed", is_late=True), True, "辦結",
            {"month": "2020-12", "stage": "closed", "late": "1"}, ["2020-12", "closed", "late"],
        ),
        (Choice(is_late=True), True, "", {"late": "1"}, ["late"]),
    ],
)  # fmt: skip
def test_choice_is_told_in_the_address_and_in_the_name_of_a_download(choice, is_made, label, parameters, names):
    assert (choice.is_made, choice.stage_label, choice.parameters(), choice.names()) == (
        is_made, label, parameters, names,
    )  # fmt: skip


# The page.


@pytest.mark.django_db
def test_place_is_the_order_of_receipt_in_the_campaign(client, campaign):
    make_suggestion(received_at=at("2020-11-01 09:00"))  # to the open campaign: number 1, no place here
    make_suggestion(campaign=campaign, received_at=at("2020-11-03 09:00"))
    make_suggestion(campaign=campaign, received_at=at("2020-11-02 09:00"))

    page = client.get(WALL)

    assert places(page) == [(1, "2020-0003"), (2, "2020-0002")]
    assert [name for name in ("第 1 件，2020-0003，收到", "第 2 件，2020-0002，收到") if name not in page.text] == []


@pytest.mark.django_db
def test_every_tile_is_a_link_with_a_name_that_says_all(client, campaign):
    make_suggestion(campaign=campaign, stage=Stage.CLOSED)

    assert (
        '<li><a class="tile badge--closed" href="/suggestions/2020-0001/" title="第 1 件，2020-0001，辦結" '
        'aria-label="第 1 件，2020-0001，辦結">1</a></li>'
    ) in client.get(WALL).text


@pytest.mark.django_db
def test_late_tiles_say_and_show_it(client, campaign):
    timed(campaign=campaign, received_at=at("2020-11-02 09:00"))
    answered = timed(campaign=campaign, received_at=at("2020-11-02 10:00"))
    bring(answered, to=Stage.REPLIED)
    timed(campaign=campaign)

    page = client.get(WALL)

    assert [each.is_late for each in page.context["wall"].tiles] == [True, True, False]
    assert "第 1 件，2020-0001，收到，逾期未答覆" in page.text
    assert "第 2 件，2020-0002，答覆，逾期答覆" in page.text
    assert page.text.count("tile--late") == 3  # the legend has one of its own


@pytest.mark.django_db
def test_wall_and_statistics_call_the_same_ones_late(campaign):
    timed(campaign=campaign, received_at=at("2020-11-02 09:00"))
    main = timed(campaign=campaign, received_at=at("2020-11-02 10:00"))
    bring(make_suggestion(campaign=campaign, received_at=at("2020-11-02 11:00")), to=Stage.MERGED, main=main)

    tiles = Suggestion.objects.tiles(late_on=LateOn(NOW.date(), working_days()))
    statistics = counters.statistics(NOW, NOW.date())

    assert Counter(tile.promptness for tile in tiles if tile.promptness) == statistics.total.promptness


@pytest.mark.django_db
def test_legend_filters_and_the_others_keep_their_places(client, campaign):
    for stage in (Stage.RECEIVED, Stage.CLOSED, Stage.CLOSED):
        make_suggestion(campaign=campaign, stage=stage)

    page = client.get(WALL, {"stage": "received"})

    assert "這 3 件中，階段為「收到」的有 1 件；其餘 2 件留作空格，位置不變。" in page.text
    assert page.text.count('<li class="tile tile--quiet" aria-hidden="true">') == 2
    assert page.text.count('<li><a class="tile ') == 1
    assert '<a href="?stage=closed#wall">' in page.text
    assert 'href="/campaigns/sanmin-2020/wall.csv?stage=received"' in page.text


@pytest.mark.django_db
def test_filter_that_does_not_exist_is_told_and_ignored(client, campaign):
    make_suggestion(campaign=campaign)

    page = client.get(WALL, {"stage": "nonsense", "month": "1999-01"})

    assert "這些篩選條件不存在，已經略過：月份、階段。" in page.text
    assert places(page) == [(1, "2020-0001")]


@pytest.mark.django_db
def test_large_wall_shows_one_month_under_a_strip_of_all(client, campaign, monkeypatch):
    monkeypatch.setattr(wall, "MOST", 2)
    make_suggestion(campaign=campaign, stage=Stage.CLOSED, received_at=at("2020-09-30 23:59"))
    make_suggestion(campaign=campaign, received_at=at("2020-11-01 00:00"))
    make_suggestion(campaign=campaign, received_at=at("2020-11-30 23:59"))

    page, first = client.get(WALL), client.get(WALL, {"month": "2020-09"})

    assert page.context["months"] == [
        (date(2020, 9, 1), Tally(closed=1)),
        (date(2020, 10, 1), Tally()),
        (date(2020, 11, 1), Tally(open=2)),
    ]
    assert (places(page), places(first)) == ([(2, "2020-0002"), (3, "2020-0003")], [(1, "2020-0001")])
    assert "2020年11月收到的 2 件" in page.text
    assert 'href="?month=2020-09#wall"' in page.text


@pytest.mark.django_db
def test_month_of_more_than_a_page_comes_in_parts(client, campaign, monkeypatch):
    monkeypatch.setattr("feedback.campaigns.wall.MOST", 2)
    for _ in range(3):
        make_suggestion(campaign=campaign)

    page = client.get(WALL, {"page": 2})

    assert [each.place for each in page.context["page"]] == [3]
    assert "這一頁是第 3 至第 3 件。" in page.text


@pytest.mark.django_db
def test_sentence_above_is_the_claim_of_the_campaign(client, campaign):
    closed = make_suggestion(campaign=campaign, stage=Stage.CLOSED)
    bring(make_suggestion(campaign=campaign), to=Stage.MERGED, main=closed)
    make_suggestion(campaign=campaign, stage=Stage.DECLINED)

    page = client.get(WALL)

    assert page.context["tally"] == tally(campaign=campaign.pk)
    assert '<a href="/suggestions/?campaign=sanmin-2020&amp;tally=handled">已辦結 2 件</a>' in page.text


@pytest.mark.django_db
def test_campaign_without_suggestions_says_so(client, campaign):
    assert "這個活動還沒有收到意見建議。" in client.get(WALL).text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/campaigns/nothing/wall/", "/campaigns/nothing/wall.csv"])
def test_campaign_that_does_not_exist_has_no_wall(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_wall_only_reads(client, campaign):
    assert (client.post(WALL).status_code, client.post(f"{WALL[:-1]}.csv").status_code) == (405, 405)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/campaigns/open/"])
def test_claim_leads_to_the_wall(client, address):
    campaign = Campaign.objects.get(slug="open")
    make_suggestion(campaign=campaign)
    if address == "/":
        Campaign.objects.filter(pk=campaign.pk).update(kind=Campaign.Kind.SANMIN, year=2020)
        Campaign.objects.create(slug="other", kind=Campaign.Kind.OPEN, title="開門納諫")
        campaign.phases.create(kind="collect", starts_on=date(2020, 11, 1))

    link = (
        client.get(address).text.partition('<a class="picture" href="/campaigns/open/wall/">')[2].partition("</a>")[0]
    )
    assert '<path class="picture__part picture__part--open" d="M1 1h6v6h-6z"/>' in link
    assert "看件件牆：這 1 件，一格一件" in link


@pytest.mark.django_db
def test_wall_is_the_same_for_everyone(client, campaign, triage_officer):
    make_suggestion(campaign=campaign)
    for_a_citizen = client.get(WALL)
    client.force_login(triage_officer)

    assert client.get(WALL).content == for_a_citizen.content
    assert for_a_citizen.cookies == {}


@pytest.mark.django_db
def test_one_and_three_ask_the_same(client, campaign, django_assert_num_queries):
    make_suggestion(campaign=campaign, stage=Stage.MERGED)
    client.get(WALL)
    with CaptureQueriesContext(connection) as one:
        client.get(WALL)
    make_suggestion(campaign=campaign, stage=Stage.CLOSED, received_at=at("2020-09-01 09:00"))
    make_suggestion(campaign=campaign, stage=Stage.MERGED)

    with django_assert_num_queries(len(one)):
        client.get(WALL)
