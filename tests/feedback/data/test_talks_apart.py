"""Whoever reads a total over several campaigns reads beside it what of it was asked in talks, with its lists."""

import csv
import io
import re

import pytest

from feedback.models import Campaign, Channel
from feedback.rules.workflow import Stage
from tests.factories import NOW, at, make_campaign, make_suggestion, make_talk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters_are_right")]
TALK = "/suggestions/?campaign_kind=live&tally="


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(at("2020-12-22 10:00"), tick=False)


@pytest.fixture
def talk(unit):
    return make_talk(slug="talk-2020", starts_at=at("2020-12-06 09:00"), unit=unit)


@pytest.fixture
def received(talk, unit):
    """Seven: one of a round, two of all year, four of a talk, of which two are settled and one is declined."""
    make_suggestion(campaign=make_campaign(slug="r", kind=Campaign.Kind.SANMIN, year=2020), unit=unit)
    for stage in (Stage.RECEIVED, Stage.CLOSED):
        make_suggestion(campaign=Campaign.objects.get(slug="open"), stage=stage)
    for stage, channel in (
        (Stage.CLOSED, "web"), (Stage.CLOSED, "hotline"), (Stage.DECLINED, "onsite"), (Stage.RECEIVED, "hotline"),
    ):  # fmt: skip
        make_suggestion(
            campaign=talk.campaign, channel=Channel.objects.get(pk=channel), stage=stage, category=None,
            received_at=NOW,
        )  # fmt: skip


def rows(client, name):
    answer = client.get(f"/data/{name}.csv")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]


@pytest.mark.usefixtures("received")
def test_the_kinds_of_campaigns_add_up_to_the_whole(client):
    told = [row[:5] for row in rows(client, "campaigns")]
    whole = {row[0]: int(row[1]) for row in rows(client, "summary")[:3]}
    assert told == [
        ["三民", "1", "1", "0", "0%"], ["開門納諫", "2", "2", "1", "50%"], ["在線懇談", "4", "3", "2", "66.6%"],
    ]  # fmt: skip
    assert {
        "收到": sum(int(row[1]) for row in told), "有效": sum(int(row[2]) for row in told),
        "已辦結": sum(int(row[3]) for row in told),
    } == whole  # fmt: skip


@pytest.mark.usefixtures("received")
def test_the_channels_add_up_to_the_whole(client):
    assert [row[:2] for row in rows(client, "channels")] == [["網站", "4"], ["懇談熱線", "2"], ["懇談現場", "1"]]


@pytest.mark.usefixtures("received")
def test_each_number_of_a_kind_opens_the_list_of_exactly_these(client):
    [table] = [table for table in client.get("/data/").context["charts"] if table.name == "campaigns"]
    numbers = [[cell.text for cell in row.cells[:3]] for row in table.rows]
    lists = [[client.get(cell.url).context["slice"].lines for cell in row.cells[:3]] for row in table.rows]
    assert numbers == [[len(lines) for lines in row] for row in lists]


@pytest.mark.usefixtures("received")
def test_the_statistics_tell_the_talks_in_a_sentence(client):
    sentence = client.get("/data/").context["sentences"][0][1]
    told = "".join(piece.text for piece in sentence)
    links = [piece.url for piece in sentence if piece.url]
    assert (told, links) == (
        "其中在線懇談提問 4 件，已辦結 2 件。", [f"{TALK}received", f"{TALK}handled"],
    )  # fmt: skip
    assert len(client.get("/data/?campaign=talk-2020").context["sentences"][0]) == 1


@pytest.mark.usefixtures("received")
def test_the_first_page_tells_the_talks_beside_the_claim(client):
    page = client.get("/").text
    assert re.findall(r'campaign_kind=live&amp;tally=(\w+)">([^<]+)</a>', page) == [
        ("received", "提問 4 件"), ("handled", "已辦結 2 件"),
    ]  # fmt: skip


@pytest.mark.usefixtures("received")
def test_the_board_tells_them_of_a_total_and_not_of_one_campaign(client):
    told = [client.get(f"/suggestions/{query}").context["talks"] for query in ("", "?tally=handled", "?campaign=r")]
    assert told == [4, 2, 0]
    page = client.get("/suggestions/?campaign_kind=live")
    assert (page.context["numbers"].listed, page.context["talks"]) == (4, 0)


@pytest.mark.usefixtures("received")
def test_a_unit_tells_how_much_of_its_work_is_of_talks(client, talk, unit):
    make_suggestion(campaign=talk.campaign, unit=unit, stage=Stage.CLOSED, received_at=NOW)
    found = client.get(unit.get_absolute_url()).context["talks"]
    assert (found.asked, found.handled, found.asked_url) == (
        3, 3, f"/suggestions/?unit={unit.pk}&campaign_kind=live&tally=received",
    )  # fmt: skip


def test_without_a_talk_nothing_is_said_of_it(client):
    make_suggestion()
    page = client.get("/suggestions/")
    assert (page.context["talks"], "在線懇談提問" in page.text, "在線懇談另計" in client.get("/").text) == (
        0, False, False,
    )  # fmt: skip
