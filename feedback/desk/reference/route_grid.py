"""The routes as a grid: a row for each field, a column for each district, in each cell a unit and maybe a handler."""

from typing import NamedTuple

from django import forms
from django.contrib.auth.models import User
from django.db.models import Count
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext

from feedback.models import Category, District, Route, Suggestion, Unit
from feedback.office.routes import applying
from feedback.office.staff import shown_name
from feedback.parts.fields import SentField
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from portal.reading.languages import reading
from portal.serving import generation

WAITING = (Stage.RECEIVED, Stage.ACCEPTED)


class Way(NamedTuple):
    """Where a cell leads, by keys; None for a cell without a route of its own."""

    unit: int | None = None
    handler: int | None = None


class Option(NamedTuple):
    value: str
    label: str
    is_chosen: bool


class Cell(NamedTuple):
    name: str  # of its fields, behind what they ask for
    label: str
    is_own: bool
    units: list  # of `Option`
    handlers: list
    changed: bool


class Change(NamedTuple):
    field: object
    district: str
    before: str
    after: str


class Grid:
    """What is stored, in few queries however large it is."""

    def __init__(self):
        self.fields = list(Category.objects.filter(is_active=True).select_related("unit"))
        self.districts = [None, *District.objects.all()]
        self.units = {unit.pk: unit for unit in Unit.objects.all()}
        routes = Route.objects.filter(category__in=self.fields)
        self.stored = {(route.category_id, route.district_id): Way(route.unit_id, route.handler_id) for route in routes}

    @cached_property
    def handlers(self):
        """{unit: {handler: name}} of those who may be named."""
        staff = User.objects.filter(is_active=True, is_staff=True, groups__name=Role.HANDLER, units__isnull=False)
        found = {}
        for person in staff.distinct().order_by("pk").prefetch_related("units"):
            for unit in person.units.all():
                found.setdefault(unit.pk, {})[person.pk] = shown_name(person)
        return found

    def places(self):
        """(field, district, key) of every cell."""
        for field in self.fields:
            for district in self.districts:
                yield field, district, (field.pk, district and district.pk)

    def applying(self, ways, field, district):
        """The unit that is proposed in a cell, None where there is none in use, as `ways` have it."""
        own, elsewhere = ways.get((field.pk, district and district.pk)), ways.get((field.pk, None))
        units = [way and self.units.get(way.unit) for way in (own, elsewhere)]
        return applying(*units, field.unit)

    def waiting(self):
        """{(field, district): how many wait to be given to a unit}."""
        rows = Suggestion.objects.filter(stage__in=WAITING, category__in=self.fields).order_by()
        counts = rows.values_list("category", "district").annotate(number=Count("pk"))
        return {(field, district): number for field, district, number in counts}

    def said(self, way, *, instead):
        """A cell in words."""
        if not way:
            told = gettext("不另設，按「%(unit)s」") if instead else gettext("不另設，承辦單位未定")
            return told % {"unit": reading(instead)} if instead else told
        if not way.handler:
            return reading(self.units[way.unit])
        handler = self.handlers.get(way.unit, {}).get(way.handler, gettext("已不是承辦人的同事"))
        return gettext("%(unit)s（%(handler)s）") % {"unit": reading(self.units[way.unit]), "handler": handler}


