from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = _("聽市民意見")

    def ready(self):
        # What is done each day makes itself known, and what is written into the ledger.
        from feedback import tasks  # noqa: F401
        from feedback.records import opened, standing, stating  # noqa: F401
