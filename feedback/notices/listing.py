"""Notices as pages list them: at the desk, beside a suggestion, and to the citizen with the receipt."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

MOST_OF_ONE = 50  # notices of one suggestion that its page shows


class Listing(models.QuerySet):
    def for_list(self):
        """The newest first, each with what a line of it says; of an address nothing."""
        sent_again = self.model.objects.filter(again_of__isnull=False, again_of=OuterRef("pk"))
        rows = self.select_related("suggestion", "staff").annotate(is_sent_again=Exists(sent_again))
        of_suggestion = (f"suggestion__{name}" for name in ("year", "sequence"))
        of_staff = (f"staff__{name}" for name in ("first_name", "last_name", "username"))
        own = (
            "kind", "channel", "state", "why", "answer", "tries", "created_at", "due_at", "ended_at", "bounced_at",
            "citizen", "follow", "is_for_digest", "message_id",
        )  # fmt: skip
        return rows.only(*own, *of_suggestion, *of_staff).order_by("-created_at", "-pk")

    def of_any(self, suggestions):
        """What was sent to anybody about these suggestions, given by their keys, and to their citizens."""
        return self.filter(Q(suggestion__in=suggestions) | Q(citizen__in=suggestions))

    def to_citizen_of(self, suggestion):
        """What was sent to whoever holds the receipt of `suggestion`, the newest first."""
        return self.filter(citizen=suggestion).order_by("-created_at", "-pk")[:MOST_OF_ONE]
