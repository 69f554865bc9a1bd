"""The queries that everybody may ask of many suggestions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from feedback.office.names import names
from feedback.rules import receipts
from feedback.rules.workflow import OPEN_STAGES, UNANSWERED_STAGES, Stage
from feedback.suggestions.counting import Counting
from feedback.suggestions.late import BeingLate
from feedback.suggestions.listing import RAW, Listing
from feedback.suggestions.narrowing import Narrowing
from feedback.suggestions.paging import Paging
from feedback.suggestions.places import Places
from feedback.suggestions.searching import Searching
from feedback.suggestions.similar import Similar
from feedback.suggestions.tiling import Tiling
from feedback.suggestions.watching import Watching
from feedback.verbs.filing import Filing
from portal.reading.text import cleaned_secret


class SuggestionQuerySet(
    BeingLate,
    Counting,
    Filing,
    Searching,
    Listing,
    Narrowing,
    Paging,
    Places,
    Similar,
    Tiling,
    Watching,
    models.QuerySet,
):
    def by_number(self, text):
        """The one suggestion of a public number as a person types it, or none."""
        parsed = receipts.parse_number(text)
        return self.filter(year=parsed[0], sequence=parsed[1]) if parsed else self.none()

    def by_receipt(self, number, secret):
        """The suggestion of `number` if `secret` is its receipt's, else None; a wrong number costs the same work."""
        suggestion = self.by_number(number).first()
        digest = suggestion.secret_digest if suggestion else "0" * 64
        public_number = suggestion.number if suggestion else ""
        is_right = receipts.matches(settings.RECEIPT_KEY, public_number, cleaned_secret(secret), digest)
        return suggestion if suggestion and is_right else None

    def public(self):
        """Those whose text a person released; of the others everybody reads the stub."""
        return self.exclude(public_title="")

    def open(self):
        return self.filter(stage__in=OPEN_STAGES)

    def unanswered(self):
        return self.filter(stage__in=UNANSWERED_STAGES)

    def rating_over(self, today):
        """Answered, and the days for rating have passed before `today`."""
        return self.filter(stage=Stage.REPLIED, rating_ends_on__lt=today)

    def for_site_map(self):
        """Those everybody may read, in order of receipt, with no more than their address needs."""
        return self.public().only("year", "sequence").order_by("pk")

    def beside_in_public(self, suggestion):
        """Those merged into it, and those that everybody may read and a citizen linked with it, either way round."""
        linked = Q(related=suggestion.pk) | Q(pk=suggestion.related_id)
        return self.filter(Q(main=suggestion.pk) | (linked & ~Q(public_title=""))).for_list()

    def for_page(self):
        return self.select_related(
            "status", "category", "unit", "campaign", "main__status", "district", "section__report"
        )

    def for_public_page(self):
        """With what everybody may read of each; the raw text stays in the database, the names are in memory."""
        known = names()
        return [known.dress(suggestion) for suggestion in self.defer(*RAW)]
