"""What the headings of the charts say, for one, for a tie, for all and for nothing."""

from fractions import Fraction

import pytest

from feedback.data import points
from feedback.data.lines import Year


@pytest.mark.parametrize(
    ("counts", "point"),
    [
        ([("甲", 3)], "3 件都屬於「甲」"),
        ([("甲", 0), ("乙", 1)], "1 件都屬於「乙」"),
        ([("甲", 2), ("乙", 1)], "「甲」最多，2 件，占 66.6%"),
        ([("甲", 2), ("乙", 2), ("丙", 1)], "「甲」和「乙」一樣多，各 2 件"),
        ([("甲", 2), ("乙", 2), ("丙", 2), ("丁", 1)], "3 項一樣多，各 2 件"),
    ],
)
def test_the_largest(counts, point):
    assert points.largest(counts) == point


@pytest.mark.parametrize(
    ("say", "numbers", "point"),
    [
        (points.closed, (0, 3), "收到的 3 件，還沒有辦結的"),
        (points.closed, (3, 3), "收到的 3 件都辦結了"),
        (points.closed, (1, 3), "收到的 3 件，辦結 1 件，占 33.3%"),
        (points.on_time, (0, 0), "還沒有一件可以判斷是否按期"),
        (points.on_time, (0, 2), "已答覆或逾期的 2 件，沒有按期答覆的"),
        (points.on_time, (2, 2), "已答覆或逾期的 2 件，都按期答覆"),
        (points.on_time, (1, 2), "已答覆或逾期的 2 件，按期答覆 1 件，占 50%"),
        (points.returns_on_time, (0, 0), "重辦的還沒有一次可以判斷是否按期"),
        (points.returns_on_time, (0, 2), "重辦已答覆或逾期的 2 次，沒有按期的"),
        (points.returns_on_time, (2, 2), "重辦已答覆或逾期的 2 次，都按期答覆"),
        (points.returns_on_time, (1, 2), "重辦已答覆或逾期的 2 次，按期答覆 1 次，占 50%"),
        (points.working_days, (Fraction(17, 2), 12), "一半在 8.5 個工作日以內得到答覆，九成在 12 個以內"),
        (points.working_days, (8, 8), "九成在 8 個工作日以內得到答覆"),
        (points.working_days, (0, 5), "一半以上當天得到答覆，九成在 5 個工作日以內"),
        (points.working_days, (0, 0), "九成以上當天得到答覆"),
        (points.adopted, (0, 4), "現有答覆的 4 件，沒有採納或部分採納的"),
        (points.adopted, (4, 4), "現有答覆的 4 件，都採納或部分採納"),
        (points.adopted, (3, 4), "採納或部分採納 3 件，占現有答覆的 75%"),
        (points.solved, (0, 0), "以前的評議沒有問是否解決"),
        (points.solved, (0, 2), "問過的 2 件，沒有說解決了的"),
        (points.solved, (2, 2), "問過的 2 件，都說解決了"),
        (points.solved, (1, 2), "問過的 2 件，說解決了的 1 件，占 50%"),
        (points.lows, (0, 2), "不滿意的 2 次，都還沒有結果"),
        (points.lows, (2, 2), "不滿意的 2 次，都有了結果"),
        (points.lows, (1, 2), "不滿意的 2 次，有結果的 1 次，占 50%"),
        (points.content, (0, 0, 4), "得到過答覆的 4 件，還沒有一件評議"),
        (points.content, (0, 2, 4), "評議過的 2 件，沒有基本滿意及以上的"),
        (points.content, (2, 2, 4), "評議過的 2 件，都在基本滿意及以上"),
        (points.content, (1, 2, 4), "評議過的 2 件，基本滿意及以上的 1 件，占 50%"),
    ],
)
def test_a_share_of_a_whole(say, numbers, point):
    assert say(*numbers) == point


@pytest.mark.parametrize(
    ("rates", "point"),
    [
        ([], "各單位可以判斷是否按期的都不到五件，只列件數"),
        ([("甲", "90%")], "只有甲夠五件，按期答覆率 90%"),
        ([("甲", "100%"), ("乙", "100%")], "夠五件的 2 個單位，按期答覆率都是 100%"),
        ([("甲", "100%"), ("乙", "98%"), ("丙", "80%")], "按期答覆率最高 100%：甲；最低 80%：丙"),
        (
            [("甲", "100%"), ("乙", "100%"), ("丙", "100%"), ("丁", "80%"), ("戊", "80%")],
            "按期答覆率最高 100%：3 個單位；最低 80%：丁、戊",
        ),
    ],
)
def test_the_best_and_the_last_of_the_units(rates, point):
    assert points.units(rates) == point


@pytest.mark.parametrize(
    ("counts", "over", "last", "point"),
    [
        ([0, 4], 1, None, "2026 年收到的 4 件都在2月"),
        ([3, 4, 1], 2, None, "2026 年2月收到的最多，4 件"),
        ([4, 4, 1], 2, None, "2026 年1月、2月一樣多，各收到 4 件"),
        ([3, 4, 9], 2, [1, 2, 50, *[0] * 9], "2026 年1月至2月收到 7 件，比上年同期多 4 件"),
        ([3, 4, 9], 2, [8, 2, 0, *[0] * 9], "2026 年1月至2月收到 7 件，比上年同期少 3 件"),
        ([3, 4, 9], 2, [7, 0, 0, *[0] * 9], "2026 年1月至2月收到 7 件，和上年同期一樣多"),
        ([3, 4], 1, [1, *[0] * 11], "2026 年1月收到 3 件，比上年同期多 2 件"),
        ([2] * 12, 12, [1] * 12, "2026 年全年收到 24 件，比上年同期多 12 件"),
        ([3], 0, [1] * 12, "2026 年收到的 3 件都在1月"),
        ([3, 4, 1], 2, [0, 0, *[5] * 10], "2026 年2月收到的最多，4 件"),
    ],
)
def test_the_months_that_are_over_beside_the_same_of_the_year_before(counts, over, last, point):
    assert points.months(Year(2026, counts, over), last) == point
