"""What a person does to series: each act is written down, refused where it makes no sense, and undone by nothing."""

import pytest
from django.contrib.admin.models import LogEntry

from reports.models import Figure
from reports.series import verbs
from reports.series.differences import SeriesRefused
from reports.series.models import Part, Point, Series
from reports.series.verbs import Choice
from tests.reports.factories import NOW, make_staff, publish
from tests.reports.series.factories import make_year, put

pytestmark = pytest.mark.django_db

CASES = "偵破刑事案件{}起。"


@pytest.fixture
def editor(db):
    return make_staff()


def told(report):
    """{text of figure: (series, confirmed, refused)} of what was decided on a report."""
    points = Point.objects.filter(figure__section__report=report).select_related("figure", "series")
    return {one.figure.text: (one.series.name, bool(one.confirmed_at), bool(one.refused_at)) for one in points}


def said():
    return [entry.change_message for entry in LogEntry.objects.order_by("pk")]


def test_a_figure_begins_a_series(editor):
    report = make_year(2020, CASES.format(500))
    series = put(report, "偵破刑事案件", "500起", by=editor)
    assert (told(report), series.unit) == ({"500起": ("偵破刑事案件", True, False)}, "起")
    assert said() == ["新建歷年指標", "確認「偵破刑事案件 500起」歸入"]


def test_a_value_and_its_change_given_one_new_name_begin_one_series(editor):
    report = make_year(2020, "偵破刑事案件500起，同比增長5%。")
    put(report, "偵破刑事案件", "500起", "5%", by=editor)
    assert (Series.objects.count(), Point.objects.confirmed().count()) == (1, 2)


def test_the_next_report_is_proposed_to_it_and_to_nothing_until_a_person_confirms(editor):
    put(make_year(2020, CASES.format(500)), "偵破刑事案件", "500起", by=editor)
    report = make_year(2021, CASES.format(600))
    assert verbs.propose(report, by=editor, now=NOW) == 1
    assert told(report) == {"600起": ("偵破刑事案件", False, False)}
    put(report, "偵破刑事案件", "600起", by=editor)
    assert told(report) == {"600起": ("偵破刑事案件", True, False)}


def test_publishing_proposes_by_itself(editor):
    put(make_year(2020, CASES.format(500)), "偵破刑事案件", "500起", by=editor)
    report = make_year(2021, CASES.format(600))
    publish(report, by=editor)
    assert told(report) == {"600起": ("偵破刑事案件", False, False)}


def test_what_was_refused_is_not_proposed_again(editor):
    put(make_year(2020, CASES.format(500)), "偵破刑事案件", "500起", by=editor)
    report = make_year(2021, CASES.format(600))
    verbs.propose(report, by=editor, now=NOW)
    verbs.decide(report, {Figure.objects.of(report).get(): Choice()}, by=editor, now=NOW)
    assert (verbs.propose(report, by=editor, now=NOW), told(report)) == (0, {"600起": ("偵破刑事案件", False, True)})
    assert said()[-1] == "「偵破刑事案件 600起」不歸入"


def test_a_figure_of_another_report_is_refused_with_all_the_others(editor):
    one, other = make_year(2020, CASES.format(500)), make_year(2021, CASES.format(600))
    figures = [*Figure.objects.of(one), *Figure.objects.of(other)]
    with pytest.raises(SeriesRefused, match="不屬於這份報告"):
        verbs.decide(one, {figure: Choice(name="案件") for figure in figures}, by=editor, now=NOW)
    assert (Series.objects.count(), Point.objects.count()) == (0, 0)


def test_one_that_was_merged_goes_on_in_the_other_and_its_number_is_not_used_again(editor):
    report, later = make_year(2020, CASES.format(500)), make_year(2021, CASES.format(600))
    one = put(report, "偵破刑事案件", "500起", by=editor)
    other = put(later, "偵破的刑事案件", "600起", by=editor)
    verbs.mark_break(one, year=2020, note="不含積案。", by=editor, now=NOW)
    last = verbs.create("破案", by=editor, now=NOW)
    verbs.merge(one, other, by=editor, now=NOW)
    verbs.merge(other, last, by=editor, now=NOW)
    one.refresh_from_db()
    assert (one.standing, told(report), told(later)) == (
        last, {"500起": ("破案", True, False)}, {"600起": ("破案", True, False)},
    )  # fmt: skip
    assert [mark.note for mark in last.breaks.all()] == ["不含積案。"]
    assert verbs.create("新的", by=editor, now=NOW).pk > last.pk


def test_a_series_is_merged_once_and_never_into_itself(editor):
    one, other = (verbs.create(name, by=editor, now=NOW) for name in ("甲", "乙"))
    with pytest.raises(SeriesRefused, match="併入它自己"):
        verbs.merge(one, one, by=editor, now=NOW)
    verbs.merge(one, other, by=editor, now=NOW)
    with pytest.raises(SeriesRefused, match="已經併入"):
        verbs.merge(one, other, by=editor, now=NOW)
    one.refresh_from_db()
    with pytest.raises(SeriesRefused, match="併入它自己"):
        verbs.merge(other, one, by=editor, now=NOW)


def test_what_a_merged_one_was_made_of_and_a_part_of_moves(editor):
    whole, one, other, part = (verbs.create(name, by=editor, now=NOW) for name in ("總", "甲", "乙", "分"))
    verbs.mark_part(whole, one, by=editor, now=NOW)
    verbs.mark_part(one, part, by=editor, now=NOW)
    verbs.merge(one, other, by=editor, now=NOW)
    assert sorted(Part.objects.values_list("whole__name", "part__name")) == [("乙", "分"), ("總", "乙")]


def test_a_whole_is_no_part_of_its_parts(editor):
    whole, part, small = (verbs.create(name, by=editor, now=NOW) for name in ("總", "分", "小"))
    verbs.mark_part(whole, part, by=editor, now=NOW)
    verbs.mark_part(part, small, by=editor, now=NOW)
    for one in (whole, small):
        with pytest.raises(SeriesRefused, match="本身包括"):
            verbs.mark_part(small, one, by=editor, now=NOW)


def test_a_name_and_a_definition_change_and_the_address_stays(editor):
    series = verbs.create("甲", by=editor, now=NOW)
    before = series.get_absolute_url()
    verbs.describe(series, name="乙", definition="數的是乙。", field="治安管理", by=editor, now=NOW)
    series.refresh_from_db()
    assert (series.name, series.definition, series.field, series.get_absolute_url()) == (
        "乙", "數的是乙。", "治安管理", before,
    )  # fmt: skip
