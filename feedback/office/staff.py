"""What the desk asks of a signed-in person: roles, units, and whether a verb is theirs."""

from django.contrib.auth.models import User
from django.db.models import BigIntegerField, CharField, F, Value
from django.utils.translation import gettext

from feedback.rules import roles
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused, Verb
from portal.reading.readers import name_shown


def roles_of(user):
    """The roles of `user`, read once per request; a superuser has them all."""
    return _place_of(user)[0]


def units_of(user):
    """The primary keys of the units of `user`, read once per request."""
    return _place_of(user)[1]


def moderated_by(user):
    """The primary keys of the campaigns that `user` moderates, read once per request."""
    return _place_of(user)[2]


def _place_of(user):
    """(roles, units, campaigns moderated), in one query: most pages of the desk ask for all."""
    if not hasattr(user, "_portal_place"):
        nobody = Value(0, BigIntegerField())
        groups = user.groups.order_by().values_list("name", nobody, nobody)
        units = user.units.order_by().values_list(Value("", CharField()), "pk", nobody)
        moderated = user.moderated_campaigns.order_by().values_list(Value("", CharField()), nobody, "pk")
        rows = list(groups.union(units, moderated, all=True)) if user.is_active else []
        names = {name for name, _unit, _campaign in rows if name and user.is_staff}
        user._portal_place = (
            frozenset(role for role in Role if role in names or (user.is_superuser and user.is_active)),
            frozenset(unit for _name, unit, _campaign in rows if unit),
            frozenset(campaign for _name, _unit, campaign in rows if campaign and user.is_staff),
        )
    return user._portal_place


def handlers_of(units):
    """{unit: those of its members who may be named to handle something}, of the keys `units`, in one query."""
    if not units:
        return {}
    people = User.objects.filter(is_active=True, is_staff=True, groups__name=Role.HANDLER, units__in=units)
    found = {}
    for person in people.annotate(unit_key=F("units")).order_by("pk"):
        found.setdefault(person.unit_key, []).append(person)
    return found


def is_supervisor(user):
    """Somebody above the units: a supervisor, or a leader of the bureau."""
    return roles.oversees(roles_of(user))


def name_of(user):
    """As it was entered; what is kept of somebody says it so."""
    return user.get_full_name() or user.get_username()


def shown_name(user):
    return name_shown(name_of(user))


def sees_every(user):
    return roles.sees_every(roles_of(user))


def may(user, verb, suggestion):
    """Whether `user` may do `verb` to `suggestion`, as far as the person goes; the stage is another question."""
    is_own = suggestion.unit_id is not None and suggestion.unit_id in units_of(user)
    mine = roles_of(user)
    if roles.may(mine, verb, is_own=is_own):
        return True
    if verb in roles.MODERATED and suggestion.campaign_id in moderated_by(user):
        return True
    # Which further units take part is asked only where it matters.
    return roles.may(mine, verb, is_own=is_own, is_co=True) and bool(suggestion.co_units & units_of(user))


def check(user, verb, suggestion):
    """Raise `Refused` when `user`, or nobody, may not do `verb` to `suggestion`."""
    if not (user and may(user, verb, suggestion)):
        raise Refused(gettext("您的崗位沒有「%(verb)s」的權限。") % {"verb": Verb(verb).label})


def may_see(user, suggestion):
    """The same as `visible_to`, for one suggestion whose main one is loaded."""
    units = {suggestion.unit_id, suggestion.main.unit_id if suggestion.main else None}
    if sees_every(user) or suggestion.campaign_id in moderated_by(user):
        return True
    return bool((units | suggestion.co_units) & units_of(user))


def may_for_every_unit(user, verb):
    return roles.may(roles_of(user), verb, is_own=False)


def may_register(user, campaigns):
    """Whether `user` may enter suggestions under these campaigns: by role, or as moderator of each of them."""
    return may_for_every_unit(user, Verb.REGISTER) or campaigns <= moderated_by(user)


def may_for_own_unit(user, verb):
    return roles.may(roles_of(user), verb, is_own=True)
