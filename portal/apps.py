from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("網站文字")

    def ready(self):
        from portal import checks  # noqa: F401  registers them

        autodiscover_modules("additions")  # what each app puts into the frame of the site
