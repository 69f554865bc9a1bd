"""What the handlers of units have in hand, and who of them is away: what to know before something is given to one."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.db.models import Count, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from feedback.office.absences import Absence, deputies_on
from feedback.office.staff import shown_name
from feedback.rules.absences import resolved
from feedback.rules.lateness import Lateness
from feedback.rules.queues import UNIT_STAGES
from feedback.rules.roles import Role
from feedback.suggestions.late import late
from feedback.suggestions.suggestion import Suggestion
from portal.reading.readers import name_shown


@dataclass(frozen=True)
class Load:
    """A handler of a unit with what is in hand; `away_until` and `deputy` where that one is on leave."""

    unit: int
    unit_name: str
    person: object
    in_hand: int
    overdue: int
    away_until: date | None
    deputy: object

    @property
    def is_available(self):
        """Whether something can be given to this one today, or to whoever stands in."""
        return not self.away_until or bool(self.deputy)

    def __str__(self):
        places = {
            "person": shown_name(self.person), "count": self.in_hand, "overdue": self.overdue, "day": self.away_until,
            "deputy": self.deputy and shown_name(self.deputy),
        }  # fmt: skip
        if self.deputy:
            told = gettext("%(person)s（請假至 %(day)s，由%(deputy)s代理；在辦 %(count)s 件，逾期 %(overdue)s 件）")
        else:
            told = gettext("%(person)s（在辦 %(count)s 件，逾期 %(overdue)s 件）")
        return told % places


def loads(units, today):
    """[`Load`] of the handlers of `units`: by unit, who has least in hand first."""
    in_hand = Suggestion.objects.filter(handler=OuterRef("pk"), stage__in=UNIT_STAGES)
    away = Absence.objects.running(today).filter(person=OuterRef("pk")).values("ends_on")[:1]
    people = get_user_model().objects.filter(
        is_active=True, is_staff=True, groups__name=Role.HANDLER, units__in=units
    ).annotate(
        unit=F("units"), unit_name=F("units__name"), unit_order=F("units__order"), away_until=Subquery(away),
        in_hand=_count(in_hand), overdue=_count(in_hand.filter(late(Lateness.UNANSWERED, today))),
    )  # fmt: skip
    people = list(people.order_by("unit_order", "unit", "in_hand", "overdue", "pk"))
    deputies = deputies_on(today) if any(person.away_until for person in people) else {}
    members = {(person.unit, person.pk): person for person in people}
    return [
        Load(
            person.unit, person.unit_name, person, person.in_hand, person.overdue, person.away_until,
            members.get((person.unit, resolved(person.pk, deputies))),
        )
        for person in people
    ]  # fmt: skip


def by_unit(people):
    """Choices of a form under the names of the units."""
    groups = {}
    for load in people:
        groups.setdefault(name_shown(load.unit_name), []).append((load.person.pk, str(load)))
    return [*groups.items()]


def _count(rows):
    counted = rows.order_by().values("handler").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
