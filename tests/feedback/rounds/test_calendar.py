"""The phases of campaigns in a calendar that programs subscribe to."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from icalendar import Calendar

from feedback.rounds import verbs
from feedback.rules.phases import PhaseKind
from feedback.rules.roles import Role
from tests.factories import at, make_campaign, make_phase, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def events(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


def whole(event):
    """All that a calendar program reads of an entry."""
    return {name: getattr(value, "dt", None) or str(value) for name, value in event.items()}


@pytest.fixture
def campaign():
    return make_campaign(title="2020 年「三民」活動")


def test_a_phase_is_an_entry_of_whole_days(client, settings, campaign):
    note = "在網上、電話裡、來信都可以，" * 8
    phase = make_phase(campaign=campaign, starts_on=date(2020, 11, 23), ends_on=date(2020, 12, 31), note=note)
    response = client.get(reverse("campaign_calendar", args=[campaign.slug]))
    changed_at = datetime(2020, 11, 22, 16, tzinfo=UTC)
    assert [whole(event) for event in events(response)] == [
        {
            "UID": f"phase-{phase.pk}@127.0.0.1",
            "SUMMARY": "2020 年「三民」活動：聽市民意見",
            "DESCRIPTION": note,
            "DTSTART": date(2020, 11, 23),
            "DTEND": date(2021, 1, 1),
            "DTSTAMP": changed_at,
            "LAST-MODIFIED": changed_at,
            "TRANSP": "TRANSPARENT",
            "URL": f"{settings.SITE_URL}/campaigns/sanmin-2020/",
        }
    ]
    calendar = Calendar.from_ical(response.content)
    assert {name: str(calendar[name]) for name in ("VERSION", "METHOD", "X-WR-CALNAME", "X-WR-TIMEZONE")} == {
        "VERSION": "2.0", "METHOD": "PUBLISH", "X-WR-CALNAME": "2020 年「三民」活動", "X-WR-TIMEZONE": "Asia/Shanghai",
    }  # fmt: skip
    assert (response["Content-Type"], max(map(len, response.content.split(b"\r\n"))) <= 75) == (
        "text/calendar; charset=utf-8", True,
    )  # fmt: skip


def test_a_phase_without_an_end_stands_on_the_day_it_begins(client, campaign):
    make_phase(campaign=campaign, kind=PhaseKind.HANDLE, starts_on=date(2021, 1, 4))
    [event] = events(client.get(reverse("calendar")))
    assert (str(event["summary"]), event["dtstart"].dt, event["dtend"].dt) == (
        "2020 年「三民」活動：辦理反饋（開始）", date(2021, 1, 4), date(2021, 1, 5),
    )  # fmt: skip


def test_an_extended_phase_is_the_same_entry_changed_later(client, campaign):
    phase = make_phase(campaign=campaign, starts_on=date(2020, 11, 23), ends_on=date(2020, 12, 10))
    [before] = events(client.get(reverse("calendar")))
    by = make_user(username="second", roles=[Role.SUPERVISOR])
    verbs.extend(phase, date(2020, 12, 20), reason="來信很多。", by=by, now=at("2020-12-09 09:00"))
    [after] = events(client.get(reverse("calendar")))
    assert (str(after["uid"]), after["dtend"].dt, after["dtstamp"].dt) == (
        str(before["uid"]), date(2020, 12, 21), at("2020-12-09 09:00").astimezone(UTC),
    )  # fmt: skip


def test_a_draft_stands_in_no_calendar(client):
    draft = make_campaign(is_published=False)
    make_phase(campaign=draft, starts_on=date(2020, 11, 23))
    answers = [client.get(reverse("calendar")), client.get(reverse("campaign_calendar", args=[draft.slug]))]
    assert (events(answers[0]), answers[1].status_code) == ([], 404)


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "2020 年“三民”活动"), ("en", "Sanmin 2020")])
def test_it_is_in_the_readers_language(client, language, title):
    campaign = make_campaign(title_en="Sanmin 2020")
    make_phase(campaign=campaign, starts_on=date(2020, 11, 23), ends_on=date(2020, 12, 31))
    [event] = events(client.get(f"/{language}/calendar.ics"))
    assert (str(event["summary"]).startswith(title), f"/{language}/campaigns/" in event["url"]) == (True, True)


def test_who_has_it_already_is_told_so_until_something_changes(client, campaign):
    phase = make_phase(campaign=campaign, starts_on=date(2020, 11, 23), ends_on=date(2020, 12, 10))
    tag = client.get("/calendar.ics")["ETag"]
    unchanged = client.get("/calendar.ics", headers={"if-none-match": tag})
    phase.ends_on = date(2020, 12, 11)
    phase.save()
    changed = client.get("/calendar.ics", headers={"if-none-match": tag})
    assert [(answer.status_code, bool(answer.content)) for answer in (unchanged, changed)] == [
        (304, False),
        (200, True),
    ]


def test_one_campaign_costs_as_many_queries_as_three(client, django_assert_num_queries):
    for year in (2018, 2019, 2020):
        campaign = make_campaign(slug=f"sanmin-{year}", year=year)
        make_phase(campaign=campaign, starts_on=date(year, 11, 23))
        with django_assert_num_queries(2):
            client.get(reverse("calendar"))
