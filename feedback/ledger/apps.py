from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerPagesConfig(AppConfig):
    """An app without tables: the log itself is `portal.ledger`, which knows nothing of suggestions."""

    name = "feedback.ledger"
    label = "ledger_pages"
    verbose_name = _("帳本頁面")
