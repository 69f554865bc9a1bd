"""Filing: how a suggestion comes in under the next number, sent by a citizen or registered by staff."""

import logging
from collections import Counter, defaultdict

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext

from feedback.office import staff
from feedback.office.calendar import working_days
from feedback.office.campaigns import Campaign
from feedback.office.statuses import first_status
from feedback.records.contact_keys import contact_key
from feedback.records.counters import counts_of, record
from feedback.records.entries import index_new
from feedback.records.events import Event, write
from feedback.records.periods import Period
from feedback.records.public_numbers import NumberSeries
from feedback.records.stating import commitment_to
from feedback.rules import receipts, workflow
from feedback.rules.phases import Act
from feedback.rules.workflow import Refused, Stage, Verb
from feedback.verbs.triage import event_of_days

logger = logging.getLogger(__name__)


class Filing:
    """Filing a suggestion; a part of the QuerySet."""

    def receive(self, *, flow, now, due=None, draft=None, **fields):
        """File what a citizen sent and return it; the same `flow` again returns the suggestion it made before.

        `fields` are those of the model that a citizen gives, and `campaign`. It never asks the calendar: `due` are its
        `DueDays` where they could be counted; else they follow by `recount_days`. The `draft` it was typed in is
        deleted in the same transaction.
        """
        try:
            return self._receive(draft, flow=flow, now=now, fields=fields | (vars(due) if due else {}))
        except IntegrityError:  # the database takes each flow once
            if filed := self.of_flow(flow):
                return filed
            raise

    @transaction.atomic
    def _receive(self, draft, *, flow, now, fields):
        suggestion = self._new(flow, fields, status=first_status(Stage.RECEIVED), now=now)
        record(Counter(counts_of(suggestion)))
        if draft:
            draft.delete()
        event = _first_event(suggestion, Verb.RECEIVE, now=now)
        event.commitment = commitment_to(event)
        [sequence] = NumberSeries.take(suggestion.year, 1)  # from here on the others wait
        _take_talk(suggestion, _require_taking(suggestion.campaign, {timezone.localdate(now)}))
        _number(suggestion, sequence, flow)
        suggestion.save()
        Period.first_of(suggestion).save()
        event.suggestion = suggestion  # with its key
        write([event])
        index_new([suggestion])
        return suggestion

    @transaction.atomic
    def register(self, rows, *, by, now):
        """File what reached the office by phone, letter, visit or at a meeting, all of it or nothing.

        `rows` are (flow, fields) as `receive` takes them, with `channel` and, for what was there on an earlier day,
        `arrived_on`: the number follows the order of filing, the due days are counted from the day of arrival. A flow
        that was filed before, by this or another call, is not filed again. Returns a suggestion for each row.
        """
        if not staff.may_register(by, {fields["campaign"].pk for _flow, fields in rows}):
            raise Refused(gettext("您的崗位沒有「%(verb)s」的權限。") % {"verb": Verb.REGISTER.label})
        if any(fields["channel"].is_web for _flow, fields in rows):
            raise Refused(gettext("從本網站提交的由市民自己提交，不能登記。"))
        year = timezone.localdate(now).year
        status, calendar = first_status(Stage.RECEIVED), working_days()
        NumberSeries.take(year, 0)  # nobody else files one of these meanwhile
        filed = self.by_flow_digest([_digest(flow) for flow, _fields in rows])
        to_file = {flow: fields for flow, fields in rows if _digest(flow) not in filed}
        new = [
            self._new(flow, fields, status=status, now=now, is_issued_by_staff=True) for flow, fields in to_file.items()
        ]
        for suggestion, sequence, flow in zip(new, NumberSeries.take(year, len(new)), to_file, strict=True):
            _number(suggestion, sequence, flow)
        held = {campaign.pk: _require_taking(campaign, days) for campaign, days in _arrivals(new).items()}
        for suggestion in new:
            _take_talk(suggestion, held[suggestion.campaign_id])
        filed |= {suggestion.flow_digest: suggestion for suggestion in new}
        counted = [suggestion for suggestion in new if _are_days_counted(suggestion, calendar)]
        self.bulk_create(new)
        Period.objects.bulk_create(map(Period.first_of, new))
        write(_first_event(one, Verb.REGISTER, by=by, now=now) for one in new)
        write(event_of_days(one, now=now) for one in counted)
        record(Counter(row for one in new for row in counts_of(one)))
        index_new(new)
        return [filed[_digest(flow)] for flow, _fields in rows]

    def of_flow(self, flow):
        """The suggestion that one passage through the form made, or None."""
        return self.filter(flow_digest=_digest(flow)).first()

    def by_flow_digest(self, digests):
        """{digest: suggestion} of those that are filed."""
        return {one.flow_digest: one for start in range(0, len(digests), 500) for one in self._of(digests, start)}

    def _of(self, digests, start):
        return self.filter(flow_digest__in=digests[start : start + 500])

    def _new(self, flow, fields, *, status, now, **more):
        """A suggestion that has all but its number."""
        suggestion = self.model(
            year=timezone.localdate(now).year, flow_digest=_digest(flow), received_at=now, last_event_at=now,
            stage=Stage.RECEIVED, status=status, **fields, **more,
        )  # fmt: skip
        suggestion.contact_key = contact_key(suggestion.contact)
        if suggestion.category:
            suggestion.reply_days = suggestion.category.reply_days
        if suggestion.campaign.talk_on:  # the limit promised with a talk, counted from its day
            suggestion.talk_on, suggestion.reply_days = suggestion.campaign.talk_on, suggestion.campaign.reply_days
        suggestion.first_due_on = suggestion.due_on
        return suggestion


