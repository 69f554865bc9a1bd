"""Queries of the desk's list: what it is narrowed by, in which orders, and what a line of it shows."""

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, TextChoices, Value, When
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThanOrEqual, TupleLessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.office import staff
from feedback.office.calendar import working_days
from feedback.office.campaigns import Campaign
from feedback.office.categories import Category, District
from feedback.office.labels import Label
from feedback.office.units import Unit
from feedback.records.instructions import Instruction
from feedback.rules.counted.ratings import OPEN
from feedback.rules.queues import Queue, Whose
from feedback.rules.workflow import Verb

LINE = (
    "year", "sequence", "title", "stage", "revision", "received_at", "arrived_on", "accept_due_on", "due_on",
    "is_due_provisional", "is_supervised", "redo_count", "bounce_count", "contact_key",
    "main", "main__stage", "main__accept_due_on", "main__due_on",
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
        self, *, user, now, queue="", whose="", stage="", age="", card="", late="", rating="", drafting="",
        order=Order.NEWEST, **chosen,
    ):  # fmt: skip
        """Those that the filters of the list leave, in its order; a filter that is not set leaves all.

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
            rows = rows.counted_as(stage)
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
        rows = rows.filter(**{name: value for name, value in chosen.items() if value})
        if order == Order.DUE:
            return rows.unanswered().order_by("due_on", "pk")
        if order == Order.INSTRUCTED:
            day = Instruction.objects.due_of()
            return rows.instructed().annotate(instruction_due_on=day).order_by("instruction_due_on", "pk")
        sign = "" if order == Order.OLDEST else "-"
        return rows.order_by(f"{sign}received_at", f"{sign}pk")

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

    def with_handlers(self):
        """The lines with the person that each is given to, in the same query."""
        return self.select_related("handler").only(*LINE, *HANDLER)

    def for_lines(self, user):
        """With what a line shows, and `is_repeat` where `user` may know that the same contact wrote before."""
        earlier = type(self)(self.model).filter(
            contact_key=OuterRef("contact_key"), received_at__lt=OuterRef("received_at")
        )
        is_told = ~Q(contact_key="")
        if not staff.may_for_every_unit(user, Verb.READ_CONTACT):
            is_told &= Q(unit__in=staff.units_of(user) if staff.may_for_own_unit(user, Verb.READ_CONTACT) else ())
        is_repeat = Case(When(is_told, then=Exists(earlier)), default=False)
        rows = self.select_related("status", "category", "unit", "main").only(*LINE)
        return rows.annotate(is_repeat=is_repeat).prefetch_related("labels")


def named_rows():
    """{kind: [(key, name)]} of the rows a list is narrowed by, each kind in its own order, in one query."""
    kinds = {
        "unit": Unit.objects.values_list("pk", "name", "order"),
        "category": Category.objects.values_list("pk", "name", "order"),
        "district": District.objects.values_list("pk", "name", "order"),
        "label": Label.objects.values_list("pk", "name", "order"),
        "campaign": Campaign.objects.values_list("pk", "title", "year"),
    }
    first, *others = (rows.order_by().annotate(kind=Value(kind, CharField())) for kind, rows in kinds.items())
    found = {kind: [] for kind in kinds}
    for key, name, _place, kind in sorted(first.union(*others, all=True), key=lambda row: (row[2] or 0, row[0])):
        found[kind].append((key, name))
    found["campaign"].reverse()
    return found
