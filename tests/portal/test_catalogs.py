"""What is served of a translation is what its translator wrote."""

import polib
import pytest
from django.conf import settings

CATALOGS = sorted(settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/*.po"))


def messages(entries):
    return {(entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in entries}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_compiled_catalog_is_up_to_date(path):
    source = polib.pofile(str(path)).translated_entries()

    assert messages(polib.mofile(str(path.with_suffix(".mo")))) == messages(source)
