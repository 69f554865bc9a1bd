"""One thing has one name: the texts of the interface follow the table in `docs/words.md`."""

from pathlib import Path

import polib
from django.conf import settings

TABLE = Path(settings.BASE_DIR) / "docs" / "words.md"


def rows():
    """(word, what is not written instead of it) of each row of the table."""
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("| ")][1:]
    for line in lines:
        word, _english, _meaning, others = (cell.strip() for cell in line.strip("|").split("|"))
        yield word, others.split("、")


def texts():
    catalog = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES" / "django.po"
    return [text for entry in polib.pofile(catalog) for text in (entry.msgid, entry.msgid_plural) if text]


def test_each_thing_is_called_by_its_one_name():
    said = texts()
    wrong = [(word, other, text) for word, others in rows() for other in others for text in said if other in text]
    assert (len(list(rows())) > 20, len(said) > 1000, wrong) == (True, True, [])
