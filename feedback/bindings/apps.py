from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BindingsConfig(AppConfig):
    name = "feedback.bindings"
    label = "bindings"
    verbose_name = _("指標與記錄")
