from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "portal.ledger"
    label = "ledger"
    verbose_name = _("公開帳本")

    def ready(self):
        pre_migrate.connect(_before_migrations, sender=self)
        post_migrate.connect(_after_migrations, sender=self)


def _before_migrations(plan, **kwargs):
    from portal.ledger import guards

    if plan:
        guards.lift()


def _after_migrations(**kwargs):
    from portal.ledger import guards

    guards.make()
