"""What is too much is refused before it is read, in a sentence that names the place; the rest costs its length."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

from portal.pictures.drawing import CannotDraw
from reports import importer
from reports.importer import AT_ONCE, MOST, ImportRefused, TooLarge, parse, read_text, unsummed
from reports.importer.chrome import lines_of_text
from reports.importer.limits import LONGEST_LINE
from reports.importer.printed import text_of
from reports.importer.sentences.changes import change_before
from tests.reports.files import docx_of, figures, pdf_of

HEAD = "2021年工作報告\n一、工作\n"
ROOM = Path(importer.__file__).parent.parent


def refusal(read):
    with pytest.raises(ImportRefused) as refused:
        read()
    assert not isinstance(refused.value, TooLarge)
    return str(refused.value)


def steps(function):
    """How many lines of the app's own code run during `function`."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        if not frame.f_code.co_filename.startswith(str(ROOM)):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


SHAPES = {
    "figures": lambda size: figures(size),
    "figures in one sentence": lambda size: HEAD + "破案12起、" * size,
    "figures and their parts": lambda size: HEAD + "破案12起其中" * size,
    "quoted numbers": lambda size: HEAD + "「1」" * size,
    "one heading over and over": lambda size: HEAD + "一、工作\n" * size + "正文。",
    "headings run in": lambda size: HEAD + "(一)打擊。話。\n" * size + "正文，如此。\n" * size,
    "paragraphs of a sub-section": lambda size: HEAD + "(一)打擊\n" + "這段話文字正文。\n" * size,
    "headings without numerals": lambda size: "2021年工作報告\n" + "某某某人\n" * size + "正文。",
    "rows of a table": lambda size: HEAD + "類別\t立案\t同比%\n" + "盜竊\t12\t-3\n" * size,
    "heads of tables": lambda size: HEAD + "類別\t立案\n" * size + "正文。",
    "numbers of numbers": lambda size: HEAD + "1.1 打擊\n正文。\n" * size,
    "bare headings with lists": lambda size: HEAD + "工作安排\n（一）打擊\n正文。\n" * size,
    "styles one under the other": lambda size: HEAD + "1.甲\n(一)乙\n話。\n(二)丙\n話。\n" * (size // 2),
    "lists": lambda size: HEAD + "收繳刀具12把、" + "彈弓12把、" * size,
    "rates of what is counted": lambda size: HEAD + "新建站點12個，覆蓋率96%，" * size,
    "paths of a page": lambda size: HEAD + "首頁 > 公開 > 報告\n正文。\n" * size,
    "notes": lambda size: HEAD + "正文。\n名詞解釋\n1.甲：乙。\n" * size,
    "related links": lambda size: HEAD + "正文。\n" * size + "相關鏈接：\n" + "正文。\n" * size,
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_twice_the_text_is_twice_the_work(shape):
    def work(size):
        return steps(lambda: unsummed(parse(shape(size), bureau="某局")))

    work(10)  # what is learnt once is learnt
    assert work(400) < 2.2 * work(200)


@pytest.mark.parametrize(
    "row",
    ["達到", "由2020年的", "比年", "比上年", "比上年同期相比", "字號大小", "累計", "了", "——"],
)
@pytest.mark.parametrize("end", ["", "服", "增長"])
def test_a_row_that_can_be_cut_in_many_ways_is_read_in_one(row, end):
    """Each of these had a pattern try 2 to the power of its length; with that this test does not end."""
    text = HEAD + row * 200 + end + "1起。"
    assert [figure.text for _section, figure in parse(text, bureau="某局").figures] == ["1起"]


@pytest.mark.parametrize("row", ["字號大小", "A-", "打印本頁【", "大 中 小 | "])
def test_a_long_row_of_buttons_is_left_out_and_one_with_words_is_not(row):
    words = row * 200 + "服務"
    assert (lines_of_text(row * 200), lines_of_text(words)) == ([""], [words])


def test_a_long_path_of_a_page_is_read_in_one():
    assert lines_of_text("首頁" + " - 公開 > 報告" * 15 + "。") != [""]


@pytest.mark.parametrize("words", ["#" * 15_000 + "x", " " * 15_000 + "x", "x" + " #" * 7_000])
def test_a_long_row_of_marks_is_read(words):
    read = parse(f"{HEAD}# {words}\n正文。", bureau="某局")
    assert read.sections[-1].paragraphs == ["正文。"]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("案件比2020年同期相比增长", (2, "up", 2020)),
        ("案件与2019年相比较上年增长", (2, "up", None)),
        ("案件同比大幅下降了近", (2, "down", None)),
        ("案件连续5年年均增长", (4, "up", None)),
        ("案件增长，事故", (None, "", None)),
        ("比" * 50 + "增长", (50, "up", None)),
    ],
)
def test_the_change_before_a_number(text, change):
    told = change_before(text, 0, len(text))
    assert (told.start, told.direction, told.compared_year) == change