class RouteGridForm(forms.Form):
    """All cells; what was changed is shown first, and written once it was confirmed as it was shown."""

    shown = SentField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, grid):
        super().__init__(data)
        self.grid = grid
        for _field, _district, key in grid.places():
            stored = grid.stored.get(key, Way())
            units = [(unit.pk, unit.pk) for unit in grid.units.values() if unit.is_active or unit.pk == stored.unit]
            self.fields[_named("unit", key)] = _choice(units)
            self.fields[_named("handler", key)] = _choice([(pk, pk) for pk in self._offered(stored)])

    def _offered(self, way):
        """The handlers that may be named behind the unit that is stored."""
        return self.grid.handlers.get(way.unit, {}) | ({way.handler: ""} if way.handler else {})

    def clean(self):
        given = super().clean()
        self.chosen = dict(self.grid.stored)
        for _field, _district, key in self.grid.places():
            unit, handler = given.get(_named("unit", key)), given.get(_named("handler", key))
            stored = self.grid.stored.get(key, Way())
            self.chosen.pop(key, None)
            if unit:
                self.chosen[key] = Way(unit, handler if unit == stored.unit else None)
        return given

    def ways(self):
        """{key: `Way`} as the form has it: as it was sent, else as it is stored."""
        return self.chosen if self.is_bound and self.is_valid() else self.grid.stored

    def changed(self):
        """The keys of the cells that were changed, in their order."""
        before, after = self.grid.stored, self.ways()
        return [key for _field, _district, key in self.grid.places() if before.get(key) != after.get(key)]

    def changes(self):
        """[`Change`] in words."""
        changed, before, after = set(self.changed()), self.grid.stored, self.ways()
        return [
            Change(
                field, _called(district),
                self.grid.said(before.get(key), instead=self._instead(before, field, key)),
                self.grid.said(after.get(key), instead=self._instead(after, field, key)),
            )
            for field, district, key in self.grid.places()
            if key in changed
        ]  # fmt: skip

    def _instead(self, ways, field, key):
        """The unit of a cell if it had no route of its own."""
        others = {other: way for other, way in ways.items() if other != key}
        district = next((one for one in self.grid.districts if one and one.pk == key[1]), None)
        return self.grid.applying(others, field, district)

    def moved(self):
        """How many that wait will be proposed another unit than now."""
        fields = {field.pk: field for field in self.grid.fields}
        districts = {district and district.pk: district for district in self.grid.districts}
        return sum(
            number
            for (field, district), number in self.grid.waiting().items()
            if self.grid.applying(self.grid.stored, fields[field], districts[district])
            != self.grid.applying(self.ways(), fields[field], districts[district])
        )

    def digest(self):
        """Of what was changed, from what to what: only this is confirmed."""
        what = [(key, self.grid.stored.get(key), self.ways().get(key)) for key in self.changed()]
        return salted_hmac("feedback.route_grid", repr(what), algorithm="sha256").hexdigest()

    def is_confirmed(self):
        """Whether what was shown is what was sent and what is stored now; asked of a valid form."""
        return bool(self.changed()) and self.cleaned_data["shown"] == self.digest()

    @generation.publishing()
    def save(self):
        """Write what was changed; the pages that say who handles what are made anew."""
        changed, after = set(self.changed()), self.ways()
        routes = Route.objects.filter(category__in=[category for category, _district in changed])
        gone = [route.pk for route in routes if (route.category_id, route.district_id) in changed]
        Route.objects.filter(pk__in=gone).delete()
        Route.objects.bulk_create(
            Route(category_id=category, district_id=district, unit_id=way.unit, handler_id=way.handler)
            for (category, district), way in after.items()
            if (category, district) in changed
        )
        generation.bump()

    def rows(self):
        """(field, [`Cell`]) of the table."""
        ways, changed = self.ways(), set(self.changed())
        for field in self.grid.fields:
            yield field, [self._cell(ways, changed, field, district) for district in self.grid.districts]

    def _cell(self, ways, changed, field, district):
        key = (field.pk, district and district.pk)
        way, stored = ways.get(key, Way()), self.grid.stored.get(key, Way())
        instead = self._instead(ways, field, key)
        empty = gettext("（%(unit)s）") % {"unit": reading(instead)} if instead else gettext("（未定）")
        units = [Option("", empty, not way.unit)]
        for unit in self.grid.units.values():
            if unit.is_active or unit.pk == way.unit:
                label = reading(unit) if unit.is_active else gettext("%(unit)s（已停用）") % {"unit": reading(unit)}
                units.append(Option(str(unit.pk), label, unit.pk == way.unit))
        handlers = []
        if way.unit and way.unit == stored.unit:
            handlers = [Option("", gettext("不指定承辦人"), not way.handler)]
            for pk, name in self._offered(stored).items():
                handlers.append(Option(str(pk), name or gettext("已不是承辦人的同事"), pk == way.handler))
        label = gettext("%(field)s，%(district)s") % {"field": reading(field), "district": _called(district)}
        return Cell(_suffix(key), label, bool(way.unit), units, handlers, key in changed)


def _called(district):
    """A column: a district, or all that have no route of their own."""
    return gettext("其他區市") if district is None else reading(district)


def _choice(choices):
    return forms.TypedChoiceField(choices=[("", ""), *choices], coerce=int, empty_value=None, required=False)


def _suffix(key):
    category, district = key
    return f"{category}-{district or 0}"


def _named(what, key):
    return f"{what}-{_suffix(key)}"
