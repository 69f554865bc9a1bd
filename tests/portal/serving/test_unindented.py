"""Pages are sent without the indentation of their templates, and with all the blanks of what is put into them."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from tests.feedback.passage import fill


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["home", "suggestion_list", "statistics", "about"])
def test_no_line_of_a_page_is_indented(client, name):
    lines = client.get(reverse(name)).text.splitlines()

    assert len(lines) > 50
    assert [line for line in lines if line[:1].isspace()] == []


@pytest.mark.django_db
def test_what_a_citizen_typed_keeps_its_blanks(client):
    fill(client, words={"body": "第一行\n    縮進的第二行"})

    page = client.get(reverse("suggest_words")).text

    assert "第一行\n    縮進的第二行" in page.replace("\r\n", "\n")


def test_every_line_stays_where_it_is_so_that_an_error_is_found():
    source = Path(settings.BASE_DIR, "templates", "base.html").read_text(encoding="utf-8")

    served = get_template("base.html").template.source

    assert served.splitlines() == [line.lstrip() for line in source.splitlines()]
