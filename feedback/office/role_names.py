"""What the roles of staff are called: the groups keep their fixed keys, their names are the office's."""

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.translation import gettext_lazy as _

from feedback.office.named import Named, english_field
from feedback.rules.roles import Role
from portal.reading.readers import name_shown
from portal.serving.generation import Kept


class RoleName(Named, models.Model):
    """The name that one role goes by; what it may do stands in the matrix of the rules, which nobody edits."""

    code = models.CharField(_("固定的崗位"), max_length=10, choices=Role, primary_key=True, editable=False)
    name = models.CharField(
        _("名稱"), max_length=20, unique=True, help_text=_("工作臺上顯示的名稱。改名不改變這個崗位能辦的事。")
    )
    name_en = english_field(_("英文名稱"), 40)
    order = models.PositiveIntegerField(_("排序"), default=0, editable=False)

    class Meta:
        verbose_name = _("崗位名稱")
        verbose_name_plural = _("崗位名稱")
        ordering = ("order",)
        default_permissions = ("view", "change")

    def __str__(self):
        return name_shown(self)


_names = Kept(lambda: {row.code: row for row in RoleName.objects.all()})


def role_name(code):
    """The name of a role, by the key of its group, as this reader is shown it."""
    return name_shown(_names.get().get(code) or code)


def role_written(code):
    """The same as the office wrote it, for what is kept."""
    row = _names.get().get(code)
    return row.name if row else code


def named_groups():
    """The groups of people, each with what its role is called (`called`, `called_en`), for a list of many."""
    row = RoleName.objects.filter(code=OuterRef("name"))
    names = {"called": Subquery(row.values("name")), "called_en": Subquery(row.values("name_en"))}
    return Prefetch("groups", Group.objects.annotate(**names))
