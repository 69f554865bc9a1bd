"""Queries of the desk's queues: which suggestions wait for whom, and how many, without counting all of them."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Exists, IntegerField, OuterRef, Q, Subquery
from django.utils import timezone

from feedback.office import staff
from feedback.office.absences import Absence
from feedback.office.calendar import working_days
from feedback.records.contributions import Contribution
from feedback.records.erasures import ErasureRequest
from feedback.records.events import Event
from feedback.records.extensions import ExtensionRequest
from feedback.records.instructions import Instruction
from feedback.records.periods import Period
from feedback.records.replies import Question, Reply
from feedback.rules.counted.ratings import OPEN
from feedback.rules.counted.statistics import NOT_VALID
from feedback.rules.deadlines import Card
from feedback.rules.moments import midnight
from feedback.rules.periods import Promptness
from feedback.rules.queues import AGE_BEGINS, TRIAGE_STAGES, UNIT_STAGES, Age, Queue, queues_for
from feedback.rules.ratings import Meaning
from feedback.rules.reach import QUIET_VERBS
from feedback.rules.roles import Role, oversees
from feedback.rules.workflow import EXTENDABLE_STAGES, MOST_BOUNCES, OPEN_STAGES, UNANSWERED_STAGES, Actor, Stage, Verb

# A queue is counted up to here; who has more of it needs no exact number.
MOST_COUNTED = 1000
# A reply is drafted in the first of these, the correction of one in the others.
DRAFTING_STAGES = (Stage.IN_PROGRESS, Stage.REPLIED, Stage.CLOSED)


class CountUpTo(Subquery):
    """How many rows a sliced queryset has, so that the database stops counting where the slice ends."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) queued)"
    output_field = IntegerField()
    empty_result_set_value = 0  # of somebody in no unit


def queue_counts(suggestions, user, *, now, calendar):
    """{queue: how many, at most MOST_COUNTED + 1} of `user` among `suggestions`, in one query."""
    queues = queues_for(staff.roles_of(user))
    waiting = {queue: suggestions.in_queue(queue, user=user, now=now, calendar=calendar) for queue in queues}
    counts = {
        queue.value: CountUpTo(rows.order_by().values("pk")[: MOST_COUNTED + 1]) for queue, rows in waiting.items()
    }
    found = get_user_model().objects.filter(pk=user.pk).values(**counts).get()
    return {queue: found[queue.value] for queue in queues}


def first_in_queue(suggestions, queue, *, user, now):
    """The one that has been here longest of those in the queue, or None."""
    rows = suggestions.in_queue(queue, user=user, now=now).order_by("received_at", "pk")
    return rows.only("year", "sequence", "received_at").first()


def next_in_queue(suggestions, queue, after, *, user, now):
    """The one after `after` in the queue, oldest first; past the end the first one again; None when none is left."""
    rest = suggestions.in_queue(queue, user=user, now=now).exclude(pk=after.pk).order_by("received_at", "pk")
    later = Q(received_at__gt=after.received_at) | Q(received_at=after.received_at, pk__gt=after.pk)
    rest = rest.only("year", "sequence", "title", "received_at")
    return rest.filter(later, received_at__gte=after.received_at).first() or rest.first()


