"""The step of a key's rotation that lets the old key go."""

import sys

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from portal.tables.encrypted import EncryptedBytesField, EncryptedTextField, Undecryptable

ENCRYPTED = (EncryptedTextField, EncryptedBytesField)


class Command(BaseCommand):
    help = "Store all personal data under the first of PERSONAL_DATA_KEYS, so that the other keys are needed no more."

    def handle(self, **options):
        for model in apps.get_models():
            names = [field.name for field in model._meta.concrete_fields if isinstance(field, ENCRYPTED)]
            if names:
                self.stdout.write(f"{model._meta.label}: {reencrypt(model, names)}")


def reencrypt(model, names):
    """Read and write each row's fields `names`, a row at a time so that nobody waits; the number of rows."""
    rows = list(model._base_manager.values_list("pk", flat=True))
    for pk in rows:
        with transaction.atomic():
            row = model._base_manager.select_for_update().filter(pk=pk)
            try:
                for values in row.values(*names):
                    row.update(**values)
            except Undecryptable:
                sys.exit(f"{model._meta.label} {pk} is encrypted with a key that PERSONAL_DATA_KEYS does not hold.")
    return len(rows)
