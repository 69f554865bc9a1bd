"""The periods of what is stored, worked out from its events; those of returns are marked 追溯.

Until now a redo, a reopening and an objection kept the first due day, so that an office in time was shown as late the
next morning and put under 督辦. Here each return gets days of its own, what runs gets the card of them, and a wrong 督辦
is corrected by an event that everybody reads; nothing is erased. `manage.py check_counts --mend` then fills the counters.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import migrations, transaction
from django.db.models import Exists, F, Max, OuterRef
from django.utils import timezone

from feedback.rules.deadlines import Calendar

BATCH = 1000
FIRST, REDO, REOPEN, OBJECTION = "first", "redo", "reopen", "objection"
RETURNS = {"redo": REDO, "reopen": REOPEN, "object": OBJECTION}
ENDS = {"approve_reply": "answered", "decline": "declined", "merge": "merged", "withdraw": "withdrawn"}
ENDED_BY_STAGE = {
    "replied": "answered", "closed": "answered", "declined": "declined", "merged": "merged", "withdrawn": "withdrawn",
}  # fmt: skip
READ = [*RETURNS, *ENDS, "unmerge", "take_main", "extend", "recategorise", "supervise", "lift_supervision"]
WAITING = {"received", "accepted", "assigned", "in_progress"}
REPLY_DAYS, ACCEPT_DAYS = 15, 2


@dataclass
class Term:
    """A period as it is worked out; one that comes from a withdrawn main one has its days with it."""

    cause: str
    began_on: date
    days: int
    extended_by: int = 0
    ended_on: date | None = None
    ending: str = ""
    accept_due_on: date | None = None
    due_on: date | None = None
    is_provisional: bool = False

    def end(self, ending, day):
        if not self.ending:
            self.ending, self.ended_on = ending, max(day, self.began_on)

    def resume(self):
        self.ending, self.ended_on = "", None

    def count(self, calendar):
        reply = calendar.after(self.began_on, self.days + self.extended_by)
        self.due_on, self.is_provisional = reply.day, reply.is_provisional
        if self.cause in (FIRST, OBJECTION):
            accept = calendar.after(self.began_on, ACCEPT_DAYS)
            self.accept_due_on, self.is_provisional = accept.day, reply.is_provisional or accept.is_provisional


class Past:
    """The way of one suggestion, told again from its events."""

    def __init__(self, suggestion, events, office):
        self.suggestion, self.events, self.office = suggestion, events, office
        self.moves = [event for event in events if event.verb == "recategorise"]
        self.terms = [Term(FIRST, came_on(suggestion), self._limit_at_first())]
        self.standing, self.wrong = None, []  # the entry by which it stands under 督辦, and those that were not due
        for event in events:
            self._follow(event, timezone.localdate(event.at))
        self._agree_with_stage()
        for term in self.terms[1:]:
            term.count(office.calendar)
        self._count_first()

    @property
    def last(self):
        return self.terms[-1]

    @property
    def is_supervised(self):
        """Whether it rightly stands under 督辦; of a withdrawn one, what stood goes on with its heir alone."""
        is_over = self.standing is None or self.standing in self.wrong
        return self.suggestion.is_supervised and not is_over and self.suggestion.stage != "withdrawn"

    def _limit_at_first(self):
        return self.office.limit(self.moves[0].details.get("from")) if self.moves else self.suggestion.reply_days

    def _follow(self, event, day):
        verb = event.verb
        if verb in RETURNS:
            self.terms.append(Term(RETURNS[verb], day, self.last.days))
        elif verb in ENDS:
            self.last.end(ENDS[verb], day)
            self.standing = None if verb in ("approve_reply", "decline") else self.standing
        elif verb == "unmerge":
            self.last.resume()
        elif verb == "take_main":
            self._take_main(event)
        elif verb == "extend":
            self.last.extended_by = event.details["days"]
        elif verb == "recategorise":
            is_newest = event is self.moves[-1]
            self.last.days = self.suggestion.reply_days if is_newest else self.office.limit(event.details.get("to"))
        elif verb == "supervise":
            self.standing = event
            if event.details.get("why") in ("late", "unaccepted") and len(self.terms) > 1:
                self._judge_supervision(event, day)
        elif verb == "lift_supervision":  # when it was migrated before, and back
            if self.standing and supervised_on(self.standing) == event.details["supervised_on"]:
                self.standing = None
            self.wrong = [each for each in self.wrong if supervised_on(each) != event.details["supervised_on"]]

    def _take_main(self, event):
        """What was answered to the withdrawn main one was its answer; the returns since then went on with it."""
        main = self.office.past_of_number(event.details.get("instead_of", ""))
        if not main:
            self.last.resume()
            return
        self.standing, terms = main.standing, main.terms
        if self.standing in main.wrong:
            self.wrong.append(self.standing)
        answered = next((place for place, term in enumerate(terms) if term.ending == "answered"), None)
        self.last.resume()
        if answered is None:
            return
        self.last.end("answered", terms[answered].ended_on)
        for term in terms[answered + 1 :]:
            if term.ending == "withdrawn":
                term.resume()
            self.terms.append(term)

    def _judge_supervision(self, event, day):
        self.last.count(self.office.calendar)
        due_on = (event.from_stage == "received" and self.last.accept_due_on) or self.last.due_on
        if due_on > self.office.calendar.passed(day, settings.SUPERVISE_AFTER_DAYS):
            self.wrong.append(event)

    def _agree_with_stage(self):
        """What has no events to tell it, stands where its stage says."""
        stage = self.suggestion.stage
        if stage in WAITING:
            self.last.resume()
        elif not self.last.ending:
            moment = self.suggestion.last_event_at or self.suggestion.received_at
            self.last.end(ENDED_BY_STAGE[stage], timezone.localdate(moment))

    def _count_first(self):
        """The first one has the days that were stored, unless an extension or another field moved them later on."""
        first, suggestion = self.terms[0], self.suggestion
        if (first.days, first.extended_by) == (suggestion.reply_days, suggestion.extended_by):
            first.accept_due_on, first.due_on = suggestion.accept_due_on, suggestion.due_on
            first.is_provisional = suggestion.is_due_provisional
        elif suggestion.due_on:
            first.count(self.office.calendar)


class Office:
    """The calendar, the limits, and the past of any suggestion."""

    def __init__(self, apps):
        self.Suggestion, self.Event, self.Period = (
            apps.get_model("feedback", name) for name in ("Suggestion", "Event", "Period")
        )
        days = dict(apps.get_model("feedback", "CalendarDay").objects.values_list("day", "is_working"))
        years = apps.get_model("feedback", "HolidayList").objects.values_list("year", flat=True)
        self.calendar = Calendar(days, frozenset(years))
        self.limits = dict(apps.get_model("feedback", "Category").objects.values_list("name", "reply_days"))
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)

    def limit(self, category):
        return self.limits.get(category, REPLY_DAYS)

    def events_of(self, keys):
        found = {key: [] for key in keys}
        events = self.Event.objects.filter(suggestion__in=list(keys), verb__in=READ).order_by("pk")
        for event in events.only("suggestion_id", "verb", "at", "details", "from_stage"):
            found[event.suggestion_id].append(event)
        return found

    def past_of_number(self, number):
        """The `Past` of a withdrawn main one, or None; there are few."""
        year, _, sequence = number.partition("-")
        if not sequence.isdigit():
            return None
        main = self.Suggestion.objects.filter(year=year, sequence=sequence).first()
        return Past(main, self.events_of([main.pk])[main.pk], self) if main else None


def supervised_on(event):
    return f"{timezone.localdate(event.at)}"


def came_on(suggestion):
    return suggestion.arrived_on or timezone.localdate(suggestion.received_at)


def is_plain(suggestion):
    """Whether it never came back into work and its columns say how its one period ended."""
    never_back = suggestion.objected_at is None and suggestion.redo_count == 0 and not suggestion.is_supervised
    answered_once = suggestion.first_replied_at == suggestion.replied_at
    return never_back and answered_once and suggestion.stage in WAITING | {"replied", "closed"}


def of_plain(office, suggestion):
    is_answered = suggestion.stage not in WAITING
    ended_at = suggestion.first_replied_at or suggestion.last_event_at or suggestion.received_at
    began_on = came_on(suggestion)
    return office.Period(
        suggestion_id=suggestion.pk, ordinal=1, cause=FIRST, began_on=began_on, days=suggestion.reply_days,
        extended_by=suggestion.extended_by, accept_due_on=suggestion.accept_due_on, due_on=suggestion.due_on,
        is_provisional=suggestion.is_due_provisional,
        ended_on=max(timezone.localdate(ended_at), began_on) if is_answered else None,
        ending="answered" if is_answered else "",
    )  # fmt: skip


def of_past(office, past):
    return [
        office.Period(suggestion_id=past.suggestion.pk, ordinal=ordinal, is_derived=ordinal > 1, **vars(term))
        for ordinal, term in enumerate(past.terms, start=1)
    ]


def derive(apps, schema_editor):
    """In batches, each a transaction of its own; after an interruption it goes on with what has no period yet."""
    office = Office(apps)
    last = office.Suggestion.objects.aggregate(last=Max("pk"))["last"] or 0
    for first in range(0, last + 1, BATCH):
        with transaction.atomic(schema_editor.connection.alias):
            derive_batch(office, first)


def derive_batch(office, first):
    done = Exists(office.Period.objects.filter(suggestion=OuterRef("pk")))
    rows = office.Suggestion.objects.filter(~done, pk__gte=first, pk__lt=first + BATCH).order_by("pk")
    rows = list(
        rows.select_for_update(no_key=True).only(
            "year", "sequence", "stage", "status", "unit", "main", "revision", "received_at", "arrived_on",
            "last_event_at", "first_replied_at", "replied_at", "objected_at", "redo_count", "accept_due_on", "due_on",
            "is_due_provisional", "reply_days", "extended_by", "card", "is_supervised",
        )
    )  # fmt: skip
    plain = [row for row in rows if is_plain(row)]
    others = {row.pk: row for row in rows if not is_plain(row)}
    events = office.events_of(others)
    pasts = [Past(row, events[row.pk], office) for row in others.values()]
    office.Period.objects.bulk_create(
        [of_plain(office, row) for row in plain] + [period for past in pasts for period in of_past(office, past)]
    )
    once = [row.pk for row in plain] + [past.suggestion.pk for past in pasts if len(past.terms) == 1]
    office.Suggestion.objects.filter(pk__in=once).update(first_due_on=F("due_on"))
    declined = [past.suggestion.pk for past in pasts if past.terms[0].ending == "declined"]
    office.Suggestion.objects.filter(pk__in=declined).update(is_first_counted=False)
    for past in pasts:
        if len(past.terms) > 1 or past.wrong or past.is_supervised != past.suggestion.is_supervised:
            write_return(office, past)


def write_return(office, past):
    """What came back has the days of its last period, the card of them, and no 督辦 that the old days alone called for."""
    suggestion, term = past.suggestion, past.last
    was = suggestion.accept_due_on, suggestion.due_on
    suggestion.first_due_on, suggestion.period_count = past.terms[0].due_on, len(past.terms)
    suggestion.accept_due_on, suggestion.due_on = term.accept_due_on, term.due_on
    suggestion.is_due_provisional = term.is_provisional
    suggestion.reply_days, suggestion.extended_by = term.days, term.extended_by
    changes = []
    if suggestion.stage in WAITING:
        if was != (term.accept_due_on, term.due_on):
            changes.append(("recount_days", {"due_on": f"{term.due_on}", "is_provisional": term.is_provisional}))
        due_on = (suggestion.stage == "received" and term.accept_due_on) or term.due_on
        card = card_of(due_on, office)
        if card != suggestion.card:
            suggestion.card = card
            changes.append(("deal_card", {"card": card}))
    for event in past.wrong:
        changes.append(("lift_supervision", {"why": "period", "supervised_on": supervised_on(event)}))
    suggestion.is_supervised = past.is_supervised
    suggestion.revision += bool(changes)
    suggestion.save(
        update_fields=[
            "first_due_on", "period_count", "accept_due_on", "due_on", "is_due_provisional", "reply_days",
            "extended_by", "card", "is_supervised", "revision",
        ]
    )  # fmt: skip
    newest = office.Event.objects.filter(suggestion=suggestion).aggregate(at=Max("at"))["at"] or office.now
    office.Event.objects.bulk_create(
        office.Event(
            suggestion_id=suggestion.pk, verb=verb, actor="system", at=max(office.now, newest),
            from_stage=suggestion.stage, to_stage=suggestion.stage, status_id=suggestion.status_id,
            unit_id=suggestion.unit_id, main_id=suggestion.main_id, details=details,
        )
        for verb, details in changes
    )  # fmt: skip


def card_of(due_on, office):
    if due_on <= office.calendar.passed(office.today, 1):
        return "red"
    return "yellow" if due_on <= office.calendar.after(office.today, 1).day else ""


def restore(apps, schema_editor):
    """The release before knows the days of the first period alone; what was recorded meanwhile stays in the events.

    The limit it knows is the one that came with the last change of field, in whichever period that was.
    """
    suggestions, periods = (apps.get_model("feedback", name).objects for name in ("Suggestion", "Period"))
    returned = suggestions.filter(period_count__gt=1).order_by("pk").values_list("pk", flat=True)
    moves = apps.get_model("feedback", "Event").objects.filter(verb="recategorise").order_by("pk")
    for pk in list(returned):
        first, *others = periods.filter(suggestion=pk).order_by("ordinal")
        moved = moves.filter(suggestion=pk).last()
        moved_in = [each for each in others if moved and each.began_on <= timezone.localdate(moved.at)]
        suggestions.filter(pk=pk).update(
            accept_due_on=first.accept_due_on, due_on=first.due_on, is_due_provisional=first.is_provisional,
            reply_days=(moved_in or [first])[-1].days, extended_by=first.extended_by,
        )  # fmt: skip
    apps.get_model("feedback", "Count").objects.exclude(cause="").delete()
    periods.all().delete()


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("feedback", "0020_periods")]
    operations = [migrations.RunPython(derive, restore)]
