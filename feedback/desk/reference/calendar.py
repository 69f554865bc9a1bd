"""The working days at the desk: a year on one page, its days corrected, its list read, looked at and confirmed."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.desk.reference.calendar_form import HolidayListForm
from feedback.models import CalendarDay, HolidayList
from feedback.office.calendar import working_days
from feedback.rules.deadlines import PACKAGED_YEARS
from feedback.rules.drawn.year import DayKind, Source, year
from feedback.tasks import recount
from portal.serving.published_admin import PublishedAdmin

FIRST_YEAR, LAST_YEAR = 2004, 2099
WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


def address_of(number):
    """The page of a year."""
    return f"{reverse('admin:feedback_calendarday_changelist')}?{urlencode({'year': number})}"


def _weeks(month, corrections, may_change):
    """The weeks of a month, each day with the address where it is corrected; nothing where it cannot be."""
    return [
        [(one, _correcting(one, corrections) if one and may_change else "") for one in week] for week in month.weeks
    ]


def _correcting(one, corrections):
    if one.day in corrections:
        return reverse("admin:feedback_calendarday_change", args=[corrections[one.day].pk])
    if one.source == Source.LAW:
        return ""
    return f"{reverse('admin:feedback_calendarday_add')}?{urlencode({'day': one.day.isoformat()})}"


class YearForm(forms.Form):
    year = forms.IntegerField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)


class DayForm(forms.Form):
    day = forms.DateField(input_formats=["%Y-%m-%d"])


@admin.register(CalendarDay)
class CalendarDayAdmin(PublishedAdmin):
    """A year on one page in place of a list; a day of it leads to the form in which it is corrected."""

    fields = ("day", "is_working", "note")

    def get_urls(self):
        return [
            path("", self.admin_site.admin_view(self.year_view), name="feedback_calendarday_changelist"),
            path("list/", self.admin_site.admin_view(self.list_view), name="feedback_holidaylist"),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def year_view(self, request):
        """The year that is asked for, this one without any: what each day is, and by what."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        form = YearForm(request.GET)
        number = form.cleaned_data["year"] if form.is_valid() and form.cleaned_data["year"] else today.year
        corrections = {row.day: row for row in CalendarDay.objects.of_year(number).select_related("holiday_list")}
        by_hand = {day for day, row in corrections.items() if not row.holiday_list_id}
        shown, may_change = year(number, working_days(), by_hand), self.has_change_permission(request)
        context = self.admin_site.each_context(request) | {
            "title": gettext("%(year)s 年的工作日") % {"year": number}, "opts": self.opts, "today": today,
            "year": shown, "weekdays": WEEKDAYS,
            "months": [(month, _weeks(month, corrections, may_change)) for month in shown.months],
            "by_hand": [row for day, row in corrections.items() if day in by_hand], "kinds": DayKind,
            "earlier": number - 1 if number > FIRST_YEAR else None, "later": number + 1 if number < LAST_YEAR else None,
            "confirmed": HolidayList.objects.filter(year=number).select_related("confirmed_by").first(),
            "is_packaged": number in PACKAGED_YEARS, "may_change": may_change,
        }  # fmt: skip
        return TemplateResponse(request, "admin/feedback/calendarday/year.html", context)

    def get_changeform_initial_data(self, request):
        """The day that was clicked begins as the opposite of what it is."""
        form = DayForm(request.GET)
        if not form.is_valid():
            return {}
        day = form.cleaned_data["day"]
        return {"day": day, "is_working": not working_days().is_working(day)}

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        recount.enqueue()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        recount.enqueue()

    def response_post_save_add(self, request, obj):
        return redirect(address_of(obj.day.year))

    response_post_save_change = response_post_save_add

    def response_delete(self, request, obj_display, obj_id):
        super().response_delete(request, obj_display, obj_id)  # says so
        return redirect(address_of(int(obj_display[:4])))

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
            return redirect(address_of(form.arrangement.year))
        context = self.admin_site.each_context(request) | {
            "title": gettext("錄入全年放假安排"), "opts": self.opts, "form": form, "by_hand": form.by_hand(),
            "confirmed": HolidayList.objects.order_by("year"),
        }  # fmt: skip
        return TemplateResponse(request, "admin/feedback/calendarday/list.html", context)
