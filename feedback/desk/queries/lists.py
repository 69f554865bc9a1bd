"""Queries of the desk's list: what it is narrowed by, in which orders, and what a line of it shows."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, TextChoices, Value, When
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThanOrEqual, TupleLessThanOrEqual
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.office import staff
from feedback.office.calendar import working_days
from feedback.office.campaigns import Campaign
from feedback.office.categories import Category, District
from feedback.office.channels import Channel
from feedback.office.labels import Label
from feedback.office.units import Unit
from feedback.records.instructions import Instruction
from feedback.rules.counted.ratings import OPEN
from feedback.rules.moments import midnight
from feedback.rules.queues import Queue, Whose
from feedback.rules.roles import Role
from feedback.rules.workflow import Verb
from feedback.suggestions.watching import due

LINE = (
    "year", "sequence", "title", "stage", "revision", "received_at", "arrived_on", "accept_due_on", "due_on",
    "is_due_provisional", "is_supervised", "redo_count", "bounce_count", "contact_key",
    "campaign", "main", "main__stage", "main__accept_due_on", "main__due_on",
    "status__name", "status__name_en", "status__colour", "category__name", "category__name_en", "unit__name",
    "unit__name_en",
)  # fmt: skip
HANDLER = ("handler__username", "handler__first_name", "handler__last_name")


class Order(TextChoices):
    """Each is kept by an index, but that of the few with an instruction."""

    NEWEST = "newest", _("新收到的在前")
    OLDEST = "oldest", _("早收到的在前")
    DUE = "due", _("期限近的在前（只列未答覆的）")
    INSTRUCTED = "instructed", _("批示期限近的在前（只列有批示的）")


class DeskListing:
    """What the list of the desk asks; a part of the desk's QuerySet."""

    def listed(
        self, *, user, now, queue="", whose="", stage="", age="", card="", late="", rating="", outcome="",
        supervised="", drafting="", received=(), answered=(), due_on=(), order=Order.NEWEST, **chosen,
    ):  # fmt: skip
        """Those that the filters of the list leave, in its order; a filter that is not set leaves all.

        `received`, `answered` and `due_on` are (first day, last day), either None where nothing is said of it;
        `chosen` are fields and their values; `stage` is a stage, or `open`. The queue of what is given to oneself has
        a second view, of all that the own units have in hand.
        """
        today, calendar = timezone.localdate(now), working_days()
        if queue == Queue.MINE and whose == Whose.UNIT:
            rows = self.in_hand_of_units(user)
        else:
            rows = self.in_queue(queue, user=user, now=now, calendar=calendar) if queue else self
        if whose:
            rows = rows.given_to(user, today) if whose == Whose.MINE else rows.with_own_units(user)
        if stage:
            rows = rows.open() if stage == "open" else rows.filter(stage=stage)
        if age:
            rows = rows.aged(age, today=today, calendar=calendar)
        if card:
            rows = rows.with_card(card, today, calendar)
        if late:
            rows = rows.list_of_late(late, today)
        if rating:
            rows = rows.low_ended(OPEN) if rating == OPEN else rows.rated_as(rating)
        if drafting:
            rows = rows.in_drafting(drafting)
        if outcome:
            rows = rows.with_outcome(outcome)
        if supervised:
            rows = rows.open().supervised(today, calendar)
        rows = rows.received_between(*received) if any(received) else rows
        rows = rows.answered_between(*answered) if any(answered) else rows
        rows = rows.due_between(*due_on) if any(due_on) else rows
        rows = rows.filter(**{name: value for name, value in chosen.items() if value})
        if order == Order.DUE:
            return rows.unanswered().order_by("due_on", "pk")
        if order == Order.INSTRUCTED:
            day = Instruction.objects.due_of()
            return rows.instructed().annotate(instruction_due_on=day).order_by("instruction_due_on", "pk")
        sign = "" if order == Order.OLDEST else "-"
        return rows.order_by(f"{sign}received_at", f"{sign}pk")

    def answered_between(self, first, last):
        """Those whose answer that stands was given on the days from `first` to `last`.

        Nothing is answered before it was received: the list, which is in order of receipt, need not be gone through
        from its newest end.
        """
        found = self.filter(replied_at__gte=midnight(first)) if first else self.filter(replied_at__isnull=False)
        if not last:
            return found
        end = midnight(last + timedelta(days=1))
        return found.filter(replied_at__lt=end, received_at__lt=end)

    def due_between(self, first, last):
        """Those of which the day that runs now, to be accepted or answered, is one of those from `first` to `last`."""
        bounds = {"gte": first, "lte": last}
        return self.filter(due(**{name: day for name, day in bounds.items() if day}))

    def after_in_list(self, suggestion):
        """Of a list in one of the orders above, the one that follows `suggestion`; None past the end.

        It need not stand in the list any more; what has no day in a list by days begins it again.
        """
        name = self.query.order_by[0]
        field, value = name.lstrip("-"), getattr(suggestion, name.lstrip("-"))
        rows = self.exclude(pk=suggestion.pk).only("year", "sequence", "title", field)
        if value is None:
            return rows.first()
        way = "lt" if name.startswith("-") else "gt"
        later = Q(**{f"{field}__{way}": value}) | Q(**{field: value, f"pk__{way}": suggestion.pk})
        return rows.filter(later, **{f"{field}__{way}e": value}).first()

    def within_reach(self, rows, most):
        """(those of this list that stand among the first `most` of the list `rows`, whether that has more).

        Both are in the same order, of fields that all run one way; what has no place in it stands behind the rest.
        """
        order = rows.query.order_by
        names = [name.lstrip("-") for name in order]
        last = next(iter(rows.values_list(*names)[most - 1 : most]), None)
        if last is None or None in last:
            return self, False
        lookup = TupleGreaterThanOrEqual if order[0].startswith("-") else TupleLessThanOrEqual
        return self.filter(lookup(Tuple(*map(F, names)), last)), True

    def for_lines(self, user, *more):
        """With what a line shows, `more` fields too, and `is_repeat` where `user` may know that the same contact wrote
        before.
        """
        earlier = type(self)(self.model).filter(
            contact_key=OuterRef("contact_key"), received_at__lt=OuterRef("received_at")
        )
        is_told = ~Q(contact_key="")
        if not staff.may_for_every_unit(user, Verb.READ_CONTACT):
            is_told &= Q(unit__in=staff.units_of(user) if staff.may_for_own_unit(user, Verb.READ_CONTACT) else ())
        is_repeat = Case(When(is_told, then=Exists(earlier)), default=False)
        joined = {name.partition("__")[0] for name in more if "__" in name}
        rows = self.select_related("status", "category", "unit", "main", *joined).only(*LINE, *more)
        return rows.annotate(is_repeat=is_repeat).prefetch_related("labels")


