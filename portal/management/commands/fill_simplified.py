"""Fill the Simplified Chinese catalog from the Traditional source, and compile it."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from portal.text import to_simplified


class Command(BaseCommand):
    help = "Translate what the Simplified catalog lacks by conversion; run after makemessages. What stands there stays."

    def handle(self, **options):
        path = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.po"
        catalog = polib.pofile(path)
        added = 0
        for entry in catalog:
            if entry.msgid_plural:
                missing = not all(entry.msgstr_plural.values())
                if missing or entry.fuzzy:
                    entry.msgstr_plural = {0: to_simplified(entry.msgid_plural)}
            elif not entry.msgstr or entry.fuzzy:
                entry.msgstr = to_simplified(entry.msgid)
            else:
                continue
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            added += 1
        catalog.save()
        catalog.save_as_mofile(path.with_suffix(".mo"))
        self.stdout.write(f"{added} entries filled, {len(catalog)} in all.")
