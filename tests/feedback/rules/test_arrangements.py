"""The State Council's list of a year, read from its text or a sheet."""

from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import pytest

from feedback.rules.arrangements import FESTIVALS, Arrangement, Unclear, is_fixed_day_off, read_arrangement
from portal.reading.simplified import to_simplified

YEARS = [2021, 2022, 2023, 2024, 2025, 2026]
WEEKDAYS = "一二三四五六日"


def day(value, month=None):
    written = f"{value.day}日" if value.month == month else f"{value.month}月{value.day}日"
    return f"{written}（周{WEEKDAYS[value.weekday()]}）"


def known(year):
    """(runs of days off with a holiday in them, working weekends) of a year, as the package knows them."""
    off = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    off = [one for one in off if not chinese_calendar.is_workday(one)]
    starts = [0] + [place + 1 for place, (one, two) in enumerate(pairwise(off)) if (two - one).days > 1] + [len(off)]
    runs = [off[begin:end] for begin, end in pairwise(starts)]
    holidays = chinese_calendar.constants.holidays
    working = [one for one in chinese_calendar.constants.workdays if one.year == year]
    return [run for run in runs if any(one in holidays for one in run)], sorted(working)


def published(year):
    """The list of that year as it is worded each November."""
    runs, working = known(year)
    lines = [f"關於{year}年部分節假日安排的通知", "現將" + "、".join(FESTIVALS) + "放假調休日期通知如下。"]
    for run in runs:
        span = day(run[0]) + (f"至{day(run[-1], run[0].month)}" if len(run) > 1 else "")
        lines.append(f"假期：{span}放假調休，共{len(run)}天。" if len(run) > 1 else f"假期：{span}放假1天。")
    lines.append("、".join(day(one) for one in working) + "上班。")
    return "\n".join([*lines, f"{year - 1}年11月4日"])


@pytest.mark.parametrize("convert", [str, to_simplified])
@pytest.mark.parametrize("year", YEARS)
def test_a_year_as_it_is_published(year, convert):
    runs, working = known(year)
    off = frozenset(one for run in runs for one in run)
    assert read_arrangement(convert(published(year))) == Arrangement(year, off, frozenset(working))


def test_a_year_one_day_a_line_as_a_sheet_has_it():
    runs, working = known(2026)
    off = [one for run in runs for one in run]
    lines = [f"{one.isoformat()} 放假" for one in off] + [f"{one:%Y/%m/%d} 上班" for one in working]
    read = read_arrangement("\n".join(lines))
    assert (read.year, read.off, read.working) == (2026, frozenset(off), frozenset(working))
    assert read.missing == tuple(FESTIVALS)  # nothing names them, which is told


WHOLE = "2027年部分節假日安排：1月1日放假。5月1日、2日放假。10月1日至3日放假。"


@pytest.mark.parametrize(
    ("more", "day", "is_working"),
    [
        ("3月６日（星期六）上班。", date(2027, 3, 6), True),
        ("12月31日至1月2日放假。", date(2026, 12, 31), False),
        ("2026年12月31日至2027年1月2日放假。", date(2026, 12, 31), False),
        ("2月6日—12日放假，2月14日补班。", date(2027, 2, 14), True),
    ],
)
def test_ways_to_write_a_day(more, day, is_working):
    assert read_arrangement(WHOLE + more).days[day] == is_working


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("明年的放假安排", "看不出是哪一年"),
        ("2027年放假安排：待定。", "沒有讀到放假的日期"),
        ("2027年放假安排：1月1日放假。", "2027-05-01 是法定假日"),
        (WHOLE + "2月30日放假。", "沒有「2月30日」這一天"),
        (WHOLE + "7日放假。", "沒有寫是哪個月"),
        (WHOLE + "2月5日（周六）上班。", "2027-02-05 是星期五"),
        (WHOLE + "2月5日上班。", "本來就是工作日"),
        (WHOLE + "5月1日上班。", "既寫了放假，又寫了上班"),
        (WHOLE + "2月6日至12日放假，共8天。", "寫的是共 8 天，按日期數是 7 天"),
        (WHOLE + "2月6日至4月12日放假。", "一段假期不對"),
        (WHOLE + "2029年1月1日放假。", "不在 2027 年的安排裡"),
        ("放" * 10_001, "內容太長"),
    ],
)
def test_what_is_not_sure_is_refused_and_named(text, told):
    with pytest.raises(Unclear, match=told):
        read_arrangement(text)


def test_the_days_that_the_law_names():
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [f"{one:%m-%d}" for one in days if is_fixed_day_off(one)] == [
        "01-01", "05-01", "05-02", "10-01", "10-02", "10-03",
    ]  # fmt: skip
    assert not is_fixed_day_off(date(2013, 5, 2))


def test_days_off_are_shown_in_runs_and_working_weekends_in_order():
    days = [date(2027, 2, day) for day in (8, 6, 7, 14, 12)]
    shown = Arrangement(2027, frozenset(days), frozenset({date(2027, 2, 20), date(2027, 2, 13)}))

    assert shown.runs == [
        (date(2027, 2, 6), date(2027, 2, 8), 3), (date(2027, 2, 12), date(2027, 2, 12), 1),
        (date(2027, 2, 14), date(2027, 2, 14), 1),
    ]  # fmt: skip
    assert shown.working_in_order == [date(2027, 2, 13), date(2027, 2, 20)]
    assert list(shown.days.items()) == [
        *((date(2027, 2, day), False) for day in (6, 7, 8, 12)), (date(2027, 2, 13), True),
        (date(2027, 2, 14), False), (date(2027, 2, 20), True),
    ]  # fmt: skip
