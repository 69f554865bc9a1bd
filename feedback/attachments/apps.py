from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachmentsConfig(AppConfig):
    name = "feedback.attachments"
    label = "attachments"
    verbose_name = _("附件")

    def ready(self):
        from feedback.attachments import drawing, tasks  # noqa: F401  what is done each day makes itself known
