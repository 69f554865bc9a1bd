"""The lists and pages of reports at the desk: what they cost, and what they may hold."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Figure
from tests.reports.desk.staff import ADD, KEEP, door, log_in, upload
from tests.reports.factories import make_report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", ["report", "section", "figure"])
def test_lists_cost_the_same_for_one_report_and_three(client, model, django_assert_num_queries):
    log_in(client, f"view_{model}")
    address = reverse(f"admin:reports_{model}_changelist")
    make_report()
    client.get(address)  # what every page keeps for a while is kept
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    make_report(year=2020)
    make_report(year=2019)
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_every_page_of_the_desk_is_free_of_inline_style_and_script(client):
    report = make_report()
    log_in(client, *KEEP, "publish_report", "view_section", "change_section", "view_figure", "change_figure")
    upload(client)
    pages = [
        client.get(ADD),
        client.get(door()),
        client.get(door("edit", "add", 1)),
        client.get(reverse("admin:reports_report_change", args=[report.pk])),
        client.get(reverse("admin:reports_section_change", args=[report.sections.first().pk])),
        client.get(reverse("admin:reports_figure_change", args=[Figure.objects.first().pk])),
    ]
    assert [page.status_code for page in pages] == [200] * 6
    found = [words for page in pages for words in (" style=", "<style", "onclick=") if words in page.content.decode()]
    assert found == []
