"""Figures corrected at the desk: marked, recorded, and never once they are published."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Figure
from tests.reports.desk.staff import log_in
from tests.reports.factories import NOW, make_report, make_staff, publish, withdraw

pytestmark = pytest.mark.django_db


def test_a_corrected_figure_is_marked(client):
    make_report()
    figure = Figure.objects.get(text="120起")
    log_in(client, "view_figure", "change_figure")
    client.post(
        reverse("admin:reports_figure_change", args=[figure.pk]),
        {"name": "偵破刑事案件", "value": "121", "unit": "件", "approximation": "近", "direction": ""},
    )
    figure.refresh_from_db()
    assert (str(figure), figure.key, figure.told, figure.is_corrected) == (
        "偵破刑事案件 121件",
        "侦破刑事案件",
        "近121\u00a0件",
        True,
    )


def test_a_figure_is_corrected_from_the_number_as_it_is_written(client):
    make_report()
    figure = Figure.objects.get(text="120起")
    log_in(client, "view_figure", "change_figure")
    page = client.get(reverse("admin:reports_figure_change", args=[figure.pk]))
    form = page.context["adminform"].form
    assert (form["value"].value(), 'value="120"' in page.text) == ("120", True)


@pytest.mark.parametrize(
    ("direction", "is_change", "kept"),
    [("down", "on", (-120, True)), ("up", "on", (120, True)), ("down", "", (120, False))],
)
def test_a_change_goes_the_way_that_was_chosen(client, direction, is_change, kept):
    make_report()
    figure = Figure.objects.get(text="120起")
    log_in(client, "view_figure", "change_figure")
    typed = {"name": "案件", "value": "120", "unit": "起", "direction": direction, "is_change": is_change}
    client.post(reverse("admin:reports_figure_change", args=[figure.pk]), typed)
    figure.refresh_from_db()
    assert (figure.value, figure.is_change) == kept


def test_a_change_without_a_direction_is_told(client):
    make_report()
    figure = Figure.objects.get(text="120起")
    log_in(client, "view_figure", "change_figure")
    address = reverse("admin:reports_figure_change", args=[figure.pk])
    answer = client.post(address, {"name": "案件", "value": "120", "unit": "起", "direction": "", "is_change": "on"})
    figure.refresh_from_db()
    assert ("數值是升降的幅度時，請選擇上升或下降。" in answer.text, figure.is_corrected) == (True, False)


CORRECTED = {"name": "破案", "value": "121", "unit": "件", "direction": ""}
ALL_OF_FIGURES = ["view_figure", "change_figure", "delete_figure"]


def test_a_published_figure_is_read_only(client):
    make_report(published_by=make_staff())
    figure = Figure.objects.get(text="120起")
    log_in(client, *ALL_OF_FIGURES)
    address = reverse("admin:reports_figure_change", args=[figure.pk])
    page = client.get(address).content.decode()
    assert ("偵破案件" in page, 'name="value"' in page) == (True, False)
    assert client.post(address, CORRECTED).status_code == 403
    figure.refresh_from_db()
    assert (str(figure), figure.is_corrected) == ("偵破案件 120起", False)


def test_a_withdrawn_figure_is_corrected_under_the_name_it_was_published_with(client):
    publisher = make_staff()
    withdraw(make_report(published_by=publisher), by=publisher, now=NOW)
    figure = Figure.objects.get(text="120起")
    log_in(client, *ALL_OF_FIGURES)
    client.post(reverse("admin:reports_figure_change", args=[figure.pk]), CORRECTED)
    figure.refresh_from_db()
    assert (str(figure), figure.key, figure.is_corrected) == ("偵破案件 121件", "侦破案件", True)


@pytest.mark.parametrize(
    ("history", "left"),
    [([], 0), ([publish], 1), ([publish, withdraw], 1)],
    ids=["draft", "published", "withdrawn"],
)
def test_only_figures_never_published_are_deleted(client, history, left):
    publisher, report = make_staff(), make_report(text="2021年，破案3起。")
    for step in history:
        step(report, by=publisher)
    figure = Figure.objects.get()
    log_in(client, *ALL_OF_FIGURES)
    client.post(
        reverse("admin:reports_figure_changelist"),
        {"action": "delete_selected", "_selected_action": [figure.pk], "post": "yes"},
    )
    client.post(reverse("admin:reports_figure_delete", args=[figure.pk]), {"post": "yes"})
    assert Figure.objects.count() == left


def test_the_list_of_figures_does_not_bring_the_text_of_their_sections(client):
    make_report()
    log_in(client, "view_figure")
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("admin:reports_figure_changelist"))
    assert [query["sql"] for query in queries if "paragraphs" in query["sql"]] == []


def test_a_figure_that_was_deleted_is_not_read_again(client):
    make_report()
    log_in(client, *ALL_OF_FIGURES)
    for text in ("80起", "15個"):
        figure = Figure.objects.get(text=text)
        client.post(reverse("admin:reports_figure_delete", args=[figure.pk]), {"post": "yes"})
    make_report()
    assert [figure.text for figure in Figure.objects.in_order()] == ["120起", "40起", "3.5萬人次", "4.5%"]
