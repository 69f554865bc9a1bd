"""What is served of a translation is what its translator wrote."""

import ast
import re

import polib
import pytest
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

CATALOGS = sorted(settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/*.po"))


def messages(entries):
    return {(entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in entries}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_compiled_catalog_is_up_to_date(path):
    source = polib.pofile(str(path)).translated_entries()

    assert messages(polib.mofile(str(path.with_suffix(".mo")))) == messages(source)


LITERAL = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(  # what is told first of a text in a context is the context
    rf"(?<![\w.])(?:(?:_|gettext|gettext_lazy|ngettext)\(|pgettext(?:_lazy)?\(\s*{LITERAL}\s*,)\s*((?:{LITERAL}\s*)+)"
)


def marked():
    """Every text that the interface marks for translation, in modules and templates."""
    texts = set()
    for folder, pattern in (("portal", "*.py"), ("reports", "*.py"), ("feedback", "*.py"), ("templates", "*.html")):
        for file in sorted((settings.BASE_DIR / folder).rglob(pattern)):
            source = file.read_text()
            calls = templatize(source) if pattern == "*.html" else source
            texts |= {ast.literal_eval(f"({literals.strip()})") for literals in CALL.findall(calls)}
    return texts - {""}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_every_text_is_translated(path):
    catalog = polib.pofile(str(path))
    translated = {entry.msgid for entry in catalog.translated_entries()}

    assert sorted(text for text in marked() if text not in translated) == []
    assert [entry.msgid for entry in catalog if entry.fuzzy] == []


def test_english_says_one_of_a_thing_in_the_singular():
    """Of one, what is counted is no plural: "1 faults in the ledger"."""
    catalog = polib.pofile(str(settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.po"))
    plural = re.compile(r"%\(count\)s (?!is |was |has |as )[a-z]+s\b")
    same = [
        entry.msgstr_plural[0] for entry in catalog if entry.msgid_plural and len({*entry.msgstr_plural.values()}) == 1
    ]
    assert [text for text in same if plural.search(text)] == []


def test_each_language_has_its_catalog():
    names = {to_locale(code) for code, _name in settings.LANGUAGES} - {to_locale(settings.LANGUAGE_CODE)}

    assert {path.parts[-3] for path in CATALOGS} == names
