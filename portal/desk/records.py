"""What administrators keep of the site's texts and accounts, and the record of what staff did."""

from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.office.staff import sees_every
from portal.accounts.forms import RecordsForm
from portal.desk import staff_log
from portal.desk.word_form import TryWordForm
from portal.reading import protected
from portal.reading.languages import language_tag
from portal.serving.published_admin import PublishedAdmin
from portal.serving.read_only_admin import ReadOnly
from portal.tables.staff import StaffRecord
from portal.tables.words import ProtectedWord


@admin.register(ProtectedWord)
class ProtectedWordAdmin(PublishedAdmin):
    list_display = ("word", "simplified", "note")
    search_fields = ("word", "simplified", "note")
    change_list_template = "admin/portal/protectedword/change_list.html"

    def get_list_display(self, request):
        return self.list_display  # of all texts these are converted for nobody

    def get_urls(self):
        tried = path("try/", self.admin_site.admin_view(self.try_view), name="portal_protectedword_try")
        return [tried, *super().get_urls()]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def try_view(self, request):
        """How a sentence reads before a word is protected, and with it; nothing is kept."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = TryWordForm(request.POST if request.method == "POST" else None)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("試轉換"),
            "form": form,
            "add": reverse("admin:portal_protectedword_add"),
            "back": reverse("admin:portal_protectedword_changelist"),
        }
        if form.is_valid():
            given = form.cleaned_data
            names = dict(settings.LANGUAGES)
            readings = protected.tried(given["sentence"], given["word"], given["simplified"])
            context["readings"] = [(names[script], language_tag(script), *both) for script, both in readings.items()]
            context["add"] += f"?{urlencode({name: given[name] for name in ('word', 'simplified') if given[name]})}"
        return TemplateResponse(request, "admin/portal/protectedword/try.html", context)


@admin.register(StaffRecord)
class StaffRecordAdmin(ReadOnly, admin.ModelAdmin):
    """Read only, a day at a time."""

    @method_decorator(require_safe)
    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        form = RecordsForm(request.GET)
        chosen = form.chosen()
        day, person = chosen.get("day") or today, chosen.get("person", "")
        found, more = staff_log.of_day(
            day, person=person, before=chosen.get("before"), with_links=sees_every(request.user)
        )

        def address(**changed):
            kept = {"day": day.isoformat(), "person": person} | changed
            return f"?{urlencode({name: value for name, value in kept.items() if value})}"

        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": self.opts.verbose_name_plural,
            "form": form if form.errors else RecordsForm(initial={"day": day, "person": person}),
            "day": day,
            "log_lines": [(line, address(person=line.username)) for line in found],
            "earlier": address(day=(day - timedelta(days=1)).isoformat()),
            "later": address(day=(day + timedelta(days=1)).isoformat()) if day < today else "",
            "more": address(before=more.isoformat()) if more else "",
        }
        return TemplateResponse(request, "admin/portal/staffrecord/change_list.html", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self.changelist_view(request)

    def history_view(self, request, object_id, extra_context=None):
        return self.changelist_view(request)
