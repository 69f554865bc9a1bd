"""The desk binds, changes and undoes, writes it down, and is warned where a report and the records differ."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.bindings.models import Binding
from feedback.bindings.rules import Counted
from tests.reports.factories import NOW, make_report, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

LIST, ADD = reverse("admin:bindings_binding_changelist"), reverse("admin:bindings_binding_add")


@pytest.fixture
def desk(client, keeper):
    client.force_login(keeper)
    return client


def sent(figure, records, **fields):
    return {
        "figure": figure.pk, "query": "received", "campaign": records.campaign.pk, "category": "",
        "as_of_0": "2022-03-01", "as_of_1": "17:00:00",
    } | fields  # fmt: skip


def wrong(bound):
    """The text says 3 and the records as of the publication say so of what came; bound to what is done they say 2."""
    return bound("3件", "handled")


def test_bound_changed_and_undone_each_is_written_down(desk, figures, records, keeper):
    desk.post(ADD, sent(figures["3件"], records))
    binding = Binding.objects.get()
    seen = [(binding.then, binding.bound_by, binding.as_of)]
    desk.post(
        reverse("admin:bindings_binding_change", args=[binding.pk]), sent(figures["3件"], records, query="handled")
    )
    seen += [Binding.objects.get().then]
    desk.post(reverse("admin:bindings_binding_delete", args=[binding.pk]), {"post": "yes"})
    assert seen == [(Counted(3), keeper, NOW), Counted(2)]
    assert Binding.objects.count() == 0
    assert [entry.action_flag for entry in LogEntry.objects.order_by("pk")] == [1, 2, 3]


def test_the_numbers_of_the_chosen_report_are_offered_and_no_changes(desk, report, figures):
    older = make_report(text="某市公安局2020年工作報告\n\n一、聽取意見\n收到意見建議9件。\n", year=2020)
    offered = [
        [figure.text for figure in desk.get(f"{ADD}{query}").context["adminform"].form.fields["figure"].queryset]
        for query in ("", f"?report={older.pk}", "?report=no")
    ]
    assert offered == [["3件", "66.6%", "15個"], ["9件"], ["3件", "66.6%", "15個"]]


def test_what_cannot_be_is_told_in_words_and_kept(desk, figures, records):
    page = desk.post(ADD, sent(figures["66.6%"], records))
    assert page.context["adminform"].form.non_field_errors() == [
        "百分數只能綁定辦結率、按期答覆率，件數只能綁定按件計的口徑。"
    ]
    assert Binding.objects.count() == 0


def test_the_same_number_and_query_only_once(desk, bound, figures, records):
    bound("3件")
    page = desk.post(ADD, sent(figures["3件"], records))
    assert ("這個指標已經按這個口徑綁定了。" in page.text, Binding.objects.count()) == (True, 1)


def test_the_list_tells_those_that_differ(desk, bound):
    bound("3件"), wrong(bound)
    queries = [binding.query for binding in desk.get(f"{LIST}?differs=1").context["cl"].queryset]
    agreeing = [binding.query for binding in desk.get(f"{LIST}?differs=0").context["cl"].queryset]
    assert (queries, agreeing) == (["handled"], ["received"])


def test_the_home_of_the_desk_says_how_many_differ(desk, bound):
    bound("3件")
    told = "報告裡有 1 個指標與辦理記錄不一致"
    before = told in desk.get(reverse("admin:index")).text
    wrong(bound)
    assert (before, told in desk.get(reverse("admin:index")).text) == (False, True)


def test_who_has_nothing_to_do_with_it_is_not_told(client, bound, handler):
    wrong(bound)
    client.force_login(handler)
    assert "與辦理記錄不一致" not in client.get(reverse("admin:index")).text
    assert client.get(LIST).status_code == 403


def test_before_it_is_published_the_report_says_what_differs(desk, report, bound, keeper):
    bound("3件")
    binding = wrong(bound)
    withdraw(report, by=keeper)
    told = "「收到市民意見建議」正文寫 3件，截至那時的記錄（已辦結（含併案））是 2 件。"
    address = reverse("admin:bindings_binding_change", args=[binding.pk])
    link = re.compile(rf'<a href="{address}">{re.escape(told)}</a>')
    pages = [
        desk.get(reverse("admin:reports_report_do", args=[report.pk, "propose-publish"])),
        desk.get(reverse("admin:reports_report_change", args=[report.pk])),
    ]
    assert [len(link.findall(page.text)) for page in pages] == [1, 1]


def test_nobody_is_stopped_by_it(desk, report, bound, keeper):
    wrong(bound)
    withdraw(report, by=keeper)
    address = reverse("admin:reports_report_do", args=[report.pk, "propose-publish"])
    desk.post(address, {"seen": desk.get(address).context["form"]["seen"].value()})
    report.refresh_from_db()
    assert report.proposal.action == "propose_publish"


def test_the_list_costs_the_same_with_one_and_with_three(desk, bound):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(LIST).status_code == 200
        return len(asked)

    bound("3件")
    desk.get(LIST)
    one = queries()
    bound("3件", "handled"), bound("66.6%", "rate")
    assert queries() == one
