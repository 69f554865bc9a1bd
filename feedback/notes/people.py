"""Whom a note may speak to: staff who may see the suggestion, as `feedback.office.staff` says it of one person."""

from django.contrib.auth.models import User
from django.db.models import Q

from feedback.notes.rules import Person
from feedback.office.staff import name_of
from feedback.rules.roles import MATRIX, Role
from feedback.rules.workflow import Verb
from portal.search.folding import fold

NOTING = frozenset(role for role in Role if any(Verb.NOTE in verbs for verbs in (MATRIX[role].every, MATRIX[role].own)))
SEEING_EVERY = frozenset(role for role in NOTING if MATRIX[role].sees_every)


def working():
    return User.objects.filter(is_active=True, is_staff=True)


def who_sees(suggestion):
    """The staff who may see `suggestion`, in the order of their accounts."""
    main = suggestion.main.unit_id if suggestion.main else None
    units = {suggestion.unit_id, main, *suggestion.co_units} - {None}
    of_unit = Q(groups__name__in=NOTING, pk__in=User.objects.filter(units__in=units).values("pk"))
    return working().filter(Q(is_superuser=True) | Q(groups__name__in=SEEING_EVERY) | of_unit).distinct().order_by("pk")


def everybody():
    """All who work here, under the names that a note may use: whoever may not see it is refused by name."""
    rows = working().order_by("pk").only("username", "first_name", "last_name")
    return [Person(user.pk, (fold(user.username), fold(name_of(user)))) for user in rows]
