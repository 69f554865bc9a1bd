from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RepresentativesConfig(AppConfig):
    name = "feedback.representatives"
    label = "representatives"
    verbose_name = _("市民代表")
