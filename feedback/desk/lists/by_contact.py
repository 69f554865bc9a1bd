"""Suggestions found by the contact that was left with them: for whoever may read contacts, each reading recorded.

What is typed is sent in the body, never in an address: addresses are kept by browsers, servers and their logs.
"""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.desk.lists.columns import shown as shown_columns
from feedback.desk.lists.contact_form import ContactSearchForm
from feedback.desk.lists.listing import lines
from feedback.desk.queries.suggestions import every
from feedback.office.staff import may_for_own_unit
from feedback.rules.workflow import Verb
from feedback.verbs.filing import record_reading
from portal.accounts.records import record

MOST = 50


class ContactSearch:
    """The search by contact; a part of the suggestions' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.by_contact_view)
        return [path("by-contact/", view, name="feedback_suggestion_by_contact"), *super().get_urls()]

    def list_tools(self, request, form):
        tools = super().list_tools(request, form)
        if not may_for_own_unit(request.user, Verb.READ_CONTACT):
            return tools
        return [*tools, (gettext("按聯繫方式查找"), reverse("admin:feedback_suggestion_by_contact"))]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def by_contact_view(self, request):
        if not self.has_view_permission(request) or not may_for_own_unit(request.user, Verb.READ_CONTACT):
            raise PermissionDenied
        form, now = ContactSearchForm(request.POST or None), timezone.now()
        found = self._read(request, form.cleaned_data["contact"], now) if form.is_valid() else None
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("按聯繫方式查找"),
            "form": form,
            "is_asked": found is not None,
            "lines": lines((found or [])[:MOST], now),
            "columns": shown_columns(),
            "most": MOST if len(found or ()) > MOST else None,
        }
        return TemplateResponse(request, "admin/feedback/suggestion/by_contact.html", context)

    def _read(self, request, contact, now):
        """Up to one more than MOST of those of the contact; that they were looked up is recorded first."""
        rows = every().of_contact(contact, user=request.user)
        found = list(rows.only("stage", "status", "unit", "main")[: MOST + 1])
        record_reading(found[:MOST], by=request.user, now=now)
        record(request.user, _("按聯繫方式查找，列出 %(count)s 件"), count=min(len(found), MOST))
        return list(rows.for_lines(request.user)[: MOST + 1])
