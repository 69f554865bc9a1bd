"""市民代表 at the desk: entered one by one or from a sheet, read by those who may, let go when they resign."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.representatives import verbs
from feedback.representatives.desk.forms import ButtonForm, RepresentativeForm
from feedback.representatives.desk.sheets import RepresentativeSheets
from feedback.representatives.models import Representative
from feedback.representatives.rules import Source
from feedback.rules.workflow import Refused
from portal.accounts.records import record
from portal.serving.published_admin import PublishedAdmin

READ = "representatives.read_representative"
MOST_READ = 200


@admin.register(Representative)
class RepresentativeAdmin(RepresentativeSheets, PublishedAdmin):
    form = RepresentativeForm
    list_display = ("number", "campaign", "district", "source", "application", "is_active", "entered_at")
    list_select_related = ("campaign", "district", "application")
    list_filter = ("campaign", "is_active", "source", "district")
    actions = ("read",)
    change_list_template = "admin/representatives/representative/change_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.resign_view)
        return [path("<int:pk>/resign/", view, name="representatives_representative_resign"), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).without_persons()

    def get_fields(self, request, obj=None):
        """Names and contacts are read by the action alone, which writes it down."""
        if not obj:
            return RepresentativeForm.Meta.fields
        return (
            "campaign", "number", "district", "source", "application", "is_active", "replaced_by", "entered_by",
            "entered_at", "erased_at",
        )  # fmt: skip

    def has_change_permission(self, request, obj=None):
        """Somebody resigns, and somebody else is entered."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_read_permission(self, request):
        return request.user.has_perm(READ)

    def save_model(self, request, obj, form, change):
        """By the verb, which numbers and records it; `obj` is the row that it made."""
        row = {name: form.cleaned_data[name] for name in ("name", "contact", "district")}
        entered = verbs.enter(form.cleaned_data["campaign"], [row], by=request.user, now=timezone.now())[0]
        obj.pk, obj.number = entered.pk, entered.number

    @admin.action(description=_("查看所選代表的姓名和聯繫方式"), permissions=["read"])
    def read(self, request, representatives):
        chosen = representatives.not_erased().defer(None)
        rows = list(chosen.select_related("campaign", "district")[: MOST_READ + 1])
        if len(rows) > MOST_READ:
            told = gettext("一次最多查看 %(most)s 人，請分幾次。") % {"most": MOST_READ}
            self.message_user(request, told, messages.WARNING)
            return None
        record(request.user, _("查看市民代表的姓名和聯繫方式，共 %(count)s 人"), count=len(rows))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": gettext("市民代表的姓名和聯繫方式"), "rows": rows,
        }  # fmt: skip
        return TemplateResponse(request, "admin/representatives/representative/read.html", context)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def resign_view(self, request, pk):
        """Say what follows, and let the representative go once that is confirmed; the draw does it of who was drawn."""
        representative = self.get_object(request, str(pk))
        if not representative:
            raise Http404
        if not self.has_add_permission(request):
            raise PermissionDenied
        may_resign = representative.is_active and representative.source != Source.DRAWN
        if request.method == "POST" and may_resign and ButtonForm(request.POST).is_valid():
            try:
                verbs.resign(representative, by=request.user)
            except Refused as refused:
                self.message_user(request, refused.reason, messages.ERROR)
            else:
                told = gettext("市民代表 %(number)s 號不再擔任。") % {"number": representative.number}
                self.message_user(request, told, messages.SUCCESS)
            return redirect("admin:representatives_representative_changelist")
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("市民代表 %(number)s 號不再擔任") % {"number": representative.number},
            "representative": representative,
            "may_resign": may_resign,
        }
        return TemplateResponse(request, "admin/representatives/representative/resign.html", context)
