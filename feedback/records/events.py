"""辦理記錄: the append-only timeline; what happened, who did it, and which part of it may be read by whom."""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import connection, models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.office.names import names
from feedback.records import alongside
from feedback.records.written_once import WrittenOnce, WrittenOnceQuerySet
from feedback.rules.reach import PUBLIC_VERBS, RECEIPT_VERBS, TALK_MOVING_VERBS, UNIT_CHANGING_VERBS
from feedback.rules.workflow import Actor, Stage, Verb
from portal.ledger.guards import guard


class Return(NamedTuple):
    """A unit sent a suggestion back: its key, the name it had then, when, and the reason for staff alone."""

    unit: int
    name: str
    at: datetime
    reason: str


TOLD_BY_DETAILS = models.Q(verb__in=UNIT_CHANGING_VERBS, details__has_key="from") | models.Q(
    verb__in=TALK_MOVING_VERBS, details__has_key="talk_from"
)


class EventQuerySet(WrittenOnceQuerySet):
    def public(self):
        return self.filter(models.Q(verb__in=PUBLIC_VERBS) | TOLD_BY_DETAILS)

    def with_receipt(self):
        return self.filter(models.Q(verb__in=RECEIPT_VERBS) | TOLD_BY_DETAILS)

    def in_order(self):
        """In the order in which they were written: a clock that was set back does not turn history around."""
        return self.order_by("pk")

    def timeline(self):
        """A list of them, eldest first, each with what its sentence names."""
        known = names()
        events = sorted((known.dress(event) for event in self), key=lambda event: event.pk)
        models.prefetch_related_objects([event for event in events if event.main_id], "main")
        return events

    def returns_of(self, suggestions):
        """{key: [`Return`], the last one first} of those that units sent back; one query, none where none did."""
        sent_back = [suggestion.pk for suggestion in suggestions if suggestion.bounce_count]
        if not sent_back:
            return {}
        held = Event.objects.filter(suggestion=OuterRef("suggestion"), pk__lt=OuterRef("pk"), unit__isnull=False)
        rows = self.filter(suggestion__in=sent_back, verb=Verb.SEND_BACK).order_by("-pk")
        returns = {}
        for event in rows.annotate(held_by=Subquery(held.order_by("-pk").values("unit")[:1])):
            one = Return(event.held_by, event.details["from"], event.at, event.remark)
            returns.setdefault(event.suggestion_id, []).append(one)
        return returns


class Event(WrittenOnce):
    not_changed, not_deleted = _("辦理記錄只增不改。"), _("辦理記錄只增不刪。")

    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(_("動作"), max_length=20, choices=Verb)
    actor = models.CharField(_("由誰"), max_length=8, choices=Actor)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("經辦"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("時間"))
    from_stage = models.CharField(max_length=12, choices=Stage, blank=True)
    to_stage = models.CharField(max_length=12, choices=Stage)
    status = models.ForeignKey("feedback.Status", on_delete=models.PROTECT, related_name="events")
    unit = models.ForeignKey("feedback.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    main = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, null=True, related_name="+")
    reply = models.ForeignKey("feedback.Reply", on_delete=models.PROTECT, null=True, related_name="events")
    note = models.TextField(_("公開說明"), blank=True, help_text=_("隨這條記錄給能看到它的人看。"))
    remark = models.TextField(_("內部備註"), blank=True)
    details = models.JSONField(default=dict, blank=True)

    objects = EventQuerySet.as_manager()
    commitment = None  # what its entry in the ledger commits to, where that was made before it

    class Meta:
        verbose_name = _("辦理記錄")
        verbose_name_plural = _("辦理記錄")
        indexes = [
            models.Index(fields=["suggestion", "at"], name="event_timeline"),
            models.Index(fields=["at"], condition=models.Q(verb=Verb.REDO), name="event_redone"),
            # What became public last, for feeds.
            models.Index(fields=["-id"], condition=models.Q(verb=Verb.RELEASE), name="event_released"),
            # Who of the staff did what: the newest of all, and of one person.
            models.Index(fields=["-at", "-id"], condition=models.Q(by__isnull=False), name="event_of_staff"),
            models.Index(fields=["by", "-at", "-id"], condition=models.Q(by__isnull=False), name="event_of_person"),
        ]

    def __str__(self):
        return f"{self.get_verb_display()} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


# The words of what was erased are emptied, by the public number of the suggestion; all else stays as it was written.
ERASED = """EXISTS (
    SELECT 1 FROM ledger_erasure JOIN feedback_suggestion ON feedback_suggestion.id = OLD.suggestion_id
    WHERE ledger_erasure.subject = feedback_suggestion.year || '-' || CASE
        WHEN feedback_suggestion.sequence < 10 THEN '000' WHEN feedback_suggestion.sequence < 100 THEN '00'
        WHEN feedback_suggestion.sequence < 1000 THEN '0' ELSE '' END || feedback_suggestion.sequence)"""

# Of the details some are left, each as it was: the codes and days that sentences are made of.
FEWER = {
    "postgresql": "OLD.details @> NEW.details",
    "sqlite": """NOT EXISTS (
        SELECT 1 FROM json_each(NEW.details) AS kept LEFT JOIN json_each(OLD.details) AS was ON was.key = kept.key
        WHERE was.type IS NOT kept.type OR was.value IS NOT kept.value)""",
}

guard(
    "feedback_event",
    erasable={"note": "NEW.note = ''", "remark": "NEW.remark = ''", "details": FEWER[connection.vendor]},
    erased=ERASED,
)


def write(events):
    """Save new events, and with them all that is written down alongside; nobody saves an event otherwise."""
    events = list(events)
    if len(events) == 1:
        events[0].save()
    else:
        Event.objects.bulk_create(events)
    alongside.tell(events)
