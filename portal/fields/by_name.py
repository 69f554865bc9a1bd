"""What stands in a sheet by its name, in either script: one of some rows, or several."""

import re
from functools import lru_cache

from django import forms
from django.utils.translation import gettext

from portal.reading.characters import compared
from portal.reading.readers import name_shown
from portal.reading.simplified import one_script

MOST_IN_NAME = 100
SHOWN = 40
BETWEEN_NAMES = re.compile(r"[、，,；;\n]")


@lru_cache(maxsize=2048)
def plain_name(text):
    """A name as it is compared."""
    return one_script(compared(text[:MOST_IN_NAME]).strip()).casefold()


def shortened(text):
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


class NamedField(forms.Field):
    """A choice by its name; `names` is {name: what it stands for}."""

    def __init__(self, names=(), *, blank=None, **kwargs):
        self.blank = blank
        super().__init__(**kwargs)
        self.names = dict(names)

    def clean(self, value):
        name = plain_name(value or "")
        if not name and not self.required:
            return self.blank
        super().clean(name)
        return self.meant(name, value)

    def meant(self, name, value):
        by_name = {plain_name(known): meant for known, meant in self.names.items()}
        if name not in by_name:
            told = gettext("「%(value)s」不能填在這裡，可以填：%(names)s。")
            usual = {}
            for known, meant in self.names.items():
                usual.setdefault(meant, known)  # of several spellings the first
            names = gettext("、").join(map(name_shown, usual.values()))
            raise forms.ValidationError(told % {"value": shortened(value), "names": names})
        return by_name[name]


class NamesField(NamedField):
    """Several by their names, with a comma or 「、」 between; each once, in the order of the cell."""

    def clean(self, value):
        written = [name.strip() for name in BETWEEN_NAMES.split(value or "") if name.strip()]
        if not written and not self.required:
            return []
        forms.Field.clean(self, written)
        return list(dict.fromkeys(self.meant(plain_name(name), name) for name in written))
