from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RepresentativesConfig(AppConfig):
    name = "feedback.representatives"
    label = "representatives"
    verbose_name = _("市民代表")

    def ready(self):
        from feedback.representatives import tasks  # noqa: F401  what is done each day makes itself known
