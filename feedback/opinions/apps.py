from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpinionsConfig(AppConfig):
    name = "feedback.opinions"
    label = "opinions"
    verbose_name = _("開放評議")