def named_rows(user):
    """{kind: [(key, name)]} of the rows a list is narrowed by, each kind in its own order, in one query.

    Whoever sees the own units only is named no other unit, and nobody of another one.
    """
    units, people = Unit.objects.all(), _handlers()
    if not staff.sees_every(user):
        own = staff.units_of(user)
        units = units.filter(pk__in=own)
        people = people.filter(Exists(Unit.members.through.objects.filter(user=OuterRef("pk"), unit__in=own)))
    called = Concat("first_name", Value(" "), "last_name")
    kinds = {
        "unit": _named(units),
        "category": _named(Category.objects),
        "district": _named(District.objects),
        "label": _named(Label.objects),
        "channel": _named(Channel.objects),
        "campaign": _named(Campaign.objects, name="title", place="year"),
        "handler": _named(people, name=Case(When(first_name="", last_name="", then="username"), default=called)),
    }
    first, *others = (rows.annotate(kind=Value(kind, CharField())) for kind, rows in kinds.items())
    found = {kind: [] for kind in kinds}
    # By its place, then as it was entered: the keys are text here, and a longer number is the later one.
    for key, name, _order, kind in sorted(first.union(*others, all=True), key=_by_place):
        found[kind].append((key, name.strip()))
    found["campaign"].reverse()
    return found


def _named(rows, *, name="name", place="order"):
    """(key as text, name, place) of `rows`; people have no place of their own."""
    places = F(place) if rows.model is not get_user_model() else Value(0, IntegerField())
    called = F(name) if isinstance(name, str) else name
    return rows.order_by().annotate(
        row_key=Cast("pk", CharField()), row_name=Cast(called, CharField()), row_place=Cast(places, IntegerField())
    ).values_list("row_key", "row_name", "row_place")  # fmt: skip


def _by_place(row):
    key, _name, place, _kind = row
    return place or 0, len(key), key


def _handlers():
    """Who handles something, or did: those of a unit who have the role, here or gone."""
    is_handler = Exists(get_user_model().groups.through.objects.filter(user=OuterRef("pk"), group__name=Role.HANDLER))
    is_of_unit = Exists(Unit.members.through.objects.filter(user=OuterRef("pk")))
    return get_user_model().objects.filter(is_handler, is_of_unit)
