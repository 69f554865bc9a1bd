from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BallotsConfig(AppConfig):
    name = "feedback.ballots"
    label = "ballots"
    verbose_name = _("代表評議")

    def ready(self):
        from feedback.ballots import tasks  # noqa: F401  what is done each day makes itself known
