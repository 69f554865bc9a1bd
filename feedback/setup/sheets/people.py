"""The sheet of staff: user name, name, roles, units; whoever is new gets a code to set a password by."""

from django import forms
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Unit
from feedback.office.role_names import role_name, role_written
from feedback.parts.fields import LineField
from feedback.rules.roles import Role
from feedback.setup.sheets.base import Kind
from feedback.verbs.leaving import left_behind
from portal.accounts import activation
from portal.accounts.records import record
from portal.fields.by_name import NamesField, plain_name


class PersonRow(forms.Form):
    username = LineField(max_length=150)
    first_name = LineField(max_length=150)
    roles = NamesField(required=False)
    units = NamesField(required=False)

    def __init__(self, *args, roles, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].names, self.fields["units"].names = roles, units


class People(Kind):
    slug, title, model, row_form = "people", _("上傳工作人員"), User, PersonRow
    columns = {"username": "用戶名", "first_name": "姓名", "roles": "崗位", "units": "承辦單位"}
    required = ("username", "first_name")
    headings = (
        ("賬號", "用戶名"),
        ("登錄名", "用戶名"),
        ("角色", "崗位"),
        ("單位", "承辦單位"),
        ("所在單位", "承辦單位"),
    )
    permissions = ("auth.add_user", "auth.change_user")
    alone = (("username",),)
    known_by = _("用戶名相同的，就是原有的賬號，姓名、崗位、單位按表更改，密碼不變，不會重複。")
    follows = _("寫入以後，新賬號的開通碼只顯示一次，請先準備好打印。")
    examples = (
        ("zhangsan", "張三", "承辦人", "交警支隊"), ("lisi", "李四", "審核人、承辦人", "交警支隊"),
        ("wangwu", "王五", "受理員", ""),
    )  # fmt: skip
    explained = (
        _("「用戶名」「姓名」必填。用戶名用字母、數字，登錄時要填，不能與別人相同。"),
        _(
            "「崗位」「承辦單位」可以填幾個，中間用頓號。承辦人、審核人要填單位，受理員、督辦、局領導、系統管理員不用填。"
        ),
        _("表裡沒有密碼：每個新賬號發一個開通碼，本人用它自己設置密碼；手機驗證器在第一次登錄時綁定。"),
        _(
            "自己的賬號、停用的賬號，不能用表更改。還有在辦的建議的，不能用表去掉單位或者承辦人崗位，請在賬號裡改，一併移交。"
        ),
    )

    def __init__(self):
        self.stored = list(User.objects.prefetch_related("groups", "units"))

    @cached_property
    def _names(self):
        roles = {role_written(role): role for role in Role}
        roles |= {name: role for role in Role for name in (role.value, role_name(role)) if name not in roles}
        return {"roles": roles, "units": {unit.name: unit for unit in Unit.objects.active()}}

    def names(self):
        return self._names

    def of_new(self, number):
        return {"is_staff": True, "password": "-"}

    def find(self, given):
        name = plain_name(given["username"])
        found = next((user for user in self.stored if plain_name(user.username) == name), None)
        if found:
            given["username"] = found.username
            self._require_may_change(found)
        return found

    def _require_may_change(self, user):
        told = ""
        if user.pk == self.by.pk:
            told = gettext("這是您自己的賬號，不能用表更改。")
        elif user.is_superuser or not user.is_staff:
            told = gettext("這個用戶名已經有人在用，請換一個。")
        elif not user.is_active:
            told = gettext("這個賬號已經停用，請先在賬號裡恢復。")
        if told:
            raise ValidationError({"username": told})

    def put(self, row, given, *, is_new):
        standing = {name: given.pop(name) for name in ("roles", "units") if name in given}
        super().put(row, given, is_new=is_new)
        given |= standing
        row.new_roles = standing.get("roles", [] if is_new else _roles(row))
        row.new_units = standing.get("units", [] if is_new else list(row.units.all()))
        if {Role.HANDLER, Role.REVIEWER} & {*row.new_roles} and not row.new_units:
            raise ValidationError({"units": gettext("承辦人、審核人要填承辦單位，否則看不到任何建議。")})
        if not is_new:
            self._require_nothing_left(row)

    def _require_nothing_left(self, row):
        """Work that would stay behind is passed on in the account itself, which asks to whom."""
        handles_for = {unit.pk for unit in row.new_units} if Role.HANDLER in row.new_roles else set()
        is_less = not {unit.pk for unit in row.units.all()} <= handles_for
        if is_less and left_behind(row, handles_for).exists():
            told = gettext("%(person)s還有在辦的建議，請在賬號裡改，一併移交。") % {"person": row.first_name}
            raise ValidationError({"units": told})

    def said(self, row, name):
        if name == "roles":
            roles = getattr(row, "new_roles", None)
            return "、".join(role_written(role) for role in (_roles(row) if roles is None else roles))
        if name == "units":
            units = getattr(row, "new_units", None)
            return "、".join(unit.name for unit in (row.units.all() if units is None else units))
        return super().said(row, name)

    def changes(self, found, row, given):
        """The order in which roles and units stand in a cell is none of the account."""
        changes = super().changes(found, row, given)
        return [one for one in changes if {*one.before.split("、")} != {*one.after.split("、")}]

    def called(self, row):
        return row.first_name

    def write(self, checked, *, by, now):
        slips = []
        for taken in checked.taken:
            if taken.is_new:
                slips.append((taken.row, activation.issue(taken.row, now=now)))
            taken.row.save()
        self._give_standing([taken.row for taken in checked.taken])
        for taken in checked.taken:
            record(
                by, _("%(who)s：崗位定為 %(roles)s；單位定為 %(units)s"), about=taken.row, who=taken.row.username,
                roles=self.said(taken.row, "roles") or "—", units=self.said(taken.row, "units") or "—",
            )  # fmt: skip
        return slips

    def _give_standing(self, people):
        """Roles and units of all of them, in the same few queries however many."""
        groups = {group.name: group for group in Group.objects.filter(name__in=Role.values)}
        in_group, in_unit = User.groups.through, Unit.members.through
        for through in (in_group, in_unit):
            through.objects.filter(user__in=people).delete()
        in_group.objects.bulk_create(
            in_group(user=person, group=groups[role]) for person in people for role in person.new_roles
        )
        in_unit.objects.bulk_create(in_unit(user=person, unit=unit) for person in people for unit in person.new_units)


def _roles(user):
    names = {group.name for group in user.groups.all()}
    return [role for role in Role if role in names]
