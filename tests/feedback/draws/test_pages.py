"""What everybody may read of a draw, in each of its states."""

import html
import re
import subprocess
import sys
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.draws import announcing, check
from feedback.draws.published import published
from feedback.models import Campaign
from tests import factories
from tests.factories import at
from tests.feedback.draws import rounds

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture
def by():
    return rounds.staff()


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(at("2020-11-28 10:00"), tick=False)


def page(client, name="draw_detail", *more):
    return client.get(reverse(name, args=["sanmin-2020", *more]))


def text(response):
    shown = re.sub(r"<[^>]+>", " ", response.text.partition("<main")[2].partition("</main>")[0])
    return re.sub(r"\s+", " ", html.unescape(shown).replace("\u200b", "").replace("\u2060", ""))


def test_before_a_draw_the_page_says_what_will_stand_there(client):
    rounds.make_round()
    answer = page(client)
    assert (answer.status_code, "報名核對完以後，在這裡公告誰參加抽取" in text(answer)) == (200, True)
    assert page(client, "draw_json").status_code == 404


def test_a_round_that_closed_without_a_draw_promises_none(client):
    campaign = rounds.make_round()
    Campaign.objects.filter(pk=campaign.pk).update(closed_at=at("2020-11-27 10:00"))
    found = text(page(client))
    assert ("本站沒有這個活動抽取代表的記錄。" in found, "怎樣抽取" in found, "公告誰" in found) == (True, False, False)


def test_a_draw_that_is_being_prepared_is_nobodys_business(client, by):
    rounds.prepared(rounds.make_round(), by[0])
    assert ("報名核對完以後" in text(page(client)), page(client, "draw_attempt", 1).status_code) == (True, 404)
    assert page(client, "draw_attempt_json", 1).status_code == 404


def test_an_announced_draw_shows_all_that_it_will_be_made_of(client, by):
    draw = rounds.announced(rounds.make_round(), by)
    shown = text(page(client))
    told = [
        "要從 12 位報名者中抽取 3 名代表，等2020年11月26日開獎的彩票號碼。", draw.digest, draw.told["commitment"],
        "雙色球", "第 2020115 期", "111-482-915", "其餘區市", "還可以抽 4 輪",
    ]  # fmt: skip
    assert [each for each in told if each not in shown] == []
    assert [each for each in ("未抽中", draw.secret, "示例市民") if each in shown] == []


def test_a_draw_that_was_made_shows_order_and_result_and_names_nobody(client, by):
    draw = rounds.drawn(rounds.make_round(), by)
    selection = draw.selections.get()
    shown = text(page(client))
    told = [
        "2020年11月27日從 12 位報名者中抽取了 3 名代表。", "3.8.11.20.27.33.9./2.14.15.22.35.4.11./7.0.0.3.9./",
        selection.code, *(f"{position[:12]}…" for _label, position in selection.order),
    ]  # fmt: skip
    assert [each for each in told if each not in shown] == []
    assert (shown.count(" 抽中 "), shown.count("未抽中")) == (4, 9)  # one is the heading of a column
    assert [each for each in (draw.secret, "示例市民", by[0].username) if each in shown] == []


def test_the_file_is_what_the_check_takes(client, by):
    draw = rounds.drawn(rounds.make_round(), by)
    answer = page(client, "draw_json")
    assert answer.json() == published(draw) == page(client, "draw_attempt_json", 1).json()
    assert (check.faults(answer.json(), draw.digest), answer["Content-Disposition"]) == (
        [], 'attachment; filename="draw-sanmin-2020-1.json"',
    )  # fmt: skip


def test_the_program_on_the_page_redoes_the_draw(client, by, tmp_path):
    draw = rounds.drawn(rounds.make_round(), by)
    shown = re.search(r'<pre [^>]*id="program"[^>]*><code>(.*?)</code></pre>', page(client).text, re.DOTALL)[1]
    (tmp_path / "redo.py").write_text(html.unescape(shown), encoding="utf-8")
    (tmp_path / "draw.json").write_bytes(page(client, "draw_json").content)
    done = subprocess.run(
        [sys.executable, "redo.py", "draw.json"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"1 {' '.join(draw.selections.get().chosen)}\n"
    assert len(html.unescape(shown).splitlines()) <= 30


def test_an_aborted_draw_stays_with_its_reason_and_secret_beside_the_one_that_counts(client, by):
    campaign = rounds.make_round()
    first = rounds.aborted(rounds.drawn(campaign, by), by, now=at("2020-11-28 09:00"))
    alone = text(page(client))
    lots = rounds.lots(date(2020, 12, 3))
    again = announcing.prepare(campaign, lots, by=by[0], now=at("2020-11-28 09:30"))
    announcing.announce(again, by=by[1], now=at("2020-11-28 09:40"))
    both, earlier = text(page(client)), text(page(client, "draw_attempt", 1))

    told = ["這次抽取已於2020年11月28日中止，不作數；公告和經過永久保留。", "號碼錄錯了。", first.secret]
    assert [each for each in told if each not in alone or each not in earlier] == []
    assert ("第 1 次抽取 已中止" in both, "第 2 次抽取 已公告" in earlier, again.digest in both) == (True, True, True)


def test_a_page_has_a_hundred_of_the_order(client, by):
    rounds.drawn(rounds.make_round(applicants=103), by)
    second = client.get(reverse("draw_detail", args=["sanmin-2020"]), {"page": 2})
    assert "共 103 個，這一頁是第 101 至第 103 個。" in text(second)
    assert second.text.count('<div class="draw__line">') == 3


def test_as_many_queries_for_many_as_for_few(client, by):
    counts = []
    for slug, year, applicants in (("few", 2020, 3), ("many", 2021, 30)):
        rounds.drawn(rounds.make_round(slug=slug, year=year, applicants=applicants), by)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("draw_detail", args=[slug]))
        counts.append(len(queries))
    assert counts[0] == counts[1] < 12


@pytest.mark.parametrize("fields", [{"is_published": False}, {"kind": "open", "slug": "open-2"}])
def test_only_a_published_round_has_one(client, fields):
    campaign = factories.make_campaign(**fields)
    answers = [client.get(reverse(name, args=[campaign.slug])).status_code for name in ("draw_detail", "draw_json")]
    assert answers == [404, 404]


def test_the_page_of_the_campaign_leads_to_its_draw(client, by):
    campaign = rounds.make_round()
    before = client.get(campaign.get_absolute_url()).text
    rounds.drawn(campaign, by)
    after = client.get(campaign.get_absolute_url()).text
    address = f'href="{reverse("draw_detail", args=[campaign.slug])}"'
    assert (address in before, address in after) == (False, True)
