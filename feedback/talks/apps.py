from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TalksConfig(AppConfig):
    name = "feedback.talks"
    label = "talks"
    verbose_name = _("在線懇談")

    def ready(self):
        from feedback.talks import tasks  # noqa: F401  what is done each day makes itself known
