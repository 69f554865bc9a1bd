"""A round to live through by hand: its clock, its people, and what was there before it began."""

from datetime import date

from django.urls import reverse

from feedback.ballots import verbs as ballots
from feedback.models import Phase
from feedback.rules.roles import Role
from tests import factories
from tests.journeys import desk
from tests.reports.factories import TEXT, make_report, publish

SLUG = "sanmin-2020"
PHONE = 390

# The days of the round; last year's were the same.
DAYS = {
    Phase.Kind.PREPARE: (date(2020, 11, 1), date(2020, 11, 9)),
    Phase.Kind.APPLY: (date(2020, 11, 10), date(2020, 11, 15)),
    Phase.Kind.COLLECT: (date(2020, 12, 1), date(2020, 12, 20)),
    Phase.Kind.REPORT: (date(2020, 12, 21), date(2020, 12, 25)),
    Phase.Kind.RATE: (date(2020, 12, 24), date(2021, 1, 10)),
    Phase.Kind.HANDLE: (date(2020, 12, 1), date(2021, 1, 20)),
    Phase.Kind.AWARD: (date(2021, 1, 11), date(2021, 1, 20)),
}


def last_year(seats):
    """Last year's round, with its terms and the questions of its ballot; and this year's report, which is published."""
    report = make_report(text=TEXT.replace("2021", "2020"), year=2020)
    publish(report, by=factories.office().supervisor, now=factories.at("2020-10-20 09:00"))
    campaign = factories.make_campaign(slug="sanmin-2019", title="2019 年「三民」活動", year=2019, summary="去年的。")
    for kind, days in DAYS.items():
        first, last = (day.replace(year=day.year - 1) for day in days)
        factories.make_phase(campaign=campaign, kind=kind, starts_on=first, ends_on=last)
    factories.make_terms(campaign=campaign, seats=seats, substitutes=1)
    ballots.draft(campaign)
    return campaign


class Life:
    """People in their browsers, by name: the office, the administrator and `more`; and the day it is for all."""

    def __init__(self, open_page, clock, **more):
        self.open_page, self.clock = open_page, clock
        self._pages, self._signed_in = {}, set()
        office = factories.office()
        administrator = factories.make_user(username="administrator", roles=[Role.ADMINISTRATOR])
        self._users = vars(office) | {"administrator": administrator} | more

    def moves_to(self, text):
        """It is `text`, as `2020-12-01 10:00` in Shanghai; whoever was at the desk signs in again."""
        self.clock.move_to(factories.at(text), tick=True)
        self._signed_in.clear()

    def staff(self, name):
        """The page of somebody of the office, or of the administrator."""
        page = self._pages.get(name) or self._pages.setdefault(name, self.open_page())
        if name not in self._signed_in:
            page.context.clear_cookies()
            desk.sign_in(page, self._users[name])
            self._signed_in.add(name)
        return page

    def at(self, name, address, *args):
        """The page of somebody of the staff, at the desk's page of that name."""
        page = self.staff(name)
        page.goto(reverse(f"admin:{address}", args=args))
        return page

    def citizen(self, path, **browser):
        """The page of one more citizen, at `path`."""
        page = self.open_page(**browser)
        page.goto(path)
        return page


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()  # the whole page, not what of it came first


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def told(page):
    """What the desk answers."""
    return page.locator(".messagelist").inner_text()


def read(page):
    """What stands on a public page, once all of it is there."""
    page.wait_for_load_state()
    return page.locator("main").inner_text()
