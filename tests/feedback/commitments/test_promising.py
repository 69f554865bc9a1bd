"""Which sentences promise, and by which day."""

from datetime import date
from pathlib import Path

import pytest

import reports
from feedback.commitments import promising
from feedback.commitments.promising import Promise

pytestmark = pytest.mark.pure

SAMPLE = Path(reports.__file__).parent / "sample" / "report-2021.md"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("一季度開通", "2022-03-31"), ("第二季度", "2022-06-30"), ("三季度前", "2022-09-30"), ("4季度", "2022-12-31"),
        ("上半年建成", "2022-06-30"), ("下半年", "2022-12-31"), ("年內完成", "2022-12-31"), ("年底前", "2022-12-31"),
        ("6月底前", "2022-06-30"), ("2月份", "2022-02-28"), ("十一月底", "2022-11-30"), ("十月", "2022-10-31"),
        ("9月15日前", "2022-09-15"), ("3月上旬", "2022-03-10"), ("3月中旬", "2022-03-20"), ("3月下旬", "2022-03-31"),
        ("明年二季度", "2023-06-30"), ("明年", "2023-12-31"), ("2024年", "2024-12-31"), ("2024年3月", "2024-03-31"),
        ("今年年底前開工，明年6月底前完成", "2023-06-30"), ("2024年底，以前是年底", "2024-12-31"),
        ("上半年開工，年內完工", "2022-12-31"), ("去年年底已經完成", None), ("截至6月底", None),
        ("二〇二四年五月底前", "2024-05-31"), ("十二月二十五日前", "2022-12-25"), ("明年一月十日", "2023-01-10"),
        ("六月三十一日", None), ("2月30日", None), ("12個月", None), ("儘快辦理", None),
        ("今年", None), ("1980年代的小區", None),
    ],
)  # fmt: skip
def test_the_day_that_words_name(words, day):
    assert promising.day_in(words, 2022, 2023) == (day and date.fromisoformat(day))


def test_in_either_script_it_is_the_same_day():
    found = [promising.day_in(words, 2022, 2023) for words in ("來年上半年", "来年上半年", "９月底", "年內", "年内")]
    assert found == [date(2023, 6, 30)] * 2 + [date(2022, 9, 30)] + [date(2022, 12, 31)] * 2


def test_the_plan_of_the_sample_is_four_promises():
    paragraphs = SAMPLE.read_text(encoding="utf-8").split("\n\n")
    found = promising.in_report([("end", ["結束語"], paragraphs)], 2021)
    assert [(key, promise.title[:6], promise.day) for key, promise in found] == [
        ("end", "保平安：掃黑", date(2022, 12, 31)),
        ("end", "用好科技：已", date(2022, 12, 31)),
        ("end", "改機制：情報", date(2022, 12, 31)),
        ("end", "帶隊伍：教育", date(2022, 12, 31)),
    ]
    assert all(promise.sentence in "".join(paragraphs) for _key, promise in found)


def test_a_section_that_plans_promises_in_each_of_its_sentences_but_those_that_lead_or_ask():
    text = (
        "明年抓好以下三件事：一是加強校園巡邏；二是三季度前新增泊位2000個；三是改造路口30處。做得好不好，請市民評議。"
    )
    found = promising.in_report([(1, ["下一步工作打算"], [text])], 2021)
    assert found == [
        (1, Promise("一是加強校園巡邏；", "加強校園巡邏", date(2022, 12, 31))),
        (1, Promise("二是三季度前新增泊位2000個；", "三季度前新增泊位2000個", date(2022, 9, 30))),
        (1, Promise("三是改造路口30處。", "改造路口30處", date(2022, 12, 31))),
    ]


def test_a_plan_goes_on_through_the_paragraphs_of_its_section_and_ends_with_it():
    sections = [
        (1, ["回顧"], ["全年破案120起。", "新的一年，要做好這些工作。", "一是新建派出所2個。"]),
        (2, ["服務"], ["繼續開放窗口15個。"]),
    ]
    assert [(key, promise.sentence) for key, promise in promising.in_report(sections, 2021)] == [
        (1, "新的一年，要做好這些工作。"), (1, "一是新建派出所2個。"),
    ]  # fmt: skip


def test_what_a_plan_says_of_its_shortcomings_promises_nothing():
    text = "做得不夠的地方：有的窗口材料要得多。還有不足之處要改。第一，2022年6月底前列出清單。"
    found = promising.in_report([(1, ["還沒做好的，和2022年的打算"], [text])], 2021)
    assert [(promise.title, promise.day) for _key, promise in found] == [("2022年6月底前列出清單", date(2022, 6, 30))]


def test_elsewhere_a_sentence_that_names_the_next_year_and_intends_something_promises():
    text = "全年破案120起。檢測線正在調試，力爭2022年3月底前啟用。2022年春運平穩。"
    assert [promise for _key, promise in promising.in_report([(1, ["車輛管理"], [text])], 2021)] == [
        Promise("檢測線正在調試，力爭2022年3月底前啟用。", "檢測線正在調試，力爭2022年3月底前啟用", date(2022, 3, 31))
    ]


def test_a_reply_promises_where_it_names_a_day_to_come():
    body = (
        "您的建議已經採納。3月已完成踏勘；將於明年二季度前加裝提示牌。請您在12月31日前評議。您可在12月底前再來信。\n"
        "我們會繼續努力。"
    )
    assert promising.in_reply(body, date(2021, 11, 3)) == [
        Promise("將於明年二季度前加裝提示牌。", "將於明年二季度前加裝提示牌", date(2022, 6, 30))
    ]


def test_a_month_that_has_passed_is_that_of_the_next_year_where_a_reply_looks_ahead():
    body = "一月底前劃好標線。十月已經踏勘。今年3月前後發過通告。預計三月開工。11月巡查三次。"
    found = promising.in_reply(body, date(2021, 12, 3))
    assert [(promise.title, promise.day) for promise in found] == [
        ("一月底前劃好標線", date(2022, 1, 31)), ("預計三月開工", date(2022, 3, 31)),
    ]  # fmt: skip


def test_a_long_sentence_is_called_by_its_first_clauses():
    sentence = "第三，" + "派出所勤務改革，" * 10 + "更順。"
    assert promising.title_of(sentence) == "，".join(["派出所勤務改革"] * 7)


def test_a_long_sentence_without_clauses_is_cut():
    assert promising.title_of("巡" * 80) == "巡" * promising.MOST_OF_TITLE
