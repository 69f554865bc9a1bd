"""The pages of a suggestion are put together from many parts: none takes the place of another's method unawares."""

import pytest
from django.contrib import admin

OWN = ("feedback.", "portal.", "reports.")


@pytest.mark.parametrize("kept", admin.site._registry.values(), ids=lambda kept: kept.opts.label)
def test_whatever_takes_a_method_of_another_part_goes_on_to_it(kept):
    parts = [part for part in type(kept).__mro__ if part.__module__.startswith(OWN)]
    of_parts = [{name: method for name, method in vars(part).items() if _is_private(name, method)} for part in parts]
    taken = [
        f"{part.__name__}.{name}"
        for place, part in enumerate(parts)
        for name, method in of_parts[place].items()
        if any(name in below for below in of_parts[place + 1 :]) and "super" not in method.__code__.co_names
    ]
    assert taken == []


def _is_private(name, method):
    return name.startswith("_") and not name.startswith("__") and hasattr(method, "__code__")
