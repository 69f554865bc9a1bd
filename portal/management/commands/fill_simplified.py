"""Fill the Simplified Chinese catalog from the Traditional source, and compile it."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from portal.simplified import one_script, to_simplified


class Command(BaseCommand):
    help = """Translate what the Simplified catalog lacks by conversion; run after makemessages.

    What a person wrote there stays; what an earlier conversion wrote is converted anew."""

    def handle(self, **options):
        path = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.po"
        catalog = polib.pofile(path)
        added = 0
        for entry in catalog:
            source, there = entry.msgid_plural or entry.msgid, entry.msgstr_plural.get(0, entry.msgstr)
            if there and not entry.fuzzy and there not in (one_script(source), to_simplified(source)):
                continue  # a person wrote it
            if entry.msgid_plural:
                entry.msgstr_plural = {0: to_simplified(source)}
            else:
                entry.msgstr = to_simplified(source)
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            added += 1
        catalog.save()
        catalog.save_as_mofile(path.with_suffix(".mo"))
        self.stdout.write(f"{added} entries filled, {len(catalog)} in all.")
