"""Routes: to whom a field, and a field in a district, is proposed to go."""

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office import staff
from feedback.office.absences import deputies_on
from feedback.office.units import Unit
from feedback.rules.absences import resolved


class Proposal(NamedTuple):
    """A unit to assign to, and maybe one of its handlers."""

    unit: Unit | None = None
    handler: object = None


def applying(own, elsewhere, of_field):
    """The unit that is proposed: of the field in the district, of the field elsewhere, of the field itself.

    None stands for no unit; one that is out of use counts as none.
    """
    return next((unit for unit in (own, elsewhere, of_field) if unit and unit.is_active), None)


class RouteQuerySet(models.QuerySet):
    def fields_of(self, unit):
        """[(field, district or None for all the others)] that are proposed to go to `unit`, in use, in their order."""
        routes = self.filter(category__is_active=True).select_related("category", "district", "unit")
        elsewhere = {route.category_id for route in routes if not route.district_id and route.unit.is_active}
        fields = unit.category_set.filter(is_active=True).exclude(pk__in=elsewhere)
        found = [(field, None) for field in fields]
        return found + [(route.category, route.district) for route in routes if route.unit_id == unit.pk]

    def proposed(self, suggestion, returns=()):
        """The `Proposal` for `suggestion`: of its field in its district, else of its field; none out of use.

        Nor the unit that has it, nor one of those of `returns`, which sent it back.
        """
        return self.proposals([suggestion], {suggestion.pk: returns})[suggestion.pk]

    def proposals(self, suggestions, returns):
        """{key: the `Proposal` of each}, in the same few queries however many; `returns` as `returns_of` gives them."""
        categories = {each.category for each in suggestions if each.category_id}
        here = {each.district_id for each in suggestions if each.district_id}
        routes = self.filter(
            Q(district__in=here) | Q(district__isnull=True), category__in=categories, unit__is_active=True
        )
        by_place = {(route.category_id, route.district_id): route for route in routes.select_related("unit", "handler")}
        units = Unit.objects.in_bulk({category.unit_id for category in categories if category.unit_id})
        handlers = staff.handlers_of({route.unit_id for route in by_place.values() if route.handler_id})
        deputies = deputies_on(timezone.localdate()) if handlers else {}
        named = {route: _to_be_named(route, handlers, deputies) for route in by_place.values()}
        return {each.pk: _proposal(each, by_place, units, named, returns.get(each.pk, ())) for each in suggestions}


def _proposal(suggestion, by_place, units, named, returns):
    """By {(category, district): route}, the {key: unit} that categories name, and {route: who is named}."""
    if not suggestion.category_id:
        return Proposal()
    tried = {suggestion.unit_id, *(one.unit for one in returns)} - {None}
    for district in dict.fromkeys((suggestion.district_id, None)):
        route = by_place.get((suggestion.category_id, district))
        if route and route.unit_id not in tried:
            return Proposal(route.unit, named[route])
    unit = units.get(suggestion.category.unit_id)
    return Proposal(unit if unit and unit.is_active and unit.pk not in tried else None)


def _to_be_named(route, handlers, deputies):
    """The handler of the route, on leave whoever stands in; nobody who is no handler of the unit."""
    key = resolved(route.handler_id, deputies) if route.handler_id in deputies else route.handler_id
    return next((person for person in handlers.get(route.unit_id, ()) if person.pk == key), None)


class Route(models.Model):
    """Where suggestions of a field go, everywhere or in one district; before the unit that the field itself names."""

    category = models.ForeignKey(
        "feedback.Category", verbose_name=_("領域"), on_delete=models.CASCADE, related_name="routes"
    )
    district = models.ForeignKey(
        "feedback.District", verbose_name=_("區市"), on_delete=models.CASCADE, null=True, blank=True,
        help_text=_("不選的，適用於沒有另行指定的區市。"),
    )  # fmt: skip
    unit = models.ForeignKey(Unit, verbose_name=_("承辦單位"), on_delete=models.PROTECT)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("承辦人"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+", help_text=_("可以不選；選的話，須是該單位的承辦人。"),
    )  # fmt: skip

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("轉辦規則")
        verbose_name_plural = _("轉辦規則")
        ordering = ("category__order", "category", "district__order", "district")
        constraints = [
            models.UniqueConstraint(
                fields=["category", "district"], name="route_unique_per_category_and_district",
                violation_error_message=_("這個領域和區市已經有轉辦規則。"),
            ),
            models.UniqueConstraint(
                fields=["category"], condition=Q(district__isnull=True), name="route_unique_per_category_elsewhere",
                violation_error_message=_("這個領域已經有適用於各區市的轉辦規則。"),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.category} → {self.unit}"

    def clean(self):
        if self.handler and self.unit_id and not self.unit.handlers().contains(self.handler):
            told = gettext("承辦人要從「%(unit)s」的承辦人中選。") % {"unit": self.unit}
            raise ValidationError({"handler": told})
