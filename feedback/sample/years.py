"""The sample's campaigns: the 「三民」 round of 2020, one of the current year, and a handful of 「開門納諫」."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from feedback.models import Campaign, Phase
from feedback.rules.workflow import Stage
from feedback.sample import story
from feedback.sample.days import moment, workdays_before

FILES_2020 = {
    "2020-traffic-a.toml": "道路交通管理",
    "2020-traffic-b.toml": "道路交通管理",
    "2020-order.toml": "治安管理",
    "2020-household.toml": "戶政管理",
}
FIRST_DAY_2020 = date(2020, 11, 23)
DAYS_2020 = 54


def entries(name):
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["suggestion"]


def flow_of(title):
    """The flow that a sample suggestion is filed by: titles of the sample are all different."""
    return f"sample:{title}"


def load_2020(cast):
    """The round of which the bureau wrote that it received 170 and handled them all."""
    campaign = Campaign.objects.create(
        slug="sanmin-2020", kind=Campaign.Kind.SANMIN, title="2020 年「三民」活動", year=2020, is_sample=True,
        is_published=True,
        summary="向市民報告、聽市民意見、請市民評議。這一年收到的意見建議集中在道路交通管理、治安管理和戶政管理三個方面。",
        title_en="2020 Sanmin campaign",
        summary_en="The police report to citizens, listen to them and are rated by them. What came in this year was"
        " mostly about road traffic, public order and household registration.",
    )  # fmt: skip
    _phases(
        campaign,
        (Phase.Kind.PREPARE, date(2020, 10, 26), date(2020, 11, 22), "擬定報告、題目和日程。"),
        (Phase.Kind.APPLY, date(2020, 11, 2), date(2020, 11, 15), "報名當市民代表，名額按區市分配。"),
        (Phase.Kind.COLLECT, FIRST_DAY_2020, date(2021, 1, 15), "網上、電話、來信、座談會都可以提。"),
        (Phase.Kind.REPORT, date(2020, 12, 4), date(2020, 12, 13), "公布全年工作報告。"),
        (Phase.Kind.RATE, date(2020, 12, 14), date(2021, 1, 15), "請市民評議；提過建議的，收到答覆就可以評。"),
        (Phase.Kind.HANDLE, FIRST_DAY_2020, date(2021, 2, 26), "逐件辦理，逐件答覆。"),
        (Phase.Kind.AWARD, date(2021, 2, 1), date(2021, 2, 28), "統計評議結果，評選優秀建議。"),
    )
    # The fields take turns, as they would on arrival.
    rows = [(entry | {"stage": Stage.CLOSED}, field) for name, field in FILES_2020.items() for entry in entries(name)]
    rows = [row for start in range(7) for row in rows[start::7]]
    arrivals = sorted(
        moment(FIRST_DAY_2020 + timedelta(days=place * DAYS_2020 // len(rows)), place) for place in range(len(rows))
    )
    now = moment(date(2021, 3, 1), 0)
    for place, ((entry, field), received_at) in enumerate(zip(rows, arrivals, strict=True)):
        suggestion = story.receive(
            entry, campaign=campaign, category=field, section=None, received_at=received_at,
            flow=flow_of(entry["title"]),
        )  # fmt: skip
        story.Story(suggestion, entry, cast, place=place, now=now).tell()


def load_current(cast, report, now):
    """A round that runs today, and what came in by 「開門納諫」."""
    today = timezone.localdate(now)
    year = today.year
    sanmin = Campaign.objects.create(
        slug=f"sanmin-{year}", kind=Campaign.Kind.SANMIN, title=f"{year} 年「三民」活動", year=year, is_sample=True,
        is_published=True,
        report=report, summary="向市民報告、聽市民意見、請市民評議。看了報告，對哪一節有想法，就在哪一節提。",
        title_en=f"{year} Sanmin campaign",
        summary_en="The police report to citizens, listen to them and are rated by them. Whatever you think of a part"
        " of the report, say it at that part.",
    )  # fmt: skip
    days = {day: today + timedelta(days=day) for day in (-100, -71, -70, -60, -31, -12, -5, 10, 20, 40, 41, 80)}
    _phases(
        sanmin,
        (Phase.Kind.PREPARE, days[-100], days[-71], "擬定報告、題目和日程。"),
        (Phase.Kind.APPLY, days[-60], days[-31], "報名當市民代表，名額按區市分配。"),
        (Phase.Kind.COLLECT, days[-70], days[20], "網上、電話、來信、座談會都可以提。"),
        (Phase.Kind.REPORT, days[-12], days[10], "公布工作報告，請市民先看後評。"),
        (Phase.Kind.RATE, days[-5], days[40], "請市民評議；收到答覆的隨時可以評。"),
        (Phase.Kind.HANDLE, days[-60], days[80], "逐件辦理，逐件答覆。"),
        (Phase.Kind.AWARD, days[41], days[80], "統計評議結果，評選優秀建議。"),
    )
    opened = Campaign.objects.get(slug="open")
    campaigns = {"sanmin": sanmin, "open": opened}
    rows = [(_arrival(entry, place, today, now), place, entry) for place, entry in enumerate(entries("current.toml"))]
    stories = []
    for received_at, place, entry in sorted(rows, key=lambda row: row[:2]):
        words = entry.get("section")
        section = report.sections.filter(heading__contains=words).first() if words else None
        suggestion = story.receive(
            entry, campaign=campaigns[entry["campaign"]], category=entry["category"], section=section,
            received_at=received_at, flow=flow_of(entry["title"]),
        )  # fmt: skip
        stories.append(story.Story(suggestion, entry, cast, place=place, now=now))
    # What is merged comes last: its main one must stand first.
    for each in sorted(stories, key=lambda each: each.entry["stage"] == Stage.MERGED):
        each.tell()


def _arrival(entry, place, today, now):
    received_at = moment(workdays_before(today, entry["received_days_ago"]), place)
    return min(received_at, now - timedelta(minutes=90 - place))


def _phases(campaign, *rows):
    for kind, starts_on, ends_on, note in rows:
        Phase.objects.create(campaign=campaign, kind=kind, starts_on=starts_on, ends_on=ends_on, note=note)
