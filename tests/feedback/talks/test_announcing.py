"""Where else a talk is announced: the first page, the campaigns, its unit, the map, the calendar."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from feedback.rules.roles import Role
from feedback.talks import verbs
from tests.factories import at, make_campaign, make_phase, make_suggestion, make_talk, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

STARTS = at("2026-11-29 09:00")
WEEK = timedelta(days=7)


@pytest.fixture
def talk(unit):
    return make_talk(starts_at=STARTS, unit=unit, broadcast_url="https://live.example.com/1", place="市民中心一樓")


def events(client, address):
    return Calendar.from_ical(client.get(address).content).walk("VEVENT")


@pytest.mark.parametrize(
    ("now", "state", "act"),
    [
        ("2026-11-14 09:00", None, None),
        ("2026-11-15 09:30", "懇談預告", "看詳情"),
        ("2026-11-29 09:00", "懇談正在進行", "進入懇談"),
        ("2026-11-29 11:00", "懇談已結束", "看實錄"),
        ("2026-11-29 23:59", "懇談已結束", "看實錄"),
        ("2026-11-30 00:00", None, None),
    ],
)
def test_the_first_page_speaks_of_a_talk_that_is_near_and_says_the_one_thing_to_do(
    client, talk, time_machine, now, state, act
):
    time_machine.move_to(at(now), tick=False)
    text = client.get("/").text
    told = [word for word in ("懇談預告", "懇談徵集提問", "懇談正在進行", "懇談已結束") if word in text]
    acts = [word for word in ("看詳情", "進入懇談", "看實錄") if word in text]
    assert (told, acts) == ([state] if state else [], [act] if act else [])


def test_a_draft_is_announced_nowhere(client, unit, time_machine):
    time_machine.move_to(STARTS, tick=False)
    draft = make_talk(starts_at=STARTS, unit=unit, is_published=False)
    pages = ["/", "/talks/", "/campaigns/", f"/units/{unit.code}/", "/sitemap/", "/sitemap-talks.xml", "/calendar.ics"]
    assert [address for address in pages if draft.campaign.title in client.get(address).text] == []


def test_the_page_of_its_campaign_leads_to_the_talk_and_takes_no_suggestions_for_another(client, talk, time_machine):
    time_machine.move_to(STARTS, tick=False)
    page = client.get("/campaigns/talk-2026/").text.split("<main")[1].split("</main>")[0]
    links = ("/talks/talk-2026/", "/talks/talk-2026/ask/", "/suggest/", "/campaigns/open/")
    assert [link for link in links if f'href="{link}"' in page] == ["/talks/talk-2026/", "/talks/talk-2026/ask/"]


def test_lists_of_campaigns_leave_talks_to_their_own(client, talk, time_machine):
    time_machine.move_to(STARTS, tick=False)
    shown = client.get("/campaigns/").context
    assert ([one.slug for one in shown["campaigns"]], [one.talk for one in shown["talks"]]) == (["open"], [talk])
    assert [one.slug for one in client.get("/").context["running"]] == ["open"]
    assert "/campaigns/talk-2026/" not in client.get("/sitemap/").text + client.get("/sitemap-campaigns.xml").text
    assert "/talks/talk-2026/</loc>" in client.get("/sitemap-talks.xml").text


@pytest.mark.parametrize("address", ["/data/", "/suggestions/"])
def test_filters_offer_a_talk_only_where_the_address_names_it(client, talk, address):
    make_suggestion(campaign=talk.campaign)
    make_suggestion()
    option = 'value="talk-2026"'
    pages = client.get(address), client.get(f"{address}?campaign=talk-2026")
    assert [(page.status_code, option in page.text) for page in pages] == [(200, False), (200, True)]
    assert [bool(page.context["form"].errors) for page in pages] == [False, False]


def test_the_page_of_its_campaign_and_of_its_unit_lead_to_it(client, talk, other_unit, time_machine):
    time_machine.move_to(STARTS - WEEK, tick=False)
    pages = ["/campaigns/talk-2026/", f"/units/{talk.unit.code}/", f"/units/{other_unit.code}/", "/campaigns/open/"]
    led = ['href="/talks/talk-2026/"' in client.get(address).text for address in pages]
    assert led == [True, True, False, False]


def test_the_calendar_has_a_talk_at_its_hours_and_other_campaigns_as_before(client, settings, talk):
    make_phase(campaign=make_campaign(), starts_on=STARTS.date())
    whole, own = events(client, "/calendar.ics"), events(client, "/campaigns/talk-2026/calendar.ics")
    [entry] = own
    assert ([str(event["uid"]).partition("-")[0] for event in whole], entry in whole) == (["talk", "phase"], True)
    assert {name: getattr(value, "dt", None) or str(value) for name, value in entry.items()} == {
        "UID": f"talk-{talk.pk}@127.0.0.1",
        "SUMMARY": "交警支隊在線懇談",
        "DESCRIPTION": (
            f"主辦單位：{talk.unit.name}\n網上提問：2026年11月28日 00:00起\n熱線電話：0532-66570000\n"
            "直播：https://live.example.com/1"
        ),
        "DTSTART": datetime(2026, 11, 29, 1, tzinfo=UTC),
        "DTEND": datetime(2026, 11, 29, 3, tzinfo=UTC),
        "DTSTAMP": talk.questions_open_at.astimezone(UTC),
        "LAST-MODIFIED": talk.questions_open_at.astimezone(UTC),
        "SEQUENCE": "0",
        "LOCATION": "市民中心一樓",
        "URL": f"{settings.SITE_URL}/talks/talk-2026/",
    }


def test_a_talk_that_is_moved_is_the_same_entry_with_a_higher_sequence(client, talk):
    by = make_user(username="second", roles=[Role.SUPERVISOR])
    moved = []
    for number in (1, 2, 3):
        starts_at, now = STARTS + number * WEEK, at("2026-11-27 09:00") + timedelta(minutes=number)
        verbs.reschedule(talk, starts_at, starts_at + timedelta(hours=2), reason="場地檢修。", by=by, now=now)
        [entry] = events(client, "/calendar.ics")
        moved.append((entry["dtstart"].dt == starts_at, entry["last-modified"].dt == now, int(entry["sequence"])))
    assert ([told[:2] for told in moved], [told[2] for told in moved]) == ([(True, True)] * 3, [0, 1, 2])
    assert str(entry["uid"]) == f"talk-{talk.pk}@127.0.0.1"


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "交警支队在线恳谈"), ("en", "交警支隊在線懇談")])
def test_the_calendar_is_in_the_readers_language(client, talk, language, title):
    [entry] = events(client, f"/{language}/calendar.ics")
    assert (str(entry["summary"]), f"/{language}/talks/" in entry["url"]) == (title, True)


def test_one_talk_costs_the_calendar_as_many_queries_as_three(client, unit, django_assert_num_queries):
    for number in range(3):
        make_talk(slug=f"talk-{number}", starts_at=STARTS + number * WEEK, unit=unit)
        with django_assert_num_queries(3):
            client.get("/calendar.ics")
