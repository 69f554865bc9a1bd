"""What kind of thing a citizen sends."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    OPINION = "opinion", _("意見")
    SUGGESTION = "suggestion", _("建議")
    QUESTION = "question", _("諮詢")
    OTHER = "other", _("其他")
