"""The sheet of routes: of a field in a district, to a unit and maybe one of its handlers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Category, District, Route, Unit
from feedback.office.staff import handlers_of
from feedback.parts.fields import LineField
from feedback.setup.sheets.base import Kind
from portal.fields.by_name import NamedField, plain_name

ELSEWHERE = "其他區市"


class RouteRow(forms.Form):
    category = NamedField()
    district = NamedField(required=False)
    unit = NamedField()
    handler = LineField(max_length=150, required=False)

    def __init__(self, *args, categories, districts, units, **kwargs):
        super().__init__(*args, **kwargs)
        for name, names in (("category", categories), ("district", districts), ("unit", units)):
            self.fields[name].names = names


class Routes(Kind):
    slug, title, model, row_form = "routes", _("上傳轉辦規則"), Route, RouteRow
    columns = {"category": "領域", "district": "區市", "unit": "承辦單位", "handler": "承辦人"}
    required = ("category", "unit")
    headings = (("單位", "承辦單位"), ("承辦人用戶名", "承辦人"))
    permissions = ("feedback.add_route", "feedback.change_route")
    alone = (("category_id", "district_id"),)
    known_by = _("領域和區市都相同的，就是原有的那條規則，按表更改，不會重複。")
    follows = _("待轉辦的，提議的承辦單位隨之改變；已經轉辦的不變。")
    examples = (("治安管理", "城陽區", "城陽分局", ""), ("道路交通管理", ELSEWHERE, "交警支隊", ""))
    explained = (
        _("「領域」「承辦單位」必填，寫名稱，要先有。"),
        _("「區市」不填或者填「其他區市」，適用於沒有另行指定的區市。"),
        _("「承辦人」可以不填；填用戶名，須是這個單位的承辦人。"),
    )

    def __init__(self):
        self.stored = list(Route.objects.select_related("category", "district", "unit", "handler"))

    @cached_property
    def _names(self):
        return {
            "categories": {field.name: field for field in Category.objects.filter(is_active=True)},
            "districts": {ELSEWHERE: ELSEWHERE} | {district.name: district for district in District.objects.all()},
            "units": {unit.name: unit for unit in Unit.objects.active()},
        }

    @cached_property
    def _handlers(self):
        return handlers_of({unit.pk for unit in self._names["units"].values()})

    def names(self):
        return self._names

    def of_new(self, number):
        return {}

    def find(self, given):
        if given.get("district") == ELSEWHERE:
            given["district"] = None
        given.setdefault("district", None)
        key = (given["category"].pk, given["district"] and given["district"].pk)
        return next((row for row in self.stored if (row.category_id, row.district_id) == key), None)

    def put(self, row, given, *, is_new):
        row.category, row.district = given["category"], given["district"]
        if row.unit_id != given["unit"].pk:
            row.unit, row.handler = given["unit"], None
        if "handler" in given:
            name = plain_name(given["handler"])
            people = self._handlers.get(row.unit_id, ())
            row.handler = next((person for person in people if plain_name(person.username) == name), None)
            if not row.handler:
                told = gettext("「%(unit)s」沒有用戶名是「%(name)s」的承辦人。")
                raise ValidationError({"handler": told % {"unit": row.unit.name, "name": given["handler"]}})

    def said(self, row, name):
        if name == "district":
            return row.district.name if row.district_id else ELSEWHERE
        if name == "handler":
            return row.handler.username if row.handler_id else ""
        return super().said(row, name)

    def called(self, row):
        return gettext("%(field)s，%(district)s") % {
            "field": row.category.name, "district": self.said(row, "district"),
        }  # fmt: skip

    def _value(self, row, names):
        """No district is a place of its own."""
        return tuple(getattr(row, name) for name in names)
