"""The working days at the desk: corrections, and the list of a year, read, looked at and confirmed."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.desk.reference.calendar_form import HolidayListForm
from feedback.models import CalendarDay, HolidayList
from feedback.tasks import recount
from portal.serving.published_admin import PublishedAdmin


@admin.register(CalendarDay)
class CalendarDayAdmin(PublishedAdmin):
    list_display = ("day", "is_working", "holiday_list", "note")
    list_select_related = ("holiday_list",)
    list_filter = ("is_working",)
    date_hierarchy = "day"

    def get_urls(self):
        return [
            path("list/", self.admin_site.admin_view(self.list_view), name="feedback_holidaylist"),
            *super().get_urls(),
        ]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def list_view(self, request):
        """First the list is read and shown; then, with the same words and a tick, it is confirmed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = HolidayListForm(request.POST or None, request.FILES or None)
        if form.is_valid() and form.is_confirmed():
            HolidayList.objects.confirm(
                form.arrangement, form.cleaned_data["text"], by=request.user, now=timezone.now()
            )
            recount.enqueue()
            told = gettext("%(year)s 年的放假安排已經錄入，辦理中各件的期限正在重新計算。")
            self.message_user(request, told % {"year": form.arrangement.year}, messages.SUCCESS)
            return redirect("admin:feedback_calendarday_changelist")
        context = self.admin_site.each_context(request) | {
            "title": gettext("錄入全年放假安排"), "opts": self.opts, "form": form, "by_hand": form.by_hand(),
            "confirmed": HolidayList.objects.order_by("year"),
        }  # fmt: skip
        return TemplateResponse(request, "admin/feedback/calendarday/list.html", context)
