"""What is asked of attachments, by name."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Sum

from feedback.attachments.shown import Showing
from feedback.records.drafts import KEPT_FOR, Draft
from feedback.rules.files import State


class AttachmentQuerySet(Showing, models.QuerySet):
    def unsent(self):
        return self.filter(suggestion__isnull=True)

    def of_draft(self, digest):
        """Those of what is being written under `digest`; of no digest there are none."""
        return self.unsent().filter(flow_digest=digest) if digest else self.none()

    def sent_by_citizen(self, suggestion):
        """Those that came with a suggestion or an answer, not from staff; erased ones say so."""
        return self.filter(suggestion=suggestion, by__isnull=True, reply__isnull=True)

    def in_order(self):
        """In the order in which they arrived."""
        return self.order_by("pk")

    def usable(self):
        """Those that were not refused; some are still looked at."""
        return self.exclude(state=State.REFUSED)

    def waiting_in_all(self):
        """(how many, bytes) of everything that was not sent yet, whoever's it is."""
        found = self.unsent().aggregate(count=Count("pk"), size=Sum("size", default=0))
        return found["count"], found["size"]

    def left_behind(self, now):
        """Unsent ones that arrived long ago, and whose draft is gone."""
        drafts = Draft.objects.filter(flow_digest=OuterRef("flow_digest"))
        return self.unsent().filter(Q(added_at__lt=now - KEPT_FOR), ~Exists(drafts))
