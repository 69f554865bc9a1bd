"""報名 at the desk: the list without names, and a page for each on which it is checked, read or taken back."""

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
from django.views.decorators.http import require_http_methods, require_POST

from feedback.representatives import verbs
from feedback.representatives.desk.forms import ButtonForm, CheckForm, ContactForm
from feedback.representatives.models import Application
from feedback.representatives.rules import CHECKED_FROM, WITHDRAWN_FROM
from feedback.rules.workflow import Refused
from portal.accounts.records import record
from portal.reading.languages import reading

MOST_FOUND = 20
CHECK, READ = "representatives.check_application", "representatives.read_application"


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    list_display = ("label", "campaign", "district", "age_band", "occupation", "state", "reason", "applied_at")
    list_select_related = ("campaign", "district", "occupation")
    list_filter = ("campaign", "state", "reason", "district", "age_band")
    ordering = ("-applied_at", "-pk")
    actions = ("find_eligible",)
    change_list_template = "admin/representatives/application/change_list.html"

    def get_urls(self):
        views = (self.by_contact_view, self.person_view, self.withdraw_view)
        by_contact, read, withdraw = map(self.admin_site.admin_view, views)
        return [
            path("by-contact/", by_contact, name="representatives_application_by_contact"),
            path("<int:pk>/person/", read, name="representatives_application_person"),
            path("<int:pk>/withdraw/", withdraw, name="representatives_application_withdraw"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).without_persons()

    def has_add_permission(self, request):
        """Citizens apply; what they sent stays, without what was personal of it."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        more = {"may_read": request.user.has_perm(READ)}
        return super().changelist_view(request, more | (extra_context or {}))

    def has_check_permission(self, request):
        return request.user.has_perm(CHECK)

    @admin.action(description=_("所選報名都符合條件"), permissions=["check"])
    def find_eligible(self, request, applications):
        keys = list(applications.values_list("pk", flat=True))
        count = verbs.find_eligible(keys, by=request.user, now=timezone.now())
        self.message_user(request, gettext("%(count)s 份記為符合條件。") % {"count": count}, messages.SUCCESS)
        if count < len(keys):
            told = gettext("另有 %(count)s 份已經核對過或者撤回，沒有改動。") % {"count": len(keys) - count}
            self.message_user(request, told, messages.WARNING)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def change_view(self, request, object_id, form_url="", extra_context=None):
        application = self._application(request, object_id)
        if request.method == "POST" and not self.has_check_permission(request):
            raise PermissionDenied
        form = CheckForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and self._done(
            request, form, lambda: verbs.check(application, form.reason, by=request.user, now=timezone.now())
        ):
            return redirect("admin:representatives_application_change", application.pk)
        return self._page(request, application, form=form)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def by_contact_view(self, request):
        """Those of one contact, for somebody who forgot the number and asks; each search is recorded."""
        if not request.user.has_perm(READ):
            raise PermissionDenied
        form, found = ContactForm(request.POST if request.method == "POST" else None), None
        if form.is_valid():
            found = list(self.get_queryset(request).of_contact(form.cleaned_data["contact"])[:MOST_FOUND])
            record(request.user, _("按聯繫方式查找代表報名，列出 %(count)s 份"), count=len(found))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": gettext("按聯繫方式查找"), "form": form, "found": found,
        }  # fmt: skip
        return TemplateResponse(request, "admin/representatives/application/by_contact.html", context)

    @method_decorator([never_cache, require_POST])
    def person_view(self, request, pk):
        """Name, contact, birth and address, once it is written down who reads them."""
        application = self._application(request, pk)
        if not request.user.has_perm(READ) or not ButtonForm(request.POST).is_valid():
            raise PermissionDenied
        if application.erased_at:
            return redirect("admin:representatives_application_change", pk)
        verbs.read(application, by=request.user)
        names = ("name", "contact", "born_on", "address")
        person = [(self.opts.get_field(name).verbose_name, getattr(application, name)) for name in names]
        return self._page(request, application, form=CheckForm(), person=person)

    @method_decorator([never_cache, require_POST])
    def withdraw_view(self, request, pk):
        """Take it back for somebody who asked the office to."""
        application, form = self._application(request, pk), ButtonForm(request.POST)
        if not request.user.has_perm(CHECK) or not form.is_valid():
            raise PermissionDenied
        self._done(request, form, lambda: verbs.withdraw_for(application, by=request.user, now=timezone.now()))
        for error in form.non_field_errors():
            self.message_user(request, error, messages.ERROR)
        return redirect("admin:representatives_application_change", pk)

    def _done(self, request, form, act):
        """Whether `act` was done; a refusal is told in the form."""
        try:
            application = act()
        except Refused as refused:
            form.add_error(None, refused.reason)
            return False
        places = {"label": application.label, "state": application.get_state_display()}
        self.message_user(request, gettext("%(label)s：%(state)s。") % places, messages.SUCCESS)
        return True

    def _application(self, request, pk):
        application = self.get_object(request, str(pk))
        if not application:
            raise Http404
        if not self.has_view_permission(request, application):
            raise PermissionDenied
        return application

    def _page(self, request, application, **more):
        is_checker = self.has_check_permission(request)
        names = ("campaign", "district", "age_band", "occupation", "applied_at")
        told = {"district": reading(application.district), "campaign": reading(application.campaign)}
        facts = [(self.opts.get_field(name).verbose_name, told.get(name, getattr(application, name))) for name in names]
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("報名 %(label)s") % {"label": application.label},
            "application": application,
            "facts": facts,
            "may_check": is_checker and application.state in CHECKED_FROM and not application.erased_at,
            "may_withdraw": is_checker and application.state in WITHDRAWN_FROM,
            "may_read": request.user.has_perm(READ) and not application.erased_at,
        }
        return TemplateResponse(request, "admin/representatives/application/page.html", context | more)
