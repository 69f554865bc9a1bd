"""Suggestions as lines of a list: what everybody may read of each there, and no more."""

from datetime import date
from typing import NamedTuple

from django.db.models import Case, Exists, OuterRef, When
from django.urls import reverse

from feedback.office.names import names
from feedback.records.events import Event
from feedback.rules import receipts
from feedback.rules.counted.statistics import REPLIED_STAGES
from feedback.rules.lateness import Owed
from feedback.rules.moments import day
from feedback.rules.workflow import Stage, Verb
from feedback.suggestions.late import OWED

COLUMNS = (
    "pk", "year", "sequence", "public_title", "status", "category", "district", "unit", "decline_reason",
    "has_consent", "main__year", "main__sequence", "received_at", "replied_at", "outcome", "erased_at", *OWED,
)  # fmt: skip


# What a citizen typed: read by staff and with the receipt, never for the public.
RAW = ("title", "body", "name", "contact", "guardian_name", "place")


class Line(NamedTuple):
    pk: int
    number: str
    public_title: str
    status: str
    colour: str
    stage: str
    category: str
    district: str
    district_url: str
    unit: str
    unit_url: str
    decline_reason: str
    has_consent: bool
    was_taken_back: bool
    is_erased: bool
    main_number: str
    received_on: date
    replied_on: date | None
    outcome: str  # of the reply that stands, while everybody may read it
    outcome_name: str
    reason_name: str
    owed: Owed

    @property
    def is_public(self):
        return bool(self.public_title)

    def get_absolute_url(self):
        return reverse("suggestion_detail", args=[self.number])

    def get_outcome_display(self):
        return self.outcome_name

    def get_decline_reason_display(self):
        """Only of a refusal that stands; one that is only proposed is nobody's business yet."""
        return self.reason_name


class Listing:
    """Lists of suggestions; a part of the QuerySet."""

    def for_list(self):
        """Newest first."""
        return self.order_by("-received_at", "-pk")

    def latest_replied(self):
        """Answered ones that everybody may read, the newest reply first."""
        return self.public().filter(replied_at__isnull=False).order_by("-replied_at", "-pk")

    def lines(self):
        """A `Line` for each, in one query."""
        known, taken_back = names(), Event.objects.filter(suggestion=OuterRef("pk"), verb=Verb.TAKE_BACK)
        # Asked only of stubs to whose publication the citizen agreed: why they are not public.
        was_taken_back = Case(When(public_title="", has_consent=True, then=Exists(taken_back)), default=False)
        return [line(known, *row) for row in self.values_list(was_taken_back, *COLUMNS)]


def line(
    known, was_taken_back, pk, year, sequence, public_title, status, category, district, unit, decline_reason,
    has_consent, main_year, main_sequence, received_at, replied_at, outcome, erased_at,
    stage, *owed,
):  # fmt: skip
    standing = known.status.get(status)
    standing_outcome = outcome if public_title and stage in REPLIED_STAGES else ""
    return Line(
        pk=pk,
        number=receipts.number(year, sequence),
        public_title=public_title,
        status=standing.shown_name if standing else Stage(stage).label,
        colour=standing.colour if standing else "slate",
        stage=stage,
        category=known.of("category", category),
        district=known.of("district", district),
        district_url=known.page_of("district", district),
        unit=known.of("unit", unit),
        unit_url=known.page_of("unit", unit),
        decline_reason=decline_reason,
        has_consent=has_consent,
        was_taken_back=was_taken_back,
        is_erased=erased_at is not None,
        main_number=receipts.number(main_year, main_sequence) if main_year else "",
        received_on=day(received_at),
        replied_on=day(replied_at),
        outcome=standing_outcome,
        outcome_name=known.coded("outcome", standing_outcome),
        reason_name=known.coded("decline_reason", decline_reason) if stage == Stage.DECLINED else "",
        owed=Owed.of(stage, *owed),
    )
