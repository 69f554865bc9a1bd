"""How this portal stands: the facts that the first steps are told of, in a few queries however large it is."""

from collections import defaultdict

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext

from feedback.models import Campaign, Category, District, Route, Unit
from feedback.office.calendar import working_days
from feedback.office.role_names import role_name
from feedback.office.staff import shown_name
from feedback.rules.roles import Role
from feedback.setup.steps import Facts, Name
from portal.accounts import activation
from reports.models import Report

NEEDED_ROLES = (Role.TRIAGE, Role.HANDLER, Role.REVIEWER, Role.SUPERVISOR)


def facts(now):
    today = timezone.localdate(now)
    return Facts(**_office(), **_staff(), **_calendar(today), names=_names(), **_published())


def _office():
    units = list(Unit.objects.active())
    people = _by_unit()
    routes = list(Route.objects.all())
    in_use = {unit.pk for unit in units}
    routed = {route.category_id for route in routes if route.unit_id in in_use}
    fields = list(Category.objects.filter(is_active=True))
    districts = list(District.objects.all())

    def without(role):
        return tuple(unit.shown_name for unit in units if not people[unit.pk][role])

    def is_alone(in_unit):
        handlers, reviewers = in_unit[Role.HANDLER], in_unit[Role.REVIEWER]
        return bool(handlers and reviewers) and len(handlers | reviewers) < 2

    return {
        "units": tuple(unit.shown_name for unit in units),
        "without_handler": without(Role.HANDLER),
        "without_reviewer": without(Role.REVIEWER),
        "alone": tuple(unit.shown_name for unit in units if is_alone(people[unit.pk])),
        "districts": tuple(district.shown_name for district in districts),
        "off_map": tuple(district.shown_name for district in districts if district.map_row is None),
        "fields": tuple(field.shown_name for field in fields),
        "without_way": tuple(
            field.shown_name for field in fields if field.unit_id not in in_use and field.pk not in routed
        ),
        "reviewed_twice": tuple(
            field.shown_name
            for field in fields
            if field.needs_two_reviews
            and field.unit_id in in_use
            and len(people[field.unit_id][Role.REVIEWER]) < 2
        ),
        "routes": len(routes),
    }  # fmt: skip


def _by_unit():
    """{unit: {role: keys of those in use who have it there}}."""
    people = User.objects.filter(
        is_active=True, is_staff=True, groups__name__in=[Role.HANDLER, Role.REVIEWER], units__isnull=False
    )
    found = defaultdict(lambda: defaultdict(set))
    for unit, role, person in people.order_by().values_list("units", "groups__name", "pk"):
        found[unit][role].add(person)
    return found


def _staff():
    staff = User.objects.filter(is_active=True, is_staff=True).order_by("username")
    staff = list(staff.prefetch_related("groups", "units", "totpdevice_set"))
    roles = {person.pk: {group.name for group in person.groups.all()} for person in staff}
    held = set().union(*roles.values()) if staff else set()
    in_units = {Role.HANDLER, Role.REVIEWER}
    return {
        "staff": len(staff),
        "administrators": sum(person.is_superuser or Role.ADMINISTRATOR in roles[person.pk] for person in staff),
        "missing_roles": tuple(role_name(role) for role in NEEDED_ROLES if role not in held),
        "without_unit": tuple(
            shown_name(person) for person in staff if roles[person.pk] & in_units and not person.units.all()
        ),
        "awaited": tuple(shown_name(person) for person in staff if activation.is_awaited(person)),
        "needs_app": settings.STAFF_TOTP,
        "without_app": tuple(
            shown_name(person)
            for person in staff
            if not any(device.confirmed for device in person.totpdevice_set.all())
        ),
    }  # fmt: skip


def _calendar(today):
    calendar = working_days()
    return {
        "year": today.year,
        "this_year_is_known": calendar.is_known(today),
        "next_year_is_known": calendar.is_known(today.replace(year=today.year + 1, month=1, day=1)),
    }


def _published():
    rounds = set(Campaign.objects.filter(kind=Campaign.Kind.SANMIN).values_list("is_published", flat=True))
    return {
        "report": _state(Report.objects.published().exists(), Report.objects.exists),
        "campaign": _state(True in rounds, lambda: bool(rounds)),
    }


def _state(is_published, is_drafted):
    if is_published:
        return "published"
    return "draft" if is_drafted() else ""


def _names():
    named = [
        Name(gettext("網站名稱"), "SITE_NAME", settings.SITE_NAME),
        Name(gettext("機關名稱"), "BUREAU_NAME", settings.BUREAU_NAME),
        Name(gettext("網址"), "SITE_URL", settings.SITE_URL),
        Name(gettext("熱線"), "HOTLINE", settings.HOTLINE),
        Name(gettext("主辦單位"), "ORGANISER", settings.ORGANISER),
        Name(gettext("聯繫方式"), "CONTACT", settings.CONTACT, is_needed=True),
        Name(gettext("ICP 備案號"), "ICP_NUMBER", settings.ICP_NUMBER, is_needed=True),
        Name(gettext("公安備案號"), "POLICE_NUMBER", settings.POLICE_NUMBER, is_needed=True),
        Name(gettext("網站標識碼"), "SITE_IDENTIFIER", settings.SITE_IDENTIFIER, is_needed=True),
    ]
    lines = [line for line in settings.FOOTER_LINES if line]
    return (*named, Name(gettext("頁腳的其他文字"), "FOOTER_LINES", gettext("，").join(lines)))