@transaction.atomic
def record_reading(suggestions, *, by, now):
    """Record that `by`, who may, read the contacts of all `suggestions`: an event in the history of each."""
    verb = Verb.READ_CONTACT
    write(
        Event(
            suggestion=one, verb=verb, actor=workflow.actor_of(verb), by=by, at=now, from_stage=one.stage,
            to_stage=one.stage, status_id=one.status_id, unit_id=one.unit_id, main_id=one.main_id,
        )
        for one in suggestions
    )  # fmt: skip


def _require_taking(campaign, days):
    """Raise `Refused` unless `campaign` takes what reached the office on each of the `days`; return it as it is now.

    The row is held until the transaction ends, so that nobody closes the campaign or moves its talk meanwhile.
    """
    held = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if len(days) > 1:  # one day asks for the phases itself, and only where they decide
        prefetch_related_objects([held], "phases")
    for day in sorted(days):
        if not held.takes_on(day):
            raise Refused(held.why_not(Act.FILE, day))
    return held


def _take_talk(suggestion, held):
    """The day of the talk as it is now; where it was moved since the form was opened, the days are counted later."""
    if suggestion.talk_on != held.talk_on:
        suggestion.talk_on, suggestion.due_on, suggestion.first_due_on = held.talk_on, None, None


def _arrivals(suggestions):
    """{campaign: the days on which they reached the office}."""
    days = defaultdict(set)
    for one in suggestions:
        days[one.campaign].add(one.arrived_on or timezone.localdate(one.received_at))
    return days


def _number(suggestion, sequence, flow):
    """Give it the number, and with it the digest of the receipt's secret."""
    suggestion.sequence = sequence
    secret = receipts.secret_of(settings.RECEIPT_KEY, flow)
    suggestion.secret_digest = receipts.secret_digest(settings.RECEIPT_KEY, suggestion.number, secret)


def _digest(flow):
    return receipts.flow_digest(settings.RECEIPT_KEY, flow)


def _first_event(suggestion, verb, *, now, by=None):
    details = {}
    if verb == Verb.REGISTER:
        details = {"channel": suggestion.channel_id, "channel_name": suggestion.channel.name}
    if suggestion.arrived_on:
        details["arrived_on"] = suggestion.arrived_on.isoformat()
    return Event(
        suggestion=suggestion, verb=verb, actor=workflow.actor_of(verb), by=by, at=now,
        to_stage=suggestion.stage, status=suggestion.status, details=details,
    )  # fmt: skip


def _are_days_counted(suggestion, calendar):
    """Count the due days; what goes wrong there is made good by the daily task and stops no filing."""
    try:
        suggestion.count_days(calendar)
    except Exception:
        logger.exception("The due days of %s could not be counted", suggestion.number)
        return False
    return True