TOO_MUCH = {
    "characters": (
        HEAD + "正文文字。\n" * 40_000,
        "文件裡的文字超過 200000 個，不像是一份報告，沒有讀取；請只留下報告的正文，再上傳。",
    ),
    "bytes": ("正" * 300_000, "文件裡的文字超過 200000 個，不像是一份報告，沒有讀取；請只留下報告的正文，再上傳。"),
    "lines": ("文\n" * 3_001, "文件有 3001 行，超過 3000 行，不像是一份報告，沒有讀取；請只留下報告的正文，再上傳。"),
    "line": (
        HEAD + "很長的一行，" * 31_666,
        "第 3 行（「很長的一行，很長的一行，很長的一行，很長…」）有 189996 個字，超過 20000 個，不像是一個段落；"
        "請分成幾段，再導入。",
    ),
    "sections": (
        HEAD + "".join(f"二、第{place}件\n正文。\n" for place in range(1_000)),
        "到「二、第999件」為止已超過 1000 節，不像是一份報告；請合併章節，再導入。",
    ),
    "figures": (
        HEAD + "1起2起3起4起5起6起7起8起9起。\n二、後來\n" + ("1起，" * 60 + "\n") * 550,
        "到「二、後來」為止已超過 30000 個指標，不像是一份報告；請分成幾份，再導入。",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_is_refused_naming_the_place(text, sentence):
    assert refusal(lambda: parse(read_text(text.encode(), "report.txt"), bureau="某局")) == sentence


def test_nothing_too_long_reaches_what_reads_it(monkeypatch):
    seen = []
    monkeypatch.setattr(import_module("reports.importer.parse"), "outline", lambda text, **year: seen.append(len(text)))
    marks = "a" + "\u0301" * 60_000 + "\u0316" * 60_000
    for text in (HEAD + marks, "正" * 190_000, "1" * (LONGEST_LINE + 1)):
        refusal(lambda text=text: parse(text, bureau="某局"))
    assert seen == []


@pytest.mark.parametrize(
    "text",
    [
        "正文文字。" * 4_000 + "\n" + "正文文字。" * 4_000,
        "文。\n" * 1_001,
        figures(1_001),
        "".join(f"二、第{at}\n正文。\n" for at in range(201)),
    ],
    ids=["characters", "lines", "figures", "sections"],
)
def test_what_is_only_large_is_not_read_at_once(text):
    with pytest.raises(TooLarge):
        parse(read_text(text.encode(), "report.txt", AT_ONCE), bureau="某局", limits=AT_ONCE)
    assert parse(read_text(text.encode(), "report.txt"), bureau="某局").sections != []


REPORT = "2021年工作報告\n一、工作\n破案12起。"


RANGES = ["1 beginbfrange", "<0100> <F000> <0100>", "endbfrange"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (pdf_of(*[REPORT] * 9), "report.pdf"),
        (pdf_of(REPORT, entries=RANGES), "report.pdf"),
        (pdf_of(REPORT, drawn=b" 0 0 m" * 90_000), "report.pdf"),
        (docx_of(REPORT, extra={"word/media/image1.bin": bytes(5 * 1024 * 1024)}), "report.docx"),
        (docx_of(REPORT, extra={"word/extra.xml": b"<a/>" * 70_000}), "report.docx"),
        (docx_of(*["正文文字。" * 100] * 70), "report.docx"),
    ],
    ids=["pages", "font", "drawing", "unpacked", "tags", "characters"],
)
def test_a_file_that_is_only_large_is_not_taken_apart_at_once(data, name):
    with pytest.raises(TooLarge):
        read_text(data, name, AT_ONCE)
    assert read_text(data, name) != ""


def test_a_small_file_of_each_kind_is_read_at_once():
    read = {
        "txt": read_text(REPORT.encode(), "report.txt", AT_ONCE),
        "pdf": read_text(pdf_of(REPORT, "事故下降5%。"), "report.pdf", AT_ONCE),
        "docx": read_text(docx_of(*REPORT.splitlines()), "report.docx", AT_ONCE),
    }
    assert read == {"txt": REPORT, "pdf": f"{REPORT}\n事故下降5%。", "docx": REPORT}


def test_20_000_figures_are_read():
    assert len(parse(read_text(figures(20_000).encode(), "report.txt"), bureau="某局").figures) == 20_000


def test_an_85_page_pdf_is_read():
    pages = [f"第一章的正文，第{number}頁。" for number in range(85)]
    assert read_text(pdf_of(*pages, fonts=4), "report.pdf").count("正文") == 85


def test_a_pdf_that_asks_for_endless_work_is_refused_naming_the_page():
    data = pdf_of("正文。", fonts=100, entries=RANGES)
    sentence = "PDF 第 1 頁的內容過於複雜，沒有讀取；請改用 Word 文件，或另存為文本文件。"
    assert refusal(lambda: read_text(data, "report.pdf")) == sentence


@pytest.mark.parametrize("forms", [8, 30])
def test_forms_within_forms_are_counted_before_any_is_drawn(forms, monkeypatch):
    """Each draws the next ten times: a page of 8 would be drawn for minutes, one of 30 for ever."""
    monkeypatch.setattr("reports.importer.pdf.words", None)
    told = refusal(lambda: read_text(pdf_of(REPORT, forms=forms), "report.pdf"))
    assert told == "PDF 第 1 頁的內容過於複雜，沒有讀取；請改用 Word 文件，或另存為文本文件。"


def test_a_few_forms_are_read():
    assert read_text(pdf_of(REPORT, forms=3), "report.pdf", AT_ONCE) == REPORT


def test_a_pdf_waits_where_no_process_can_be_had(monkeypatch):
    def words(data, *, most):
        raise CannotDraw

    monkeypatch.setattr("reports.importer.pdf.words", words)
    told = refusal(lambda: read_text(pdf_of(REPORT), "report.pdf"))
    assert told == "現在不能讀取 PDF，請過一會兒再上傳，或改用 Word 文件。"


def test_a_pdf_of_too_many_pages_is_refused():
    data = pdf_of(*[""] * (MOST.pages + 1))
    told = refusal(lambda: read_text(data, "report.pdf"))
    assert told == "PDF 超過 400 頁，不像是一份報告，沒有讀取；請只留下報告的正文，再上傳。"


def test_a_word_file_of_too_many_tags_is_refused_before_it_is_taken_apart(monkeypatch):
    monkeypatch.setattr("reports.importer.word.Document", None)
    data = docx_of(REPORT, extra={"word/extra.xml": b"<a/>" * 2_000_000})
    told = "文件的排版標記過多，沒有讀取；請另存為文本文件，再導入。"
    assert refusal(lambda: read_text(data, "report.docx")) == told


def test_the_lines_of_a_pdf_are_joined_once_however_many_make_a_paragraph():
    line = "一行沒有停頓的文字一直寫到頁邊"

    def pages(count):
        return [[595, 842, [[line, 50, 50 + 12 * len(line), 10 * place, 12] for place in range(count)]]]

    assert steps(lambda: text_of(pages(400))) < 2.2 * steps(lambda: text_of(pages(200)))
    assert text_of(pages(400)) == line * 400
