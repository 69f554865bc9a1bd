"""The pages of a PDF become the paragraphs that were printed."""

import pytest

from reports.importer.printed import text_of
from reports.importer.reading import read_text
from tests.reports.files import pdf_of

pytestmark = pytest.mark.pure

WIDTH = 30  # characters of a full line of 12 points from 100
LEFT = 100


def page(*lines, top=760, size=12, number=None, head="", left=LEFT):
    """A page of lines; one that begins with a blank is indented by two characters."""
    placed = []
    for place, line in enumerate(lines):
        indent = 24 if line.startswith(" ") else 0
        placed.append((left + indent, top - 20 * place, size, line.strip()))
    if head:
        placed.insert(0, (220, 800, 9, head))
    if number is not None:
        placed.append((290, 40, 9, f"—{number}—"))
    return placed


def words(count, end="", *, of="全市公安機關開展治安整治服務群眾"):
    return (of * 9)[: count - len(end)] + end


def test_a_paragraph_goes_on_over_lines_and_pages_between_running_heads_and_page_numbers():
    first, second = words(28), words(30)
    data = pdf_of(
        page("2021年工作報告", "一、平安", f" {first}", second, number=1, head="某市公安局"),
        page(words(30), "到此為止。", f" {words(20, '。')}", number=2, head="某市公安局"),
        page(f" {words(12, '。')}", number=3, head="某市公安局"),
    )
    assert read_text(data, "report.pdf").splitlines() == [
        "2021年工作報告",
        "一、平安",
        f"{first}{second}{words(30)}到此為止。",
        words(20, "。"),
        words(12, "。"),
    ]


def test_where_nothing_is_indented_a_stop_at_the_edge_ends_a_paragraph():
    data = pdf_of(page(words(30), words(30, "。"), words(30, of="交通事故下降"), "完。"))
    assert read_text(data, "report.pdf").splitlines() == [
        words(30) + words(30, "。"),
        words(30, of="交通事故下降") + "完。",
    ]


def test_the_printed_lines_of_a_pdf_become_paragraphs():
    data = pdf_of(
        page("一、平安", "全市公安機關全年共偵破各類案件一百", "二十起，群眾滿意。", number=3)
        + [(100, 60, 12, "服務群眾的話也要說得清楚明白。")]
    )
    assert read_text(data, "report.pdf").splitlines() == [
        "一、平安",
        "全市公安機關全年共偵破各類案件一百二十起，群眾滿意。",
        "服務群眾的話也要說得清楚明白。",
    ]


def test_two_columns_are_read_one_after_the_other():
    left = [f"左欄第{number}行的文字寫滿一欄" for number in "一二三四五"]
    right = [f"右欄第{number}行的文字寫滿一欄" for number in "一二三四五"]
    placed = [(200, 780, 12, "2021年工作報告")]
    placed += [(60, 740 - 20 * place, 12, line) for place, line in enumerate(left)]
    placed += [(330, 740 - 20 * place, 12, line) for place, line in enumerate(right)]
    assert read_text(pdf_of(placed), "report.pdf").splitlines() == ["2021年工作報告", "".join(left + right)]


def test_a_last_page_of_two_columns_may_have_few_lines_in_the_second():
    def lines(name, count, left):
        return [(left, 740 - 20 * place, 12, f"{name}欄第{place}行的文字寫滿一欄") for place in range(count)]

    first = lines("左", 5, 60) + lines("右", 5, 330)
    last = lines("前", 5, 60) + lines("後", 1, 330)
    words = "".join(line for *_place, line in first + last)
    assert read_text(pdf_of(first, last), "report.pdf") == words


def test_the_cells_of_a_table_stay_in_their_rows():
    placed = [(100, 780, 12, "2021年警情")]
    rows = [("類別", "立案", "破案"), ("盜竊", "120", "100"), ("詐騙", "80", "60"), ("其他", "9", "8")]
    for place, row in enumerate(rows):
        placed += [(100 + 150 * at, 740 - 20 * place, 12, cell) for at, cell in enumerate(row)]
    assert read_text(pdf_of(placed), "report.pdf").splitlines() == ["2021年警情", *map("\t".join, rows)]


def test_an_empty_cell_stays_empty():
    rows = [[(100, "類別"), (250, "立案"), (400, "破案")], [(100, "盜竊"), (400, "100")], [(100, "詐騙"), (250, "80")]]
    placed = [(left, 740 - 20 * place, 12, words) for place, row in enumerate(rows) for left, words in row]
    assert read_text(pdf_of(placed), "report.pdf").splitlines() == ["類別\t立案\t破案", "盜竊\t\t100", "詐騙\t80\t"]


def test_small_notes_at_the_foot_of_a_page_are_notes_at_the_end():
    foot = [(100, 60, 8, "①指全市範圍。"), (290, 40, 9, "1")]
    data = pdf_of(page(f" {words(28)}", words(30)) + foot, page("說完了。", f" {words(20, '。')}", number=2))
    assert read_text(data, "report.pdf").splitlines() == [
        f"{words(28)}{words(30)}說完了。",
        words(20, "。"),
        "註釋",
        "①指全市範圍。",
    ]


def test_the_raised_mark_of_a_note_is_no_number_of_the_text():
    runs = [["破案120", 50, 120, 700, 12], ["1", 120, 124, 704, 7], ["起。", 124, 148, 700, 12]]
    assert text_of([[595, 842, runs]]) == "破案120起。"


def test_a_page_without_words_is_no_text():
    assert text_of([[595, 842, []]]) == ""
