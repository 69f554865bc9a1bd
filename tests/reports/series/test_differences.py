"""Numbers that do not agree: found by themselves, told to the desk, and to the public by a person alone."""

import pytest

from reports.series import differences, verbs
from reports.series.differences import SeriesRefused
from reports.series.models import Difference
from tests.reports.factories import NOW, make_staff
from tests.reports.series.factories import make_year, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return make_staff()


@pytest.fixture
def series(editor):
    """500起, then 600起 and 上升 19%."""
    put(make_year(2020, "偵破刑事案件500起。"), "偵破刑事案件", "500起", by=editor)
    return put(make_year(2021, "偵破刑事案件600起，同比上升19%。"), "偵破刑事案件", "600起", "19%", by=editor)


def found():
    return list(Difference.objects.order_by("pk").values_list("kind", "told", "computed", "is_standing", "is_public"))


CHANGE = ("change", "19%", "20%", True, False)


def test_a_change_is_found_when_its_points_are_confirmed(series):
    assert found() == [CHANGE]


def test_it_is_found_once(series, editor):
    differences.find([series], now=NOW)
    assert found() == [CHANGE]


def test_it_goes_when_nobody_spoke_of_it_and_it_holds_no_more(series, editor):
    verbs.mark_break(series, year=2021, note="不含積案。", by=editor, now=NOW)
    assert found() == []
    verbs.take_break_back(series, series.breaks.get(), by=editor, now=NOW)
    assert found() == [CHANGE]


def test_what_a_person_said_stays_and_holds_no_more(series, editor):
    differences.publish(Difference.objects.get(), "上年的數後來核減過。", by=editor, now=NOW)
    verbs.mark_break(series, year=2021, note="不含積案。", by=editor, now=NOW)
    assert found() == [("change", "19%", "20%", False, True)]
    with pytest.raises(SeriesRefused, match="已經一致"):
        differences.publish(Difference.objects.get(), "再說一次。", by=editor, now=NOW)


def test_another_number_waits_for_another_word(series, editor):
    differences.publish(Difference.objects.get(), "上年的數後來核減過。", by=editor, now=NOW)
    figure = series.points.get(figure__text="500起").figure
    figure.value = 480
    figure.save()
    differences.find([series], now=NOW)
    assert found() == [("change", "19%", "25%", True, False)]


def test_without_a_reason_nothing_is_said(series, editor):
    for act in (differences.publish, differences.set_aside):
        with pytest.raises(SeriesRefused, match="寫明原因"):
            act(Difference.objects.get(), " ", by=editor, now=NOW)


def test_setting_aside_takes_a_public_word_back(series, editor):
    differences.publish(Difference.objects.get(), "上年的數後來核減過。", by=editor, now=NOW)
    differences.set_aside(Difference.objects.get(), "核對過，原數無誤。", by=editor, now=NOW)
    one = Difference.objects.get()
    assert (one.is_public, one.decided_at, one.note) == (False, NOW, "核對過，原數無誤。")


def test_a_sum_is_compared_only_where_a_person_marked_the_parts(editor):
    report = make_year(2021, "偵破刑事案件120起。其中本地案件70起，外地案件40起。")
    whole = put(report, "偵破刑事案件", "120起", by=editor)
    local, away = put(report, "本地案件", "70起", by=editor), put(report, "外地案件", "40起", by=editor)
    assert found() == []
    for part in (local, away):
        verbs.mark_part(whole, part, by=editor, now=NOW)
    assert found() == [("sum", "120起", "110起", True, False)]
