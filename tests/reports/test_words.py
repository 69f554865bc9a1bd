"""The words of the interface are found for translation and written in one way."""

import re
from pathlib import Path

import pytest
from django.conf import settings

MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
MODULES = sorted(Path(settings.BASE_DIR, "reports").rglob("*.py"))
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").glob("**/reports/**/*.html"))


def marks_of(module):
    """The names a module calls the functions of gettext by."""
    imports = re.findall(r"^from django\.utils\.translation import (.+)$", module.read_text(), re.MULTILINE)
    return {name.split()[-1] for line in imports for name in line.split(", ")}


def test_every_mark_is_one_that_makemessages_knows():
    unknown = {module.name: marks_of(module) - MARKS for module in MODULES}
    assert {name: marks for name, marks in unknown.items() if marks} == {}
    assert "_" in marks_of(Path(settings.BASE_DIR, "reports", "records", "reports.py"))


@pytest.mark.parametrize("files", [MODULES, TEMPLATES], ids=["modules", "templates"])
def test_to_publish_is_written_in_one_way(files):
    words = {file.name: file.read_text() for file in files}
    assert [name for name, text in words.items() if "公佈" in text] == []
    assert [name for name, text in words.items() if "公布" in text] != []
