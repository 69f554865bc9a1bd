"""Headings of many styles, notes at the end, and rows of tables, which are neither."""

import pytest

from reports.importer.layout import outline
from tests.reports.importer.test_layout import shape

pytestmark = pytest.mark.pure

TEXT = "這裡是這一節的正文。"


def tree(*lines):
    """(level, numeral, heading) of the sections of a report."""
    sections = outline("\n".join(("某局2025年工作報告", *lines))).sections
    return [(section.level, section.numeral, section.heading) for section in sections]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["工作回顧", f"一是打擊。{TEXT}", f"二是防範。{TEXT}"]
            + ["明年安排", f"（一）打擊。{TEXT}", f"（二）防範。{TEXT}"],
            [(1, "", "工作回顧"), (2, "一是", "打擊"), (2, "二是", "防範")]
            + [(1, "", "明年安排"), (2, "（一）", "打擊"), (2, "（二）", "防範")],
        ),
        (
            ["去年工作", "（一）打擊", TEXT, "（二）防範", TEXT, "存在問題", TEXT]
            + ["今年打算", "（一）打擊", TEXT, "結語", TEXT],
            [(1, "", "去年工作"), (2, "（一）", "打擊"), (2, "（二）", "防範"), (1, "", "存在問題")]
            + [(1, "", "今年打算"), (2, "（一）", "打擊"), (1, "", "結語")],
        ),
        (
            ["平安建設", "1.打擊", TEXT, "2.防範", TEXT, "服務群眾", "1.辦證", TEXT],
            [(1, "", "平安建設"), (2, "1.", "打擊"), (2, "2.", "防範"), (1, "", "服務群眾"), (2, "1.", "辦證")],
        ),
        (
            ["一、平安", "工作概況", TEXT, "（一）打擊", TEXT, "（二）防範", TEXT],
            [(1, "一、", "平安"), (2, "", "工作概況"), (2, "（一）", "打擊"), (2, "（二）", "防範")],
        ),
        (
            ["1 平安", "1.1 打擊", TEXT, "1.2 防範", "1.1億元已經到位，用在路上。", "1.2.1 社區", TEXT, "2 服務", TEXT],
            [(1, "1", "平安"), (2, "1.1", "打擊"), (2, "1.2", "防範"), (3, "1.2.1", "社區"), (1, "2", "服務")],
        ),
        (
            ["Ⅰ 平安", TEXT, "Ⅱ、服務", "① 辦證", TEXT, "② 出行", TEXT],
            [(1, "Ⅰ", "平安"), (1, "Ⅱ、", "服務"), (2, "①", "辦證"), (2, "②", "出行")],
        ),
        (["I. 平安", TEXT, "II. 服務", TEXT], [(1, "I.", "平安"), (1, "II.", "服務")]),
        (
            ["壹、平安", "一、打擊", TEXT, "貳、服務", "一、辦證", TEXT],
            [(1, "壹、", "平安"), (2, "一、", "打擊"), (1, "貳、", "服務"), (2, "一、", "辦證")],
        ),
        (
            ["第一章　平安", "第一節　打擊", TEXT, "第二節　防範", TEXT, "第二章　服務", TEXT],
            [(1, "第一章", "平安"), (2, "第一節", "打擊"), (2, "第二節", "防範"), (1, "第二章", "服務")],
        ),
        (
            ["甲、平安", "A. 打擊", TEXT, "B. 防範", TEXT, "乙、服務", "甲、乙兩區已經辦好。"],
            [(1, "甲、", "平安"), (2, "A.", "打擊"), (2, "B.", "防範"), (1, "乙、", "服務")],
        ),
        (
            ["一、平安", "(一)打擊", TEXT, "附件1：指標完成情況", "指標\t數量", "破案\t120起"],
            [(1, "一、", "平安"), (2, "(一)", "打擊"), (1, "", "附件1：指標完成情況")],
        ),
        (["一　平安", TEXT, "二　服務", TEXT], [(1, "一", "平安"), (1, "二", "服務")]),
        (["一、 平 安 建 設", TEXT, "附 件", TEXT], [(1, "一、", "平安建設"), (1, "", "附件")]),
        (
            ["1.平安", "（一）打擊", TEXT, "（二）防範", TEXT, "2.服務", "（一）辦證", TEXT],
            [(1, "1.", "平安"), (2, "（一）", "打擊"), (2, "（二）", "防範"), (1, "2.", "服務"), (2, "（一）", "辦證")],
        ),
        (
            ["壹、平安", "第一節　打擊", "1.1　盜竊", TEXT, "1.2　詐騙", TEXT, "第二節　防範", "2.1　社區", TEXT]
            + ["貳、服務", "第三節　辦證", "3.1　護照", TEXT, "參、隊伍", TEXT],
            [(1, "壹、", "平安"), (2, "第一節", "打擊"), (3, "1.1", "盜竊"), (3, "1.2", "詐騙"), (2, "第二節", "防範")]
            + [(3, "2.1", "社區"), (1, "貳、", "服務"), (2, "第三節", "辦證"), (3, "3.1", "護照"), (1, "參、", "隊伍")],
        ),
        (
            ["壹、平安", TEXT, "貳、服務", "第一節　辦證", TEXT, "第二節　出行", TEXT],
            [(1, "壹、", "平安"), (1, "貳、", "服務"), (2, "第一節", "辦證"), (2, "第二節", "出行")],
        ),
        (
            ["一、平安", "1.打擊", "（一）盜竊", TEXT, "（二）詐騙", TEXT, "2.防範", TEXT]
            + ["二、服務", "1.辦證", "（一）護照", TEXT, "2.出行", TEXT],
            [(1, "一、", "平安"), (2, "1.", "打擊"), (3, "（一）", "盜竊"), (3, "（二）", "詐騙"), (2, "2.", "防範")]
            + [(1, "二、", "服務"), (2, "1.", "辦證"), (3, "（一）", "護照"), (2, "2.", "出行")],
        ),
        (
            ["工作回顧", TEXT, f"一是打擊犯罪。{TEXT}", f"二是防範風險。{TEXT}"]
            + ["壹、安排", TEXT, "第一節　打擊", TEXT, "貳、保障", TEXT, "下一步打算", TEXT],
            [(1, "", "工作回顧"), (1, "壹、", "安排"), (2, "第一節", "打擊")]
            + [(1, "貳、", "保障"), (1, "", "下一步打算")],
        ),
        (["一、平安", "全市治安形勢持續平穩", TEXT], [(1, "一、", "平安")]),
        (["一、平安", "我們主要做了以下工作", TEXT], [(1, "一、", "平安")]),
        (["一、平安", "打擊犯罪持續加力", TEXT, "社區防範更加嚴密", TEXT], [(1, "一、", "平安")]
         + [(2, "", "打擊犯罪持續加力"), (2, "", "社區防範更加嚴密")]),
        (["某市公安局局長　張某某", "各位代表：", "一、平安", TEXT], [(1, "", ""), (1, "一、", "平安")]),
    ],
)  # fmt: skip
def test_further_ways_of_numbering(lines, expected):
    assert tree(*lines) == expected


