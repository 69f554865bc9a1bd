"""The text fields of all our forms, and what is read of a text that is sent to them."""

import importlib
import pkgutil

from django import forms

import feedback
import portal
import reports
from portal.fields.measured import raw_most

# A megabyte in UTF-8: marks out of order, between which nothing sorts them.
WORST = "a" + "\u0301\u0316" * 250_000
# The most that any field of a page reads; a section of a report has more and is tried by itself.
MOST_READ = raw_most(5000)
OURS = (feedback, portal, reports)


def modules():
    for package in OURS:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in found.name and ".management" not in found.name:
                yield importlib.import_module(found.name)


def subclasses(kind):
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def own_forms():
    """Every form class of ours, each once."""
    list(modules())
    names = tuple(package.__name__ for package in OURS)
    return sorted(
        {kind for kind in subclasses(forms.BaseForm) if kind.__module__.split(".")[0] in names},
        key=lambda kind: (kind.__module__, kind.__qualname__),
    )


def text_fields(form_class):
    return {name: field for name, field in form_class.base_fields.items() if isinstance(field, forms.CharField)}


class Watched:
    """A pattern that notes how long a text it is given."""

    def __init__(self, pattern, note):
        self._pattern, self._note = pattern, note

    def __getattr__(self, name):
        found = getattr(self._pattern, name)
        if not callable(found):
            return found

        def asked(*args, **kwargs):
            self._note(args)
            return found(*args, **kwargs)

        return asked
