"""The queries asked of many suggestions, and how one more is received under the next number."""

from collections import Counter

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from feedback import receipts, workflow
from feedback.models import staff
from feedback.models.counters import counts_of, record
from feedback.models.counting import Counting
from feedback.models.desk_listing import DeskListing
from feedback.models.desk_reading import DeskReading
from feedback.models.events import Event
from feedback.models.finding import Finding, index_new
from feedback.models.glance import Glancing
from feedback.models.listing import Listing
from feedback.models.names import names
from feedback.models.offices import Status
from feedback.models.paging import Paging
from feedback.models.queues import Queueing
from feedback.models.similar import Similar
from feedback.models.tiling import Tiling
from feedback.models.watching import Watching
from feedback.workflow import OPEN_STAGES, UNANSWERED_STAGES, Stage, Verb
from portal.encrypted import lookup_key

# What a citizen typed: read by staff and with the receipt, never for the public.
RAW = ("title", "body", "name", "contact", "guardian_name", "place")


class NumberSeries(models.Model):
    """The last public number given in a year; its row is locked while the next one is given, so none is skipped."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return receipts.number(self.year, self.last)

    @classmethod
    def locked(cls, year):
        """The row of `year`, locked until the transaction ends."""
        if not (found := cls.objects.select_for_update().filter(year=year).first()):
            cls.objects.get_or_create(year=year)
            found = cls.objects.select_for_update().get(year=year)
        return found

    def next(self):
        self.last += 1
        self.save(update_fields=["last"])
        return self.last


class SuggestionQuerySet(
    Counting, DeskListing, DeskReading, Finding, Glancing, Listing, Paging, Queueing, Similar, Tiling, Watching,
    models.QuerySet,
):  # fmt: skip
    @transaction.atomic
    def receive(self, *, flow, now, due=None, **fields):
        """File what a citizen sent and return it; the same `flow` again returns the suggestion it made before.

        `fields` are those of the model that a citizen gives, and `campaign`. It never asks the calendar: `due` are its
        `DueDays` where they could be counted; else they follow by `recount_days`.
        """
        digest = receipts.flow_digest(settings.RECEIPT_KEY, flow)
        series = NumberSeries.locked(timezone.localdate(now).year)
        if self.filter(flow_digest=digest).exists():
            return self.get(flow_digest=digest)
        suggestion = self.model(year=series.year, sequence=series.next(), flow_digest=digest, received_at=now, **fields)
        suggestion.last_event_at = now
        secret = receipts.secret_of(settings.RECEIPT_KEY, flow)
        suggestion.secret_digest = receipts.secret_digest(settings.RECEIPT_KEY, suggestion.number, secret)
        for name, value in vars(due).items() if due else ():
            setattr(suggestion, name, value)
        suggestion.contact_key = lookup_key(suggestion.contact)
        if suggestion.category:
            suggestion.reply_days = suggestion.category.reply_days
        suggestion.stage = Stage.RECEIVED
        suggestion.status = Status.objects.entry(Stage.RECEIVED)
        suggestion.save()
        Event.objects.create(
            suggestion=suggestion, verb=Verb.RECEIVE, actor=workflow.actor_of(Verb.RECEIVE), at=now,
            to_stage=suggestion.stage, status=suggestion.status,
        )  # fmt: skip
        record(Counter(counts_of(suggestion)))
        index_new(suggestion)
        return suggestion

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

    def of_flow(self, flow):
        """The suggestion that one passage through the form made, or None."""
        return self.filter(flow_digest=receipts.flow_digest(settings.RECEIPT_KEY, flow)).first()

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

    def related_to(self, suggestion):
        """Those that everybody may read and that a citizen linked with `suggestion`, either way round."""
        linked = Q(related=suggestion.pk) | Q(pk=suggestion.related_id)
        return self.filter(linked).exclude(public_title="").for_list()

    def for_page(self):
        return self.select_related(
            "status", "category", "unit", "campaign", "main__status", "district", "section__report"
        )

    def for_public_page(self):
        """With what everybody may read of each; the raw text stays in the database, the names are in memory."""
        known = names()
        return [known.dress(suggestion) for suggestion in self.defer(*RAW)]
