"""通知設置 at the desk: each of the staff chooses for the own account."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.notices import wishes
from feedback.notices.models import StaffWish
from feedback.notices.wish_form import WishForm
from feedback.rules.cadence import DIGEST_AT
from feedback.rules.notices import Channel
from portal.serving.read_only_admin import ReadOnly


@admin.register(StaffWish)
class StaffWishAdmin(ReadOnly, admin.ModelAdmin):
    """No list: one page of the own choices."""

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def get_queryset(self, request):
        return StaffWish.objects.filter(user=request.user)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = WishForm(request.POST or None, cadences=StaffWish.objects.of(request.user))
        if form.is_valid():
            wishes.choose(request.user, form.cadences, now=timezone.now())
            self.message_user(request, gettext("通知設置已保存。"), messages.SUCCESS)
            return redirect("admin:notices_staffwish_changelist")
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("通知設置"),
            "form": form,
            "address": request.user.email,
            "digest_at": DIGEST_AT,
            "is_mail_sent": Channel.MAIL in settings.NOTICE_CHANNELS,
        }
        return TemplateResponse(request, "admin/notices/wishes.html", context)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD"])])
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A choice has no page of its own."""
        return redirect("admin:notices_staffwish_changelist")
