"""Files of every kind become text, or are refused in one sentence."""

import io
import zipfile

import pytest
from docx import Document
from pypdf import PdfWriter

from reports.importer.limits import MOST
from reports.importer.reading import check_size, plausibility, read_file, read_text
from reports.importer.refusals import ImportRefused

TRADITIONAL = "全市公安機關開展治安整治，處置警情，服務群眾，辦理戶籍業務，市民的意見建議全部辦結。"
SIMPLIFIED = "全市公安机关开展治安整治，处置警情，服务群众，办理户籍业务，市民的意见建议全部办结。"


def docx_of(*paragraphs):
    document = Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "破案", "12起"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_of(*, password=""):
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def archive_of(**files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def refusal(data, name):
    with pytest.raises(ImportRefused) as refused:
        read_text(data, name)
    return str(refused.value)


@pytest.mark.parametrize("text", [TRADITIONAL, SIMPLIFIED])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_plain_text_in_its_encoding(text, encoding):
    assert read_text(text.encode(encoding), "report.txt") == text


def test_utf_16_without_a_mark_is_known_by_its_lines():
    text = "2021年工作報告\r\n一、平安\r\n" + TRADITIONAL
    assert read_text(text.encode("utf-16-le"), "report.txt") == text.replace("\r", "")


PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>門戶</title><style>p {}</style></head><body>
<nav><a href="/">首頁</a></nav><h1>2021年工作報告</h1>
<p>全市<b>破案</b>120起，<br>群眾滿意。</p><script>var a = 1;</script>
<table><tr><th>類別</th><th>立案</th></tr><tr><td>盜竊</td><td> 30 </td></tr></table>
<table><tr><td><p>一、平安</p><p>正文。</p></td></tr></table></body></html>"""


@pytest.mark.parametrize("name", ["report.txt", "report.html"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_is_read_without_its_tags_whatever_it_is_called(name, encoding):
    assert read_text(PAGE.encode(encoding), name).splitlines() == [
        "# 2021年工作報告",
        "全市破案120起，",
        "群眾滿意。",
        "類別\t立案",
        "盜竊\t30",
        "一、平安",
        "正文。",
    ]


def test_markdown_that_begins_with_a_tag_is_no_web_page():
    text = "<div>\n# 2021年工作報告\n一、平安\n正文。\n又一行。"
    assert read_text(text.encode(), "report.md") == text


def test_radicals_become_the_characters_they_stand_for():
    assert read_text("市⺠服務，⻑⽇值守。".encode(), "report.txt") == "市民服務，長日值守。"


def test_big5_is_told_from_gb18030():
    assert read_text(TRADITIONAL.encode("big5"), "report.md") == TRADITIONAL


def test_the_right_reading_is_the_more_plausible_one():
    wrong = TRADITIONAL.encode("big5").decode("gb18030", errors="replace")
    assert plausibility(TRADITIONAL) > 0.5 > 0.2 > plausibility(wrong)


def test_word_headings_become_marks_and_tables_become_lines():
    data = docx_of(("Title", "年度報告"), ("Heading 1", "一、平安"), ("Normal", "正文。"))
    assert read_text(data, "report.docx") == "# 年度報告\n## 一、平安\n正文。\n破案\t12起"


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "report.txt", "文件是空的，請選擇有內容的文件。"),
        (b" \n\t", "report.txt", "文件裡沒有文字，請核對後另選一份。"),
        (b"\x00\x01\x02", "report.txt", "文件已損壞或格式不符，不能讀取，請打開後另存，再上傳。"),
        (b"PK\x03\x04broken", "report.docx", "文件已損壞或格式不符，不能讀取，請打開後另存，再上傳。"),
        (b"%PDF-1.7 broken", "report.pdf", "文件已損壞或格式不符，不能讀取，請打開後另存，再上傳。"),
        (b"plain words", "report.pdf", "文件已損壞或格式不符，不能讀取，請打開後另存，再上傳。"),
        (
            b"{\\rtf1\\ansi one}",
            "report.txt",
            "這是 RTF 文件，不能讀取；請用 Word 或 WPS 打開，另存為 Word 文件（docx），再上傳。",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8),
            "report.txt",
            "這是舊版的 Office 文件（doc 等），或是設有密碼的文件，不能讀取；"
            "請打開後去掉密碼，另存為 Word 文件（docx），再上傳。",
        ),
        (
            archive_of(mimetype="application/vnd.oasis.opendocument.text", content="<a/>"),
            "report.odt",
            "這是 OpenDocument 文件（odt、ods 等），不能讀取；請打開後另存為 Word 文件（docx），再上傳。",
        ),
        (
            archive_of(xl__workbook="<a/>"),
            "report.docx",
            "這是 Excel 表格，不能讀取；請把表格放進 Word 文件（docx），再上傳。",
        ),
        (
            archive_of(ppt__presentation="<a/>"),
            "report.docx",
            "這是演示文稿，不能讀取；請把文字放進 Word 文件（docx），再上傳。",
        ),
        (
            archive_of(report="正文。"),
            "report.zip",
            "這是壓縮包，不是 Word 文件，不能讀取；請解壓後，上傳其中的報告。",
        ),
        (b"\xff\xd8\xff\xe0", "report.txt", "這是圖片，沒有文字；請先作文字識別，或改用 Word 文件。"),
        (
            b'<?xml version="1.0"?><w:wordDocument/>',
            "report.txt",
            "這是 XML 文件，不能讀取；請打開後另存為 Word 文件（docx），再上傳。",
        ),
        (b"\xd0\xcf\x11\xe0", "report.doc", "只能讀取文本文件（txt、md）、Word 文件（docx）和 PDF。"),
        (b"\x80\xff" * 40, "report.txt", "認不出文件的文字編碼；請另存為 UTF-8 再導入。"),
        (b"\xff\xfe\x00\xd8\x00", "report.txt", "認不出文件的文字編碼；請另存為 UTF-8 再導入。"),
        (pdf_of(), "report.pdf", "PDF 裡只有圖像，沒有文字；請先作文字識別，或改用 Word 文件。"),
        (pdf_of(password="open"), "report.pdf", "PDF 有密碼保護，不能讀取，請去掉密碼再上傳。"),
    ],
)
def test_a_file_that_is_no_report_is_refused_in_one_sentence(data, name, sentence):
    assert refusal(data, name) == sentence


def test_a_word_file_that_unpacks_to_a_flood_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(101 * 1024 * 1024))
    assert refusal(stream.getvalue(), "report.docx") == "文件解壓後過大，沒有讀取；請刪去圖片，另存後再上傳。"


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "report.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(ImportRefused, match="文件超過 20 MB，沒有讀取；請刪去圖片，另存後再上傳。"):
        read_file(path)
    assert check_size(MOST.size) is None


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ImportRefused, match="找不到或不能讀取文件：none.txt"):
        read_file(tmp_path / "none.txt")
