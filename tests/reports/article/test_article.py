"""A section laid out for reading: which figures become cards, which are drawn."""

import pytest

from reports.article import layout
from reports.importer.figures import figures_in
from reports.templatetags.article import clauses, number_and_unit, unbroken


def laid_out(*paragraphs):
    figures = [
        figure for place, text in enumerate(paragraphs) for figure in figures_in(text, year=2021, paragraph=place)
    ]
    for_pages = [Standing(figure) for figure in figures]
    return layout.laid_out(list(paragraphs), for_pages)


class Standing:
    """A figure as read, printed as a saved one is."""

    def __init__(self, parsed):
        self.parsed = parsed

    def __getattr__(self, name):
        return getattr(self.parsed, name)

    @property
    def grouped(self):
        return f"{self.value:,f}"


def cards(rows):
    return [[card.text for card in row.cards] for row in rows]


def drawn(rows):
    return [[(type(chart).__name__, [row.grouped for row in chart.rows]) for chart in row.charts] for row in rows]


def test_parts_that_add_up_are_drawn_behind_their_paragraph():
    rows = laid_out("新增崗亭3個。", "破案9200起，其中本地2100起，外地7100起。", "出警5次。")
    assert drawn(rows) == [[], [("Parts", ["2,100", "7,100"])], []]


def test_a_selection_is_drawn_with_the_rest_that_no_figure_names():
    [row] = laid_out("破案100起，其中盜竊20起，詐騙30起。")
    [chart] = row.charts
    assert [(line.figure and line.figure.text, line.grouped, line.bar.share) for line in chart.rows] == [
        ("20起", "20", "20%"),
        ("30起", "30", "30%"),
        (None, "50", "50%"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "破案60起（本地50起、外地20起）。",  # more than the whole
        "破案60起（本地20起、外地10起）。",  # less, and brackets promise all
        "破案約60起（本地20起、外地40起）。",
        "破案60起，抓獲40人。",
    ],
)
def test_what_does_not_add_up_is_not_drawn(text):
    assert drawn(laid_out(text)) == [[]]


def test_two_changes_against_one_year_are_compared():
    rows = laid_out("事故同比下降0.9%。", "盜竊案件同比上升12%。", "破案率提高21%。")
    assert drawn(rows) == [[], [("Changes", ["-0.9", "12"])], []]


def test_one_change_alone_is_a_card():
    rows = laid_out("事故同比下降0.9%。")
    assert (drawn(rows), cards(rows)) == ([[]], [["0.9%"]])


def test_a_paragraph_has_two_cards_at_most_and_a_change_comes_before_the_others():
    rows = laid_out("偵破刑事案件9700起，破獲毒品案件274起，收繳毒品220公斤，查處案件數比2020年提高33%。")
    assert cards(rows) == [["9700起", "33%"]]


def test_what_a_chart_shows_is_no_card():
    assert cards(laid_out("破案9200起，其中本地2100起，外地7100起；抓獲2300人。")) == [["2300人"]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("前一句。破案9起！後一句。", "破案9起！"),
        ("破案9起，後面沒有句號", "破案9起，後面沒有句號"),
        ("「開頭。」 破案9起？", "」 破案9起？"),
    ],
)
def test_a_figure_stands_in_its_sentence(text, sentence):
    start = text.index("9起")
    assert layout.sentence_at(text, start, start + 2) == sentence


def test_a_section_without_paragraphs_is_laid_out_as_nothing():
    assert laid_out() == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("2021年10月3日", "[2021年][10月][3日]"),
        ("「1、3、5分鐘」", "「1、3、[5分]鐘」"),
        ("34.4萬人次，33%", "[34.4萬人]次，[33%]"),
        ("補裝 386 盞，下降 12 %", "補裝 [386\u00a0盞]，下降 [12\u00a0%]"),
        ("沒有數字", "沒有數字"),
    ],
)
def test_no_line_ends_between_a_number_and_its_unit(text, html):
    assert unbroken(text) == html.replace("[", '<span class="unbroken">').replace("]", "</span>")


def test_what_a_report_says_stays_text():
    assert unbroken("<b>3起</b>") == '&lt;b&gt;<span class="unbroken">3起</span>&lt;/b&gt;'


@pytest.mark.parametrize(
    ("heading", "pieces"),
    [
        ("(一)盯住重點犯罪，該打的打到底", ["(一)盯住重點犯罪，", "該打的打到底"]),
        ("向市民報告工作（示例資料）", ["向市民報告工作", "（示例資料）"]),
        ("（未完", ["（", "未完"]),
    ],
)
def test_a_heading_breaks_between_its_clauses(heading, pieces):
    assert clauses(heading) == "".join(f'<span class="clause">{piece}</span>' for piece in pieces)


@pytest.mark.parametrize("heading", ["前言", "結語，", ""])
def test_a_heading_of_one_clause_is_left_alone(heading):
    assert clauses(heading) == heading


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3.5萬人次", ("", "3.5", "萬人次")),
        ("4.5%", ("", "4.5", "%")),
        ("1,200起", ("", "1,200", "起")),
        ("超過1.7萬億條", ("超過", "1.7", "萬億條")),
        ("-5度", ("", "-5", "度")),
    ],
)
def test_a_card_sets_the_number_apart_from_its_unit(text, parts):
    assert number_and_unit(text) == parts
