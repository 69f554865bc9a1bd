"""The widgets of Django whose templates ours stand in for."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.translation import override
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


def test_on_an_english_page_a_choice_in_chinese_says_so():
    choices = [("", "Any"), ("一、平安", [(1, "(一)道路"), (2, "Introduction")])]
    with override("en"):
        select = forms.Select(choices=choices).render("field", "", renderer=get_default_renderer())
        radio = forms.RadioSelect(choices=choices).render("field", "", renderer=get_default_renderer())

    assert re.findall(r'<option[^>]* lang="zh-Hant">([^<]*)', select) == ["(一)道路"]
    assert 'label="一、平安" lang="zh-Hant"' in select
    assert re.findall(r'<label[^>]* lang="zh-Hant"><[^>]*> ([^<]*)', radio) == ["(一)道路"]
