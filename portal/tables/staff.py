"""What staff did beside the verbs of suggestions."""

from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext_lazy as _


class StaffRecord(LogEntry):
    """What staff did beside the verbs of suggestions: changes of the admin, exports, imports, accounts."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("工作記錄")
        verbose_name_plural = _("工作記錄")
