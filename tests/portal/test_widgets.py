"""The widgets of Django whose templates ours stand in for."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from pytest_django.asserts import assertHTMLEqual

CHOICES = [("", "無"), ("a", "甲 < 乙"), ("一組", [("b", "丙"), (3, "丁")])]


class Select(forms.Select):
    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= {"disabled": value == "b", "data-number": 1000}
        return option


@pytest.mark.parametrize("kind", [Select, forms.RadioSelect])
def test_they_are_drawn_as_django_draws_them(kind):
    widget = kind(choices=CHOICES)
    given = {"name": "field", "value": 3, "attrs": {"id": "id_field", "required": True}}
    ours = widget.render(renderer=get_default_renderer(), **given)
    djangos = widget.render(renderer=DjangoTemplates(), **given)

    assert ours != djangos
    assertHTMLEqual(ours, djangos)
