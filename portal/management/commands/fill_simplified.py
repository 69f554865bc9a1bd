"""Fill the Simplified Chinese catalogs from Traditional ones, and compile them."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from portal.reading.simplified import one_script, to_simplified


class Command(BaseCommand):
    help = """Translate what the Simplified catalog lacks by conversion; run after makemessages.

    What a person wrote there stays; what an earlier conversion wrote is converted anew. The mainland terms for what
    Django says, `portal/terms`, are written in Traditional characters alone."""

    def handle(self, **options):
        messages, terms = map(Path, settings.LOCALE_PATHS)
        self._fill(messages / "zh_Hans" / "LC_MESSAGES" / "django.po")
        for source in sorted(terms.glob("zh_Hant/LC_MESSAGES/*.po")):
            self._convert(source, terms / "zh_Hans" / "LC_MESSAGES" / source.name)

    def _fill(self, path):
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
        _save(catalog, path)
        self.stdout.write(f"{added} entries filled, {len(catalog)} in all.")

    def _convert(self, source, path):
        catalog = polib.pofile(source)
        _save(catalog, source)
        catalog.metadata["Language"] = "zh_Hans"
        catalog.header = f"Converted from zh_Hant/LC_MESSAGES/{source.name} by `manage.py fill_simplified`."
        for entry in catalog:
            entry.msgstr = to_simplified(entry.msgstr)
            entry.msgstr_plural = {number: to_simplified(text) for number, text in entry.msgstr_plural.items()}
        path.parent.mkdir(parents=True, exist_ok=True)
        _save(catalog, path)


def _save(catalog, path):
    catalog.save(path)
    catalog.save_as_mofile(path.with_suffix(".mo"))
