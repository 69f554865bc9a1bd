"""A row of 集中分辦: what it says of a suggestion, what is proposed for it, and what was chosen."""

from copy import copy
from dataclasses import dataclass
from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext

from feedback.desk.many.morning_forms import Choice
from feedback.desk.queries.lists import LINE
from feedback.desk.queries.suggestions import every
from feedback.models import Category, Event, Route, Unit
from feedback.office import staff
from feedback.office.calendar import working_days
from feedback.office.words.cues import best_fields
from feedback.parts.timeline import sentence
from feedback.rules.marks import Marks
from feedback.rules.workflow import Stage, Verb
from feedback.verbs.timing import take_limit_of

BEGINNING, MOST_SHOWN = 70, 1200  # characters of a text: at once, and when it is unfolded
READ = (
    *LINE, "body", "place", "district__name", "district__name_en", "category__reply_days", "category__unit",
    "reply_days", "extended_by", "period_count", "first_due_on", "talk_on", "decline_proposed_by",
)  # fmt: skip


@dataclass
class Row:
    """`choice` is what its fields hold; `reason` says why it was refused just now."""

    suggestion: object
    choice: Choice
    units: list
    categories: list
    people: list  # (key, name) of the handlers of the unit chosen
    days: int
    due_on: object
    is_provisional: bool
    card: object
    late: object
    returns: list
    alike: str
    field: object  # which one the words speak for, where nobody has named one; it is told, not chosen
    reason: str = ""
    is_changed: bool = False

    @property
    def beginning(self):
        text = " ".join(self.suggestion.body.split())
        return text[:BEGINNING] + "……" if self.has_more else text

    @property
    def has_more(self):
        return len(" ".join(self.suggestion.body.split())) > BEGINNING

    @property
    def text(self):
        return self.suggestion.body[:MOST_SHOWN]

    @property
    def is_cut(self):
        return len(self.suggestion.body) > MOST_SHOWN


def waiting(user):
    """Those that wait to be accepted or assigned by this person, with what a row says, the eldest first."""
    rows = every().to_sort(user).for_lines(user).select_related("district").only(*READ)
    return rows.order_by("received_at", "pk")


def rows_of(suggestions, *, user, now, choices=None, aside="", reasons=None):
    """A `Row` for each; `choices` are what was sent of them, `aside` what the button that was pressed asks for."""
    choices, reasons = choices or {}, reasons or {}
    every().mark_repeats(suggestions, user=user)
    categories = {row.pk: row for row in Category.objects.order_by("order", "pk") if row.is_active or row.pk in
                  {choice.category for choice in choices.values()}}  # fmt: skip
    units = list(Unit.objects.order_by("order", "pk"))
    after = [_with_field(one, categories.get(choices[one.pk].category)) if one.pk in choices else one
             for one in suggestions]  # fmt: skip
    returns = Event.objects.returns_of(suggestions)
    proposals = Route.objects.proposals(after, returns)
    handlers = staff.handlers_of({unit.pk for unit in units if unit.is_active})
    alike = every().alike(suggestions)
    fields = best_fields((one.pk, one.title, one.body) for one in suggestions if not one.category_id)
    today, calendar = timezone.localdate(now), working_days()
    marks, may_move = Marks(today, calendar), staff.may_for_every_unit(user, Verb.RECATEGORISE)
    rows = []
    for one, shown in zip(suggestions, after, strict=True):
        proposed = _keys(proposals[one.pk])
        is_doubtful = bool(one.decline_proposed_by_id or one.bounce_count or one.pk in alike)
        fresh = Choice(bool(proposed[0]) and not is_doubtful, one.category_id, *proposed, proposed)
        sent = choices.get(one.pk)
        choice = _chosen(sent, fresh, aside) if sent else fresh
        rows.append(
            Row(
                suggestion=one,
                choice=choice,
                units=[unit for unit in units if unit.is_active or unit.pk == choice.unit],
                categories=list(categories.values()) if may_move else [],
                people=[(person.pk, staff.shown_name(person)) for person in handlers.get(choice.unit, [])],
                days=shown.reply_days,
                due_on=shown.due_on,
                is_provisional=shown.is_due_provisional,
                card=marks.card(shown),
                late=marks.late(shown),
                returns=returns.get(one.pk, ()),
                alike=alike.get(one.pk, ""),
                field=categories.get(fields.get(one.pk)),
                reason=reasons.get(one.pk, ""),
                is_changed=sent is not None and sent[1:4] != (one.category_id, *sent.proposed),
            )
        )
    return rows


def _with_field(suggestion, category):
    """As it will be in another field: with its limit and the day that follows, in memory."""
    if not category or category.pk == suggestion.category_id:
        return suggestion
    after = copy(suggestion)
    take_limit_of(after, category)
    after.count_days(working_days())
    return after


def _keys(proposal):
    return tuple(row.pk if row else None for row in proposal)


def _chosen(sent, fresh, aside):
    """What was sent, under the proposal of today; `propose` takes that where nobody had chosen another."""
    choice = sent._replace(proposed=fresh.proposed)
    if aside == "propose" and (sent.unit, sent.handler) == sent.proposed:
        choice = choice._replace(unit=fresh.unit, handler=fresh.handler)
    if aside in ("all", "none"):
        choice = choice._replace(is_picked=aside == "all")
    return choice


def foretold():
    """What the citizen, and where its text is public everybody, reads of each that is done."""
    somewhere = SimpleNamespace(verb=Verb.ASSIGN, unit=gettext("〔承辦單位〕"), main=None, details={})
    accepted = SimpleNamespace(verb=Verb.ACCEPT, unit=None, main=None, details={})
    return [sentence(accepted), sentence(somewhere)]


def is_for_acceptance(rows):
    return any(row.suggestion.stage == Stage.RECEIVED for row in rows)