def test_a_heading_that_names_what_follows_ends_at_its_colon():
    told = "堅持把群眾的事放在心上，一件一件辦好，年年都有新的樣子。還有一句。"
    assert shape(f"一、平安\n（一）總的要求：{told}")[1][2:] == ("（一）", "總的要求", [told])
    assert shape("一、平安\n（一）深化改革：讓市場活起來\n正文。")[1][2:] == (
        "（一）",
        "深化改革：讓市場活起來",
        ["正文。"],
    )


def test_a_part_is_no_title():
    lines = ["工作情況", f"一是打擊。{TEXT}", f"二是防範。{TEXT}", "下步打算", f"（一）打擊。{TEXT}"]
    assert [(section[1], section[3]) for section in shape("\n".join(lines))] == [
        *[(1, "工作情況"), (2, "打擊"), (2, "防範"), (1, "下步打算"), (2, "打擊")],
    ]


def test_a_spaced_title_is_its_words():
    assert outline("政 府 工 作 報 告\n2026年1月\n一、平安\n正文。").title == "政府工作報告"


@pytest.mark.parametrize(
    "path",
    [
        "首頁　>　政務公開　>　政府工作報告",
        "網站首頁 > 信息公開 > 工作報告",
        "首页>>政务公开>>政府工作报告",
        "您現在的位置：首頁 / 政務公開 / 工作報告",
        "政務公開 › 規劃 › 工作報告",
    ],
)
def test_the_path_of_a_page_is_no_title(path):
    read = outline(f"{path}\n政 府 工 作 報 告\n一、平安\n正文。")
    assert (read.title, [section.heading for section in read.sections]) == ("政府工作報告", ["平安"])


NOTES = ["1.一窗通辦：在一個窗口受理。", "（一）快處快賠：當場處理。", "短語"]


@pytest.mark.parametrize("title", ["名詞解釋", "《工作報告》有關名詞註釋", "註：", "註釋"])
def test_notes_at_the_end_are_a_section_without_headings(title):
    text = "\n".join(["2025年工作報告", "一、平安", "正文。", title, *NOTES])
    assert shape(text)[-1] == ("notes", 1, "", title.rstrip("："), NOTES)


def test_notes_with_the_numbers_of_their_marks_are_notes():
    notes = ["[1]一窗通辦：在一個窗口受理。", "[2] 快處快賠：當場處理。"]
    text = "\n".join(["2025年工作報告", "壹、平安", "正文[1]。", "貳、服務", "正文[2]。", "名詞解釋", *notes])
    assert shape(text)[-1] == ("notes", 1, "", "名詞解釋", notes)


def test_notes_of_an_annex_stand_under_it():
    text = "\n".join(["2025年工作報告", "一、平安", "正文。", "附件", "名詞解釋", *NOTES])
    assert shape(text)[1:] == [("u1", 1, "", "附件", []), ("u1-notes", 2, "", "名詞解釋", NOTES)]


def test_a_note_that_runs_on_is_one():
    assert shape("一、平安\n正文。\n註：數據截至11月。")[-1] == ("notes", 1, "", "註", ["數據截至11月。"])


def test_rows_of_a_table_are_never_headings():
    rows = ["2021年報告\t立案", "一、盜竊\t30", "附件：詐騙\t3", "註：\t其他", "名詞解釋\t1", "合計\t"]
    assert shape("\n".join(["一、平安", "表1 案件", *rows, "二、服務", "正文。"])) == [
        ("s1", 1, "一、", "平安", ["表1 案件", *rows]),
        ("s2", 1, "二、", "服務", ["正文。"]),
    ]


def test_bars_of_markdown_are_rows():
    assert shape("一、平安\n| 類別 | 立案 |\n|---|---|\n| 盜竊 | 30 |")[0][4] == ["類別\t立案", "盜竊\t30"]


def test_a_tab_behind_a_numeral_makes_no_row():
    assert shape("一、\t平安\n\t正文。") == [("s1", 1, "一、", "平安", ["正文。"])]


def test_a_table_of_contents_is_left_out():
    text = "目錄\n一、平安\t1\n二、服務……3\n\n一、平安\n正文。\n二、服務\n正文。"
    assert [section[3] for section in shape(text)] == ["平安", "服務"]
