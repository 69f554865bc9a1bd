"""Sheets of units, districts and fields."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Category, Cue, District, Unit
from feedback.parts.fields import LineField
from feedback.rules.drawn.city_map import LARGEST
from feedback.setup.sheets.base import Kind
from portal.fields.by_name import NamedField

YES_OR_NO = {"是": True, "否": False, "yes": True, "no": False, "1": True, "0": False}
LARGEST_LIMIT = 120


class CodedRow(forms.Form):
    name = LineField(max_length=60)
    code = LineField(max_length=40, required=False)
    name_en = LineField(max_length=120, required=False)


class UnitRow(CodedRow):
    duties = LineField(max_length=200, required=False)
    duties_en = LineField(max_length=400, required=False)
    telephone = LineField(max_length=20, required=False)


def _on_map():
    return forms.IntegerField(min_value=1, max_value=LARGEST, required=False)


class DistrictRow(CodedRow):
    name = LineField(max_length=20)
    name_en = LineField(max_length=60, required=False)
    map_row, map_column = _on_map(), _on_map()


class Coded(Kind):
    """Rows that are known by the code in the address of their page, else by their name."""

    known_by = _("代碼相同、沒有填代碼而名稱相同的，就是原有的那一條，按表更改，不會重複。")
    required = ("name",)
    alone = (("code",), ("name",))

    def find(self, given):
        named = self.by_name(given)
        if not given.get("code"):
            return named
        coded = next((row for row in self.stored if row.code == given["code"]), None)
        if named and not coded:
            told = gettext("「%(name)s」的代碼是 %(code)s，保存後不能更改。")
            raise ValidationError({"code": told % {"name": named.name, "code": named.code}})
        return coded

    def put(self, row, given, *, is_new):
        if is_new and not given.get("code"):
            row.code = slugify(given.get("name_en", ""))[:40].strip("-")
            if not row.code:
                told = gettext("新的一條要有代碼：只用小寫英文字母、數字和連字號；填了英文名稱的，可以不填代碼。")
                raise ValidationError({"code": told})
        super().put(row, given, is_new=is_new)


class Units(Coded):
    slug, title, model, row_form = "units", _("上傳承辦單位"), Unit, UnitRow
    columns = {
        "name": "名稱", "code": "代碼", "name_en": "英文名稱", "duties": "職責", "duties_en": "英文職責",
        "telephone": "電話",
    }  # fmt: skip
    headings = (
        ("單位名稱", "名稱"), ("承辦單位", "名稱"), ("單位", "名稱"), ("網址代碼", "代碼"), ("負責什麼", "職責"),
        ("辦公電話", "電話"), ("聯繫電話", "電話"),
    )  # fmt: skip
    permissions = ("feedback.add_unit", "feedback.change_unit")
    examples = (
        ("交警支隊", "traffic-police", "Traffic Police Division", "道路交通秩序、事故處理、駕駛證和車輛登記", "", ""),
    )
    explained = (
        _("「名稱」必填。「代碼」用在網頁地址裡，例如 traffic-police；不填的，從英文名稱得出，保存後不能更改。"),
        _("「職責」寫一兩句市民看得懂的話，「電話」寫對外公開的辦公電話，都在「誰在辦」頁面公開。"),
        _("工作人員在「工作人員」的表裡填所在單位；停用單位在單位的頁面裡辦。"),
    )


class Districts(Coded):
    slug, title, model, row_form = "districts", _("上傳區市"), District, DistrictRow
    columns = {"name": "名稱", "code": "代碼", "name_en": "英文名稱", "map_row": "地圖行", "map_column": "地圖列"}
    headings = (("區市", "名稱"), ("區市名稱", "名稱"), ("網址代碼", "代碼"))
    permissions = ("feedback.add_district", "feedback.change_district")
    alone = (*Coded.alone, ("map_row", "map_column"))
    examples = (("市南區", "shinan", "Shinan District", "5", "2"),)
    explained = (
        _("「名稱」必填。「代碼」用在網頁地址裡，例如 shinan；不填的，從英文名稱得出，保存後不能更改。"),
        _("地圖是示意圖，一格一個區市：「地圖行」從北往南、「地圖列」從西往東，都從 1 到 12；都不填的，只列在名單裡。"),
    )

    def put(self, row, given, *, is_new):
        super().put(row, given, is_new=is_new)
        if (row.map_row is None) != (row.map_column is None):
            raise ValidationError({"map_row": gettext("地圖上的行和列要填就都填，不填就都不填。")})


class FieldRow(forms.Form):
    name = LineField(max_length=40)
    unit = NamedField(required=False)
    reply_days = forms.IntegerField(min_value=1, max_value=LARGEST_LIMIT, required=False)
    needs_two_reviews = NamedField(YES_OR_NO, required=False, blank=False)
    hint = LineField(max_length=120, required=False)
    name_en = LineField(max_length=80, required=False)
    hint_en = LineField(max_length=240, required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].names = units


class Fields(Kind):
    slug, title, model, row_form = "fields", _("上傳領域和答覆期限"), Category, FieldRow
    columns = {
        "name": "領域", "unit": "承辦單位", "reply_days": "答覆期限", "needs_two_reviews": "審核兩次",
        "hint": "說明", "name_en": "英文名稱", "hint_en": "英文說明",
    }  # fmt: skip
    required = ("name",)
    headings = (
        ("名稱", "領域"), ("領域名稱", "領域"), ("建議承辦單位", "承辦單位"), ("期限", "答覆期限"),
        ("工作日", "答覆期限"), ("答覆審核兩次", "審核兩次"),
    )  # fmt: skip
    permissions = ("feedback.add_category", "feedback.change_category")
    alone = (("name",),)
    known_by = _("名稱相同的，就是原有的那個領域，按表更改，不會重複。")
    follows = _("新的領域，系統認得名稱的，同時加入常用的歸類用詞。改了期限的，已經收到的建議期限不變。")
    examples = (("道路交通管理", "交警支隊", "15", "否", "紅綠燈、停車、違法行為", "Road traffic", ""),)
    explained = (
        _("「領域」必填，按表裡的順序排列。「承辦單位」寫單位的名稱，單位要先有。"),
        _("「答覆期限」是工作日數，1 到 120；新的領域不填算 15。「審核兩次」填是或否，不填算否。"),
    )

    def names(self):
        return {"units": {unit.name: unit for unit in Unit.objects.active()}}

    def find(self, given):
        return self.by_name(given)

    def said(self, row, name):
        return (row.unit.name if row.unit_id else "") if name == "unit" else super().said(row, name)

    def write(self, checked, *, by, now):
        super().write(checked, by=by, now=now)
        Cue.objects.add_defaults([taken.row for taken in checked.taken if taken.is_new])
        return []
