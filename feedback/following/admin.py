"""關注 at the desk: administrators see how many follow what kind of thing, and forget an address that asks for it.

No address is shown, nor which things somebody follows. What is typed is sent in the body, never in an address.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.following import verbs
from feedback.following.forms import ForgetForm
from feedback.following.models import Follow
from feedback.following.subjects import KINDS
from feedback.office.staff import roles_of
from feedback.rules.roles import Role
from portal.accounts.records import record
from portal.serving.read_only_admin import ReadOnly


@admin.register(Follow)
class FollowAdmin(ReadOnly, admin.ModelAdmin):
    def get_urls(self):
        """No row has a page."""
        view = self.admin_site.admin_view(self.changelist_view)
        return [path("", view, name="following_follow_changelist")]

    def has_module_permission(self, request):
        user = request.user
        return user.is_active and (user.is_superuser or Role.ADMINISTRATOR in roles_of(user))

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = ForgetForm(request.POST or None)
        if form.is_valid():
            count = verbs.forget(form.cleaned_data["mail"])
            record(request.user, _("應本人要求刪除郵箱的關注，刪除 %(count)s 個"), count=count)
            messages.success(request, gettext("已經刪除這個郵箱的 %(count)s 個關注。") % {"count": count})
            return redirect("admin:following_follow_changelist")
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": self.opts.verbose_name_plural,
            "rows": [(KINDS[kind], *counts) for kind, *counts in Follow.objects.counts()],
            "form": form,
        }
        return TemplateResponse(request, "admin/following/follows.html", context)
