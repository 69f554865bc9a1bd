"""The queries asked of many suggestions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from feedback import receipts
from feedback.models import staff
from feedback.models.counting import Counting
from feedback.models.filing import Filing
from feedback.models.tiling import Tiling
from feedback.workflow import OPEN_STAGES, UNANSWERED_STAGES, Stage, Tally

# What a citizen typed: read by staff and with the receipt, never for the public.
RAW = ("title", "body", "name", "contact", "guardian_name", "place")


class SuggestionQuerySet(Filing, Counting, Tiling, models.QuerySet):
    def by_number(self, text):
        """The one suggestion of a public number as a person types it, or none."""
        parsed = receipts.parse_number(text)
        return self.filter(year=parsed[0], sequence=parsed[1]) if parsed else self.none()

    def by_receipt(self, number, secret):
        """The suggestion of `number` if `secret` is its receipt's, else None; a wrong number costs the same work."""
        suggestion = self.by_number(number).first()
        digest = suggestion.secret_digest if suggestion else "0" * 64
        public_number = suggestion.number if suggestion else ""
        is_right = receipts.matches(settings.RECEIPT_KEY, public_number, receipts.cleaned_secret(secret), digest)
        return suggestion if suggestion and is_right else None

    def visible_to(self, user):
        """What a member of staff may see at the desk: every one by role, else what the own units have to answer."""
        if staff.sees_every(user):
            return self
        units = staff.units_of(user)
        return self.filter(Q(unit__in=units) | Q(main__unit__in=units))

    def open(self):
        return self.filter(stage__in=OPEN_STAGES)

    def unanswered(self):
        return self.filter(stage__in=UNANSWERED_STAGES)

    def rating_over(self, today):
        """Answered, and the days for rating have passed before `today`."""
        return self.filter(stage=Stage.REPLIED, rating_ends_on__lt=today)

    def counted_as(self, what):
        """The list behind a number of the tally: a stage, or open, valid, handled, received."""
        if what == "open":
            return self.open()
        if what == "valid":
            return self.exclude(stage__in=[Stage.DECLINED, Stage.WITHDRAWN])
        if what == "handled":
            return self.filter(Q(stage=Stage.CLOSED) | Q(stage=Stage.MERGED, main__stage=Stage.CLOSED))
        return self if what == "received" else self.filter(stage=what)

    def narrowed(self, *, category=None, status=None, campaign=None, unit=None, section=None, tally=""):
        """Those that the filters of the board leave; a filter that is not set leaves all."""
        chosen = {"category": category, "status": status, "campaign": campaign, "unit": unit, "section": section}
        return self.counted_as(tally or "received").filter(**{name: row for name, row in chosen.items() if row})

    def for_site_map(self):
        """Those everybody may read, in order of receipt, with no more than their address needs."""
        return self.exclude(public_title="").only("year", "sequence").order_by("pk")

    def latest_answers(self):
        """Answered ones that everybody may read, the newest answer first."""
        return self.for_list().exclude(public_title="").filter(replied_at__isnull=False).order_by("-replied_at", "-pk")

    def tally(self):
        """The arithmetic of the claim over these suggestions, in one query."""
        rows = self.order_by().values_list("stage", "main__stage").annotate(count=models.Count("pk"))
        return _tally(rows)

    def tallies_by_campaign(self):
        """{campaign id: Tally}, in one query."""
        return self.tallies_by("campaign")

    def tallies_by(self, name):
        """{value: Tally} for a field or an annotation, in one query."""
        rows = self.order_by().values_list(name, "stage", "main__stage").annotate(count=models.Count("pk"))
        by_value = {}
        for value, *row in rows:
            by_value.setdefault(value, []).append(row)
        return {value: _tally(rows) for value, rows in by_value.items()}

    def for_list(self):
        """Newest first, with what a line shows; the raw text stays in the database."""
        return (
            self.select_related("status", "category", "unit", "campaign", "main", "district")
            .defer(*RAW, *(f"main__{name}" for name in RAW))
            .order_by("-received_at", "-pk")
        )

    def for_page(self):
        return self.select_related(
            "status", "category", "unit", "campaign", "main__status", "district", "section__report"
        )

    def for_public_page(self):
        """One suggestion with what everybody may read of it; the raw text stays in the database."""
        return self.for_page().select_related("rating").defer(*RAW, *(f"main__{name}" for name in RAW))


def _tally(rows):
    by_stage, merged_closed = {}, 0
    for stage, main_stage, count in rows:
        by_stage[stage] = by_stage.get(stage, 0) + count
        if stage == Stage.MERGED and main_stage == Stage.CLOSED:
            merged_closed += count
    return Tally.of(by_stage, merged_closed=merged_closed)
