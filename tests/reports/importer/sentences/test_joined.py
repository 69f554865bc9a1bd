"""Two numbers that are one figure: the ends of a range, and what a value was before."""

import pytest

from tests.reports.importer.sentences.told import told

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "收入比由2.5:1縮小至2.2:1。",
            [("收入比", "2.2", "", "from_value 2.5", "numerator 2.2", "denominator 1")],
        ),
        ("倍差從1.96縮小至1.81。", [("倍差", "1.81", "", "from_value 1.96")]),
        ("人均由2020年的10萬元提高到2025年的14萬元。", [("人均", "140000", "元", "from_value 100000")]),
        ("用時由8分30秒縮短至6分15秒。", [("用時", "375", "秒", "from_value 510")]),
        ("用時從2小時縮短為40分鐘。", [("用時", "40", "分鐘", "from_value 120")]),
        ("用時由每起62秒減為每起48秒。", [("用時", "48", "秒", "from_value 62")]),
        ("覆蓋率從5年前的38%提高到41%。", [("覆蓋率", "41", "%", "from_value 38")]),
        ("滿意率90%提升至95%。", [("滿意率", "95", "%", "from_value 90")]),
        ("受理率由六成升到九成五。", [("受理率", "95", "%", "from_value 60")]),
        ("覆蓋率由年初的38%提高到2023年底的45%。", [("覆蓋率", "45", "%", "from_value 38")]),
        ("新增16個，增加到54個。", [("新增", "16", "個"), ("新增", "54", "個")]),
    ],
)
def test_from_one_value_to_another_is_one_figure(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "新建派出所2—3家，處理個案2300-2500宗。",
            [
                ("新建派出所", "2", "家", "lower 2", "upper 3"),
                ("處理個案", "2300", "宗", "lower 2300", "upper 2500"),
            ],
        ),
        ("收入增長5%-6%。", [("收入", "5", "%", "change", "lower 5", "upper 6")]),
        ("收入下降5%至6%。", [("收入", "-5", "%", "change", "lower 5", "upper 6")]),
        ("投資50—80億元。", [("投資", "5000000000", "元", "lower 5000000000", "upper 8000000000")]),
        ("就業1.2萬至1.5萬人。", [("就業", "12000", "人", "lower 12000", "upper 15000")]),
        ("增產15公斤-20公斤。", [("增產", "15", "公斤", "lower 15", "upper 20")]),
        ("每處配備三至五名輔警。", [("每處配備輔警", "3", "名", "lower 3", "upper 5")]),
    ],
)
def test_a_range_is_one_figure(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize("text", ["2021-2025年。", "撥打66-8890。", "1—10月。", "3-6歲兒童。"])
def test_what_only_looks_like_a_range(text):
    assert told(text) == []


def test_months_stand_beside_what_they_tell():
    assert told("警情由1月的30起降到12月的12起。") == [("警情", "12", "起", "from_value 30")]
