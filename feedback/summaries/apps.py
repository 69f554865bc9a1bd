from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SummariesConfig(AppConfig):
    name = "feedback.summaries"
    label = "summaries"
    verbose_name = _("辦理情況報告")
