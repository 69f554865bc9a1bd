"""看建議: what was said to one section of a report."""

import pytest

from reports.importer import parse
from reports.models import Report
from tests.factories import NOW, make_suggestion
from tests.reports.factories import publish, withdraw

BOARD = "/suggestions/"

pytestmark = pytest.mark.django_db


def numbers(page):
    return [suggestion.number for suggestion in page.context["slice"].lines]


@pytest.fixture
def report(db, supervisor):
    report = Report.objects.save_draft(
        parse("一、守護平安\n出警3起。\n二、服務群眾\n新增窗口5個。", year=2021, bureau="青島市公安局"),
        source_name="report.txt",
        now=NOW,
    )
    publish(report, by=supervisor, now=NOW)
    return report


def test_board_of_a_section_lists_what_was_said_to_it_and_leads_back(client, report):
    first, second = report.sections.in_order()
    make_suggestion(section=first)
    make_suggestion(section=second)
    make_suggestion()

    page = client.get(BOARD, {"section": first.pk})

    assert numbers(page) == ["2020-0001"]
    assert "/reports/2021/#s1" in page.text


def test_section_of_a_draft_is_no_filter(client, report, supervisor):
    section = report.sections.in_order().first()
    make_suggestion()
    withdraw(report, by=supervisor, now=NOW)

    page = client.get(BOARD, {"section": section.pk})

    assert (numbers(page), report.title in page.text) == (["2020-0001"], False)
    assert "這些篩選條件不存在，已經略過：報告章節。" in page.text
