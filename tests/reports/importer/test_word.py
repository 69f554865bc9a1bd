"""A Word file is read as a reader of the finished document sees it."""

import pytest

from reports.importer import parse
from reports.importer.reading import read_text
from reports.importer.word_numbers import in_form
from tests.reports.files import paragraph, table, word_of

pytestmark = pytest.mark.pure


def read(body, **parts):
    return read_text(word_of(body, **parts), "report.docx")


def in_list(number, level=0):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(at, form, words, more=""):
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{words}"/></w:lvl>'
    )


LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%1.%3", "<w:isLgl/>")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "•")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    + '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def test_the_numbers_that_word_makes_stand_before_the_words():
    body = (
        paragraph("平安", properties=in_list(1))
        + paragraph("打擊", properties=in_list(1, 1))
        + paragraph("防範", properties=in_list(1, 1))
        + paragraph("服務", properties=in_list(1))
        + paragraph("辦證", properties=in_list(1, 1))
        + paragraph("身份證", properties=in_list(1, 2))
        + paragraph("出行", properties=in_list(3, 1))
        + paragraph("一句話。", properties=in_list(2))
        + paragraph("又一句。", properties=in_list(0))
    )
    assert read(body, numbering=LISTS).splitlines() == [
        "一、平安",
        "（一）打擊",
        "（二）防範",
        "二、服務",
        "（一）辦證",
        "2.1身份證",
        "（一）出行",
        "一句話。",
        "又一句。",
    ]


def test_a_style_numbers_its_paragraphs_and_is_a_heading_by_its_base():
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/>'
        f"<w:pPr>{in_list(1)}</w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="部分"/><w:basedOn w:val="a"/></w:style>'
    )
    body = paragraph("平安", properties='<w:pStyle w:val="b"/>') + paragraph("一句話。")
    assert read(body, numbering=LISTS, styles=styles) == "## 一、平安\n一句話。"


def test_a_list_may_take_its_levels_from_a_style_and_change_some():
    lists = (
        '<w:abstractNum w:abstractNumId="0">' + level(0, "chineseCounting", "%1、") + "</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        + level(0, "decimalEnclosedCircle", "%1")
        + "</w:lvlOverride></w:num>"
    )
    styles = f'<w:style w:type="numbering" w:styleId="s"><w:name w:val="列"/><w:pPr>{in_list(1)}</w:pPr></w:style>'
    body = "".join(paragraph(f"第{number}", properties=in_list(number)) for number in (1, 2, 2, 3, 3, 9))
    assert read(body, numbering=lists, styles=styles).splitlines() == [
        *("一、第1", "一、第2", "二、第2", "①第3", "②第3", "第9"),
    ]


@pytest.mark.parametrize(
    ("form", "count", "written"),
    [
        ("chineseCountingThousand", 21, "二十一"),
        ("chineseCounting", 105, "一百零五"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("upperRoman", 14, "XIV"),
        ("decimalZero", 7, "07"),
        ("ideographTraditional", 2, "乙"),
        ("ideographLegalTraditional", 20, "貳拾"),
        ("decimalFullWidth", 12, "１２"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 4, "iv"),
        ("ideographDigital", 10, "一〇"),
        ("ideographZodiac", 1, "子"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("hebrew1", 4, "4"),
        ("chineseCounting", 1000, "1000"),
    ],
)
def test_forms_of_numbers(form, count, written):
    assert in_form(count, form) == written


def test_insertions_are_taken_in_and_deletions_left_out():
    body = paragraph(
        "破案",
        "<w:ins><w:r><w:t>120</w:t></w:r></w:ins>",
        "<w:del><w:r><w:delText>90</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>舊句</w:t></w:r></w:moveFrom>",
        "起。",
    )
    joined = paragraph("前半句，", properties="<w:rPr><w:del/></w:rPr>") + paragraph("後半句。")
    assert read(body + joined) == "破案120起。\n前半句，後半句。"


def test_content_controls_and_text_boxes_are_read_once():
    control = f"<w:sdt><w:sdtContent>{paragraph('一、平安')}</w:sdtContent></w:sdt>"
    box = f"<w:txbxContent>{paragraph('框裡的話。')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    inline = "<w:sdt><w:sdtContent><w:r><w:t>2021</w:t></w:r></w:sdtContent></w:sdt>"
    assert read(control + paragraph(inline, "年的話。", both)) == "一、平安\n2021年的話。\n框裡的話。"


def test_what_is_hidden_or_a_table_of_contents_is_left_out():
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{paragraph('一、平安 1')}</w:sdtContent></w:sdt>"
    )
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗語</w:t></w:r>"
    assert read(contents + paragraph("正文", hidden, "在此。")) == "正文在此。"


def test_footnotes_are_notes_at_the_end():
    note = f'<w:footnote w:id="2">{paragraph("指全市範圍。")}</w:footnote>'
    line = f'<w:footnote w:id="0" w:type="separator">{paragraph("")}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph("2021年工作報告") + paragraph("一、平安") + paragraph("破案", mark, "120起。")
    parsed = parse(read(body, footnotes=line + note), bureau="某局")
    assert [(section.anchor, section.label, section.paragraphs) for section in parsed.sections] == [
        ("s1", "一、平安", ["破案120起。"]),
        ("notes", "註釋", ["[1] 指全市範圍。"]),
    ]


def test_a_table_is_a_table_whose_numbers_are_named_by_row_and_column():
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    rows = [
        ("一、類別", wide + paragraph("立案（起）")),
        ("", "2020年", "2021年"),
        ("盜竊", "1,200", "1100"),
    ]
    body = (
        paragraph("2021年工作報告")
        + paragraph("一、平安")
        + table(*rows)
        + paragraph("二、服務")
        + paragraph("一句話。")
    )
    parsed = parse(read(body), bureau="某局")
    assert [(section.label, section.paragraphs) for section in parsed.sections] == [
        ("一、平安", ["一、類別\t立案（起）\t", "\t2020年\t2021年", "盜竊\t1,200\t1100"]),
        ("二、服務", ["一句話。"]),
    ]
    assert [
        (figure.name, figure.number, figure.unit, figure.text, figure.paragraph) for _, figure in parsed.figures
    ] == [
        ("盜竊立案（2020年）", "1200", "起", "1,200", 2),
        ("盜竊立案（2021年）", "1100", "起", "1100", 2),
    ]


def test_a_row_that_begins_further_right_has_empty_cells_and_one_across_is_text():
    further = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    rows = f"<w:tbl><w:tr><w:tc>{paragraph('全年的話。')}</w:tc></w:tr>"
    rows += f"<w:tr><w:tc>{paragraph('盜竊')}</w:tc><w:tc>{paragraph('3')}</w:tc></w:tr>"
    rows += f"<w:tr>{further}<w:tc>{paragraph('4')}</w:tc></w:tr>"
    rows += f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('5')}</w:tc></w:tr></w:tbl>"
    assert read(rows) == "全年的話。\n盜竊\t3\n\t4"


def test_a_table_of_one_column_lays_out_text():
    body = table([paragraph("一、平安") + paragraph("一句話。")])
    assert read(body) == "一、平安\n一句話。"


def test_a_word_file_with_nothing_but_a_table_is_read():
    parsed = parse(read(table(["警亭", "16個"], ["車位", "320個"])), year=2021, bureau="某局")
    assert [(figure.name, figure.number, figure.unit) for _, figure in parsed.figures] == [
        ("警亭", "16", "個"),
        ("車位", "320", "個"),
    ]
