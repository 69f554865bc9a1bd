from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class CommitmentsConfig(AppConfig):
    name = "feedback.commitments"
    label = "commitments"
    verbose_name = pgettext_lazy("several", "承諾")
