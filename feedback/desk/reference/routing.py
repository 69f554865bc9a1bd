"""What administrators keep for the work itself: routes, and templates of replies."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.desk.reference.route_grid import Grid, RouteGridForm
from feedback.models import ReplyTemplate, Route

GRID = "admin:feedback_route_changelist"


@admin.register(Route)
class RouteAdmin(admin.ModelAdmin):
    """One page for all of them, in place of a list with a form for each."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("", view(self.grid_view), name="feedback_route_changelist"),
            path("<path:object_id>/change/", view(self.change_view), name="feedback_route_change"),
        ]

    def has_add_permission(self, request):
        """Nothing is added beside the page of all."""
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_change_permission(request):
            raise PermissionDenied
        return redirect(GRID)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def grid_view(self, request):
        """What was chosen is first said in words; sent again as it was shown, it is written."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = RouteGridForm(request.POST or None, grid=Grid())
        is_valid = form.is_bound and form.is_valid()
        if is_valid and form.is_confirmed():
            changes = form.changes()
            form.save()
            self.log_change_of_grid(request, changes)
            told = gettext("已保存 %(count)s 處轉辦規則。") % {"count": len(changes)}
            self.message_user(request, told, messages.SUCCESS)
            return redirect(GRID)
        context = self.admin_site.each_context(request) | {
            "title": gettext("轉辦規則"), "opts": self.opts, "form": form, "districts": form.grid.districts,
            "rows": form.rows(), "changes": form.changes() if is_valid else [], "is_sent": is_valid,
            "moved": form.moved() if is_valid else 0, "digest": form.digest() if is_valid else "",
        }  # fmt: skip
        return TemplateResponse(request, "admin/feedback/route/grid.html", context)

    def log_change_of_grid(self, request, changes):
        """In the history of each field: a cell has no page of its own."""
        for change in changes:
            told = gettext("轉辦規則（%(district)s）：%(before)s → %(after)s")
            self.log_change(request, change.field, told % change._asdict())


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin):
    list_display = ("name", "category", "outcome", "order")
    list_editable = ("order",)
    list_filter = ("category",)
    list_select_related = ("category", "outcome")
    search_fields = ("name", "body")
