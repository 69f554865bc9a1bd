"""What of a text is read."""

import re
import sys
import unicodedata

import pytest
import regex
from django.core.validators import RegexValidator

from tests.portal.fields.measured.reading import OURS, Watched, modules


@pytest.fixture
def read(monkeypatch):
    """The lengths of the texts that reach the normaliser, the conversion, a pattern, or a function that reads text."""
    lengths = [0]

    def note(args):
        lengths.extend(len(each) for each in args if isinstance(each, str))

    def noting(function):
        def noted(*args, **kwargs):
            note(args)
            return function(*args, **kwargs)

        return noted

    list(modules())
    from feedback.rules.redaction import find, mask
    from portal.reading.simplified import converter
    from portal.reading.text import cleaned, script_of
    from portal.search.folding import fold, fold_with_places

    for module in [
        sys.modules[name] for name in sorted(sys.modules) if name.split(".")[0] in {p.__name__ for p in OURS}
    ]:
        for name, value in list(vars(module).items()):
            if isinstance(value, (re.Pattern, regex.Pattern)):
                monkeypatch.setattr(module, name, Watched(value, note))
            elif any(value is known for known in (cleaned, find, fold, fold_with_places, mask, script_of)):
                monkeypatch.setattr(module, name, noting(value))
            elif value is unicodedata:
                monkeypatch.setattr(module, name, Watched(unicodedata, note))
    for module in ("portal.reading.simplified", "portal.reading.text"):
        monkeypatch.setattr(f"{module}.converter", lambda name: Watched(converter(name), note))
    monkeypatch.setattr(RegexValidator, "__call__", noting(RegexValidator.__call__))
    monkeypatch.setattr("django.contrib.auth.forms.unicodedata", Watched(unicodedata, note))
    return lengths
