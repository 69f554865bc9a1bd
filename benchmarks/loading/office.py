"""Who and what the benchmark's stories speak of, by primary key: the sample's units, fields and staff, the rounds."""

from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path

from django.conf import settings
from django.utils import timezone

import reports
from benchmarks.loading import days
from benchmarks.loading.copying import ready
from feedback.models import Campaign, Category, District, Phase, Unit
from feedback.office.statuses import first_status
from feedback.records.contact_keys import contact_key
from feedback.rules.workflow import Stage
from feedback.sample import offices, staff
from portal.tables.encrypted import fernet
from reports.importer import parse, read_file
from reports.models import Report

REPORT = Path(reports.__file__).parent / "sample" / "report-2021.md"
ROUNDS = 3
EVERY = 5  # of the closed ones, one in so many is remembered as a main one for others


class Office:
    def __init__(self, now):
        """Fill an empty database with all that stands before the first suggestion."""
        self.today = timezone.localdate(now)
        offices.create()
        staff.create()
        cast = staff.Cast()
        self.triage, self.second_triage, self.supervisor = cast.triage.pk, cast.second_triage.pk, cast.supervisor.pk
        self.report = publish_report(cast.supervisor, cast.administrator, now)
        self.sections = list(self.report.sections.values_list("pk", flat=True))
        self.units = {unit.name: unit.pk for unit in Unit.objects.all()}
        self.handlers = {pk: cast.handler(Unit(name=name)).pk for name, pk in self.units.items()}
        self.reviewers = {pk: cast.reviewer(Unit(name=name)).pk for name, pk in self.units.items()}
        self.statuses = {stage: first_status(stage).pk for stage in Stage}
        self.categories = {category.name: category for category in Category.objects.all()}
        self.districts = {district.name: district.pk for district in District.objects.all()}
        self.opened = Campaign.objects.get(slug="open").pk
        self.rounds = {
            year: self.hold_round(year).pk for year in range(self.today.year - ROUNDS + 1, self.today.year + 1)
        }
        self.reply_ids = count(1)
        self._mains, self._closed = [], 0

    def hold_round(self, year):
        first, last = days.round_of(year)
        is_current = year == self.today.year
        campaign = Campaign.objects.create(
            slug=f"sanmin-{year}", kind=Campaign.Kind.SANMIN, title=f"{year} 年「三民」活動", year=year, is_sample=True,
            summary="向市民報告、聽市民意見、請市民評議。示例資料。", report=self.report if is_current else None,
        )  # fmt: skip
        for kind, starts_on, ends_on in (
            (Phase.Kind.COLLECT, first, last),
            (Phase.Kind.REPORT, first + timedelta(days=14), first + timedelta(days=30)),
            (Phase.Kind.RATE, first + timedelta(days=31), last),
            (Phase.Kind.HANDLE, first, last + timedelta(days=45)),
        ):
            Phase.objects.create(campaign=campaign, kind=kind, starts_on=starts_on, ends_on=ends_on)
        return campaign

    @cache  # noqa: B019  one office lives as long as the loading
    def released(self, text):
        return ready({"title": text.title, "body": text.body})

    def answer(self, text, outcome, random):
        """(body, details of the draft's event, outcome) of one of the answers that `text` may get."""
        return self._answer(random.choice(text.replies), outcome)

    @cache  # noqa: B019
    def _answer(self, body, outcome):
        return ready(body), ready({"body": body, "outcome": outcome}), outcome

    @cache  # noqa: B019
    def person(self, place):
        """The encrypted name and contact of the citizen `place`, and the key of the contact."""
        contact = f"citizen-{place}@example.invalid"
        return {
            "name": sealed(f"示例市民{place % 50}"), "contact": sealed(contact), "contact_key": contact_key(contact),
        }  # fmt: skip

    def remember(self, story):
        """Some of the closed ones serve as main ones later."""
        if story.facts["stage"] == Stage.CLOSED and story.facts["has_consent"]:
            self._closed += 1
            if self._closed % EVERY == 0:
                self._mains.append((story.facts["closed_at"], story.facts["id"]))

    def main_before(self, moment, random):
        """The primary key of one that was closed before `moment`, or None when none is at hand."""
        closed_at, pk = random.choice(self._mains) if self._mains else (moment, None)
        return pk if closed_at < moment else None


@cache
def sealed(text):
    """Encrypted as the model's field does it."""
    return ready(fernet().encrypt(text.encode()).decode())


def publish_report(by, colleague, now):
    report = Report.objects.save_draft(
        parse(read_file(REPORT), bureau=settings.BUREAU_NAME), source_name=REPORT.name, now=now, is_sample=True
    )
    report.propose_publish(by=colleague, now=now)
    report.publish(by=by, now=now)
    return report
