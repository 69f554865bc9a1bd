from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DataConfig(AppConfig):
    """The statistics, an app inside another one and without tables: what it shows, it adds to the site by itself."""

    name = "feedback.data"
    label = "data"
    verbose_name = _("數據")
