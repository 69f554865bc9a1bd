"""「170 條，全部辦理完畢」 of the sample report is what the records said when it was published, and say now."""

import re

import pytest
from django.urls import reverse

from feedback.bindings.models import Binding
from feedback.bindings.rules import Counted
from reports.models import Report


def test_text_and_records_agree_then_and_now(sample_year):
    bindings = Binding.objects.order_by("pk").filter(figure__section__report__year=2021)
    published_at = Report.objects.get(year=2021).published_at
    assert [
        (one.figure.told, one.query, one.campaign.slug, one.as_of, one.then, one.now, one.agrees) for one in bindings
    ] == [
        ("170件", "received", "sanmin-2020", published_at, Counted(170), Counted(170), True),
        ("170件", "handled", "sanmin-2020", published_at, Counted(170), Counted(170), True),
    ]
    assert "到報告時全部辦完" in bindings[0].figure.section.text


@pytest.mark.on_postgres
def test_the_reader_sees_it_at_the_number_and_opens_its_lists(sample_year, client):
    page = client.get(reverse("report_detail", args=[2021])).text
    assert re.findall(r'<data value="(\d+)">[^<]+</data></a><a class="figure-mark"', page) == ["170"]
    counts = [client.get(one.list_then).context["count"] for one in Binding.objects.order_by("pk")]
    assert counts == [170, 170]
