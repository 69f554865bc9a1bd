from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("向市民報告")

    def ready(self):
        from reports import tasks  # noqa: F401  what is done each day makes itself known
