"""Before a row is saved that the public reads: what will change, for whom, in how many suggestions."""

from copy import copy
from typing import NamedTuple

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.reading.languages import reading

ON_PAGES = _("市民在意見建議的列表、詳情、統計和查詢頁上看到的，隨即改變；已經定稿的辦理情況報告不變。")
CONFIRMED = "confirmed"  # sent with what was looked at


class Change(NamedTuple):
    label: str
    before: str
    after: str


class Previewed:
    """A part of a ModelAdmin: changes of `shown_fields` are said first, and written when they are sent again.

    `where` says where the public meets such a row; `used_by` are the reverse relations by which suggestions hold it.
    """

    shown_fields = ()
    where = ""
    used_by, in_use, not_used = "suggestions", _("有 %(count)s 件意見建議正在用。"), _("還沒有意見建議用到。")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id and CONFIRMED not in request.POST:
            page = self._looked_at(request, object_id)
            if page:
                return page
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _looked_at(self, request, object_id):
        """The page that says what changes; None where there is nothing to say, or the form has errors to tell."""
        key = unquote(object_id)
        row = self.get_queryset(request).filter(pk=key).first() if self._may_be_key(key) else None
        if row is None or not self.has_change_permission(request, row):
            return None
        before = copy(row)
        form = self.get_form(request, row, change=True)(request.POST, request.FILES, instance=row)
        if not form.is_valid() or not {*self.shown_fields}.intersection(form.changed_data):
            return None
        changes = [_change(name, form, before, row) for name in form.changed_data if name in form.fields]
        told = list(self.consequences(before, row, form.changed_data))
        order = self._order(row) if "order" in form.changed_data else []
        return self._page(request, gettext("「%(name)s」將有這些變化") % {"name": before}, changes, told, order, row)

    def consequences(self, before, after, changed):
        """Sentences beside the changes themselves."""
        used = self.used(before)
        yield str(self.in_use) % {"count": used} if used else str(self.not_used)

    def used(self, row):
        """How many suggestions hold the row."""
        return getattr(row, self.used_by).count()

    def _order(self, *changed):
        """[(row, whether it was changed)] as they will stand."""
        news = {row.pk: row for row in changed}
        rows = [news.get(row.pk, row) for row in self.model._default_manager.all()]
        rows.sort(key=lambda row: (getattr(row, "scale_id", 0), row.order, row.pk))  # levels: each scale by itself
        return [(row, row.pk in news) for row in rows]

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST" and "_save" in request.POST and CONFIRMED not in request.POST:
            page = self._order_looked_at(request)
            if page:
                return page
        return super().changelist_view(request, extra_context)

    def _order_looked_at(self, request):
        """What was typed in the list of all: the rows as they will stand."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        try:
            typed = self._orders(request)
        except ValidationError:
            return None  # the list itself says what is wrong
        moved = [row for row in self.get_queryset(request) if typed.get(str(row.pk), row.order) != row.order]
        for row in moved:
            row.order = typed[str(row.pk)]
        if not moved:
            return None
        title = gettext("%(name)s將按這個順序排列") % {"name": self.opts.verbose_name}
        return self._page(request, title, [], [], self._order(*moved))

    def _orders(self, request):
        """{key: order} as the list was sent; raises ValidationError for what is no order."""
        field, key = self.model._meta.get_field("order").formfield(), f"-{self.opts.pk.name}"
        rows = {name.removesuffix(key): value for name, value in request.POST.items() if name.endswith(key)}
        return {value: field.clean(request.POST.get(f"{prefix}-order")) for prefix, value in rows.items()}

    def _page(self, request, title, changes, told, order, row=None):
        context = self.admin_site.each_context(request) | {
            "title": title, "opts": self.opts, "changes": changes, "told": told, "order": order, "row": row,
            "where": self.where, "sent": _hidden(request),
        }  # fmt: skip
        return TemplateResponse(request, "admin/feedback/preview.html", context)


def _hidden(request):
    """[(name, value)] of all that was sent, to be sent again."""
    return [(name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]


def _change(name, form, before, after):
    field = form.fields[name]
    return Change(field.label, *(_said(name, form, row) for row in (before, after)))


def _said(name, form, row):
    """A value as the form's reader knows it; of several rows all."""
    field = row._meta.get_field(name)
    if field.many_to_many:
        chosen = form.cleaned_data[name] if row is form.instance else getattr(row, name).all()
        return gettext("、").join(str(one) for one in chosen) or gettext("（空）")
    if field.choices:
        return str(getattr(row, f"get_{name}_display")())
    value = getattr(row, name)
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    return reading(value) if value not in ("", None) else gettext("（空）")