class Queueing:
    """The queues; a part of the desk's QuerySet."""

    def in_queue(self, queue, *, user, now, calendar=None):
        """Those that wait in `queue` for `user` at `now`; of the figures, those `held_for` them."""
        today, seen = timezone.localdate(now), self.held_for(user)
        turn, calendar = self.in_turn_of(user, UNANSWERED_STAGES), calendar or working_days()
        match queue:
            case Queue.MINE:
                return self.in_hand_of_units(user).given_to(user, today)
            case Queue.TO_ACCEPT:
                return self.filter(stage=Stage.RECEIVED, decline_proposed_by=None)
            case Queue.TO_CONFIRM:
                return self.to_confirm(user)
            case Queue.TO_ASSIGN:
                return self.to_assign(user)
            case Queue.NEW:
                return self.with_own_units(user).filter(stage=Stage.ASSIGNED)
            case Queue.IN_PROGRESS:
                return self.with_own_units(user).filter(stage=Stage.IN_PROGRESS)
            case Queue.RETURNED:
                return self.returned_to(user)
            case Queue.TO_APPROVE:
                return self.to_approve(user)
            case Queue.TO_GRANT:
                return self.to_grant(user, today)
            case Queue.TO_ERASE:
                return self.to_erase(user)
            case Queue.TO_CONTRIBUTE:
                return self.to_contribute(user)
            case Queue.ANSWERED:
                return turn.newly_answered()
            case Queue.DUE_TODAY:
                return turn.due_on_day(today)
            case Queue.YELLOW:
                return turn.with_card(Card.YELLOW, today, calendar)
            case Queue.RED:
                return turn.with_card(Card.RED, today, calendar)
            case Queue.REDO:
                return self.in_turn_of(user, UNIT_STAGES).filter(redo_count__gt=0)
            case Queue.INSTRUCTED:
                return turn.instructed()
            case Queue.SUPERVISED:
                return self.in_turn_of(user, OPEN_STAGES).supervised(today, calendar)
            case Queue.UNRELEASED:
                return self.to_release(user)
            case Queue.RATING_OVER:
                return self.rating_over(today)
            case Queue.LOW_OPEN:
                return self.with_open_low(user)
            case Queue.SILENT:
                return self.in_turn_of(user, OPEN_STAGES).silent(today, calendar)
            case Queue.MONTH_REPLIED:
                return seen.first_replied_in_month(now)
            case Queue.MONTH_ON_TIME:
                return seen.first_replied_in_month(now).first_replied(Promptness.ON_TIME, today)
            case Queue.MONTH_LATE:
                return seen.first_replied_in_month(now).first_replied(Promptness.LATE, today)
            case Queue.MONTH_REDONE:
                return seen.redone_in_month(now)
            case Queue.MONTH_RETURN_ON_TIME:
                return seen.returns_replied_in_month(Promptness.ON_TIME, now)
            case Queue.MONTH_RETURN_LATE:
                return seen.returns_replied_in_month(Promptness.LATE, now)

    def with_own_units(self, user):
        return self.filter(unit__in=staff.units_of(user))

    def in_hand_of_units(self, user):
        """What the own units have to answer: the unit's view of what is `MINE`."""
        return self.with_own_units(user).filter(stage__in=UNIT_STAGES)

    def given_to(self, user, today):
        """What is given to `user`, or to somebody whom `user` stands in for today."""
        return self.filter(Q(handler=user) | Q(handler__in=Absence.objects.stood_in_for(user, today)))

    def held_for(self, user):
        """What lists and figures show: every one by role, else what the own units hold, found by index.

        What was merged into one of theirs stands on the page of its main one.
        """
        return self if staff.sees_every(user) else self.with_own_units(user)

    def in_turn_of(self, user, stages):
        """Those of `stages` in which it is the turn of `user`: of triage, of the own units, of supervisors always."""
        roles = staff.roles_of(user)
        if oversees(roles):
            return self.filter(stage__in=stages)
        turn = Q()
        if Role.TRIAGE in roles:
            turn |= Q(stage__in=stages & TRIAGE_STAGES)
        if roles & {Role.HANDLER, Role.REVIEWER}:
            turn |= Q(stage__in=stages - TRIAGE_STAGES, unit__in=staff.units_of(user))
        return self.filter(turn) if turn else self.none()

    def to_assign(self, user):
        """Accepted ones; what was sent back too often waits for a supervisor alone."""
        roles, rows = staff.roles_of(user), self.filter(stage=Stage.ACCEPTED, decline_proposed_by=None)
        if not oversees(roles):
            return rows.filter(bounce_count__lt=MOST_BOUNCES)
        return rows if Role.TRIAGE in roles else rows.filter(bounce_count__gte=MOST_BOUNCES)

    def to_sort(self, user):
        """What waits to be accepted or assigned, and may be by `user`; also where somebody proposed to decline it."""
        roles, sorted_by = staff.roles_of(user), Q(pk__in=())
        if staff.may_for_every_unit(user, Verb.ACCEPT):
            sorted_by |= Q(stage=Stage.RECEIVED)
        if staff.may_for_every_unit(user, Verb.ASSIGN):
            accepted = Q(stage=Stage.ACCEPTED)
            if not oversees(roles):
                accepted &= Q(bounce_count__lt=MOST_BOUNCES)
            elif Role.TRIAGE not in roles:
                accepted &= Q(bounce_count__gte=MOST_BOUNCES)
            sorted_by |= accepted
        return self.filter(sorted_by)

    def to_confirm(self, user):
        """Refusals that somebody else proposed."""
        proposed = self.filter(stage__in=TRIAGE_STAGES, decline_proposed_by__isnull=False)
        return proposed.exclude(decline_proposed_by=user)

    def returned_to(self, user):
        drafts = Reply.objects.unapproved().filter(drafted_by=user).exclude(returned_note="")
        return self.filter(stage__in=DRAFTING_STAGES, pk__in=drafts.values("suggestion"))

    def to_approve(self, user):
        """With a draft that was not returned, and that `user` neither wrote a part of nor reviewed already."""
        own = Reply.writers.through.objects.filter(reply=OuterRef("pk"), user=user)
        drafts = Reply.objects.unapproved().filter(~Exists(own), returned_note="").exclude(reviewed_by=user)
        return self.with_own_units(user).filter(stage__in=DRAFTING_STAGES, pk__in=drafts.values("suggestion"))

    def to_grant(self, user, today):
        """Where somebody else asks for more days, and the due day has not passed: of the own units, or of all."""
        mine = self if staff.may_for_every_unit(user, Verb.EXTEND) else self.with_own_units(user)
        asked = ExtensionRequest.objects.open().exclude(asked_by=user)
        waits = mine.filter(stage__in=EXTENDABLE_STAGES, pk__in=asked.values("suggestion"))
        return waits.exclude(due_on__lt=today)

    def to_erase(self, user):
        """Where somebody else proposed to erase the words."""
        proposed = ErasureRequest.objects.waiting().exclude(proposed_by=user)
        return self.filter(pk__in=proposed.values("suggestion"))

    def to_contribute(self, user):
        """Unanswered ones in which an own unit has its part still to write."""
        asked = Contribution.objects.unwritten().filter(suggestion__stage__in=UNANSWERED_STAGES)
        return self.filter(pk__in=asked.of_units(staff.units_of(user)))

    def newly_answered(self):
        """The citizen answered a question, and nobody has done anything since."""
        since = Event.objects.filter(
            suggestion=OuterRef("suggestion"), at__gte=OuterRef("answered_at"), actor=Actor.STAFF
        ).exclude(verb__in=QUIET_VERBS)
        answers = Question.objects.filter(~Exists(since), answered_at__isnull=False)
        return self.filter(pk__in=answers.values("suggestion"))

    def instructed(self):
        """Those that have to be answered for an instruction of a leader; of merged ones, what they are merged into."""
        return self.filter(pk__in=Instruction.objects.whose())

    def to_release(self, user):
        """In work with the citizen's consent and no public text, which `user` may release."""
        mine = self if staff.may_for_every_unit(user, Verb.RELEASE) else self.with_own_units(user)
        return mine.filter(stage__in=OPEN_STAGES - {Stage.RECEIVED}, has_consent=True, public_title="")

    def with_open_low(self, user):
        """Those of which the last word is a low one without an outcome: of the own units, of all for supervisors.

        One that is merged is of the unit of its main one.
        """
        rows = self.filter(level__meaning=Meaning.LOW).low_ended(OPEN).exclude(stage=Stage.WITHDRAWN)
        if staff.is_supervisor(user):
            return rows
        units = staff.units_of(user)
        return rows.filter(Q(unit__in=units) | Q(main__unit__in=units))

    def aged(self, age, *, today, calendar):
        """Here for as many working days as `age` says."""
        begins, ages = age_begins(today, calendar), list(Age)
        rows = self.filter(counted_before(begins[age])) if begins[age] else self
        for older in ages[ages.index(age) + 1 :][:1]:
            rows = rows.filter(counted_since(begins[older]))
        return rows

    def first_replied_in_month(self, now):
        """Those whose first reply was given in the month of `now` and that are counted by themselves."""
        replied = self.exclude(stage__in=[*NOT_VALID, Stage.MERGED])
        return replied.filter(first_replied_at__gte=month_start(now), first_replied_at__lte=now)

    def redone_in_month(self, now):
        redone = Event.objects.filter(verb=Verb.REDO, at__gte=month_start(now), at__lte=now)
        return self.filter(pk__in=redone.values("suggestion"))

    def returns_replied_in_month(self, promptness, now):
        """Those that came back into work and were answered again in the month of `now`, on time or late."""
        days = timezone.localdate(month_start(now)), timezone.localdate(now)
        replied = Period.objects.replied_returns(*days, promptness)
        return self.exclude(stage__in=[*NOT_VALID, Stage.MERGED]).filter(pk__in=replied.values("suggestion"))


def month_start(now):
    return timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def age_begins(today, calendar):
    """{age: the day before which one must have arrived to be that old, None where every one is}."""
    return {age: calendar.passed(today, days) + timedelta(days=1) if days else None for age, days in AGE_BEGINS.items()}


def counted_before(day):
    """The condition that one arrived (`counted_from`) before `day`."""
    return Q(received_at__lt=midnight(day)) | Q(arrived_on__lt=day)


def counted_since(day):
    """The condition that one arrived on `day` or later.

    Nothing arrives after it was filed, so the moment of filing bounds it too, and that has an index.
    """
    return Q(Q(arrived_on=None) | Q(arrived_on__gte=day), received_at__gte=midnight(day))
