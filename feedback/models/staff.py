"""What the desk asks of a signed-in person: roles, units, and whether a verb is theirs."""

from feedback import roles
from feedback.roles import Role


def roles_of(user):
    """The roles of `user`, read once per request; a superuser has them all."""
    if not hasattr(user, "_portal_roles"):
        names = set(user.groups.values_list("name", flat=True)) if user.is_active and user.is_staff else set()
        user._portal_roles = frozenset(role for role in Role if role in names or (user.is_superuser and user.is_active))
    return user._portal_roles


def units_of(user):
    """The primary keys of the units of `user`, read once per request."""
    if not hasattr(user, "_portal_units"):
        user._portal_units = frozenset(user.units.values_list("pk", flat=True))
    return user._portal_units


def sees_every(user):
    return roles.sees_every(roles_of(user))


def may(user, verb, suggestion):
    """Whether `user` may do `verb` to `suggestion`, as far as the person goes; the stage is another question."""
    is_own = suggestion.unit_id is not None and suggestion.unit_id in units_of(user)
    return roles.may(roles_of(user), verb, is_own=is_own)


def may_for_every_unit(user, verb):
    return roles.may(roles_of(user), verb, is_own=False)


def may_for_own_unit(user, verb):
    return roles.may(roles_of(user), verb, is_own=True)
