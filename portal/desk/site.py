"""The desk as a site of Django's admin: its home, and what every page of it knows.

It stands outside `feedback.admin`, whose modules register with it while they are imported.
"""

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import PasswordChangeView
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms import OwnPasswordForm, SignInForm
from portal.accounts.giving_back import led
from portal.accounts.language import offers_simplified
from portal.desk.pages import DeskPages
from portal.frame import DESK_HOME
from portal.operations import checks
from portal.serving.context import site
from portal.tables.kept_words import KeptWords


class Desk(AdminSite):
    site_header = site_title = _("工作臺")
    index_title = _("首頁")
    enable_nav_sidebar = False
    login_form = SignInForm

    def register(self, model_or_iterable, admin_class=None, **options):
        """Every one with what this desk's pages refuse; no module, no package can forget it."""
        admin_class = admin_class or ModelAdmin
        guarded = type(admin_class.__name__, (DeskPages, admin_class), {"__module__": admin_class.__module__})
        super().register(model_or_iterable, guarded, **options)

    def each_context(self, request):
        """Without the list of all apps: only the home shows it, and it asks for every permission."""
        return {
            "site_title": self.site_title,
            "site_header": self.site_header,
            "site_url": self.site_url,
            "has_permission": self.has_permission(request),
            "is_popup": False,
            "is_nav_sidebar_enabled": False,
            "log_entries": self.get_log_entries(request),
        }

    def password_change(self, request, extra_context=None):
        """Django's page of it, which takes no form of ours otherwise."""
        request.current_app = self.name
        page = PasswordChangeView.as_view(
            form_class=OwnPasswordForm,
            success_url=reverse("admin:password_change_done"),
            template_name=self.password_change_template,
            extra_context=self.each_context(request) | (extra_context or {}),
        )
        return page(request)

    def index(self, request, extra_context=None):
        now = timezone.now()
        shown = {
            "not_running": checks.not_running(now),
            "kept_count": KeptWords.objects.of(request.user).count(),
            "blocks": DESK_HOME.made(request.user, now),
        }
        return super().index(request, shown | (extra_context or {}))

    def login(self, request, extra_context=None):
        """Its page puts a `site` of Django's in the place of ours, which names the bureau."""
        shown = site(request) | {"offers_simplified": offers_simplified(request)}
        response = led(request, super().login(request, shown | (extra_context or {})))
        patch_vary_headers(response, ["Accept-Language"])
        return response
