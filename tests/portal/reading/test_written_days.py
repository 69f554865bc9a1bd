"""Days as offices write them: read, or refused where they could be another day."""

from datetime import date

import pytest

from portal.reading.written_days import written_day

READ = [
    "2026-11-03", "2026-11-3", "2026/11/3", "2026.11.3", "2026。11。3", "2026—11—3", "2026－11－03", "20261103",
    "2026年11月3日", "２０２６年１１月３日", "2026 年 11 月 3 日", "2026年11月3号", "2026年11月3號", "2026年11月3",
    "2026-11-03 10:30", "2026-11-03 10:30:59", "2026-11-03T10:30:00", "2026-11-03 10:30:59.123", "2026/11/3 9:05",
    "2026年11月3日 上午9时30分", "2026年11月3日下午3點", "2026年11月3日 21時",
    "民國115年11月3日", "民国115年11月3日", "中華民國 115 年 11 月 3 日", "民國115.11.3", "民國115/11/3",
    "46329", "46329.4375",
]  # fmt: skip
REFUSED = [
    "11/3/2026", "3/11/2026", "25/12/2026", "26-11-3", "26年11月3日", "115.11.3", "115年11月3日", "11月3日",
    "2026-02-30", "2026-13-01", "2026-11", "2026-11-03 25:00", "2026-11-03T10:00:00Z", "昨天", "上午", "115", "99999",
    "4632", "463290", "-46329", "1e5", "2026-11-03" + " " * 40, "٢٠٢٦-١١-٠٣", "2" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_a_day_is_read_however_it_is_written(text):
    assert written_day(text) == date(2026, 11, 3)


@pytest.mark.parametrize("text", REFUSED)
def test_what_could_be_another_day_is_none(text):
    assert written_day(text) is None


def test_the_first_year_of_the_republic():
    assert written_day("民國元年10月10日") == date(1912, 10, 10)
