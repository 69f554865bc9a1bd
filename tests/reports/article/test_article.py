"""A section laid out for reading: which figures become cards, which are drawn."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from reports.article import layout
from reports.article.comparisons import Row
from reports.importer.figures import figures_in
from reports.templatetags.article import as_typed, clauses, number_and_unit, unbroken


def laid_out(*paragraphs, year=2021, earlier=()):
    figures = [
        figure for place, text in enumerate(paragraphs) for figure in figures_in(text, year=year, paragraph=place)
    ]
    return layout.laid_out(list(paragraphs), [Standing(figure) for figure in figures], year=year, earlier=earlier)


class Standing:
    """A figure as read, told as a saved one is."""

    def __init__(self, parsed):
        self.parsed = parsed

    def __getattr__(self, name):
        return getattr(self.parsed, name)

    @property
    def told(self):
        return self.text


def known(name, value, unit, *, year=2020):
    """What another year's report says."""
    report = SimpleNamespace(year=year)
    section = SimpleNamespace(report=report)
    return SimpleNamespace(
        name=name,
        value=Decimal(value),
        unit=unit,
        lower=None,
        is_change=False,
        section=section,
        told=f"{value}{unit}",
    )


def cards(rows):
    return [[card.text for card in row.cards] for row in rows]


def drawn(rows):
    return [[(type(chart).__name__, [told(row) for row in chart.rows]) for chart in row.charts] for row in rows]


def told(row):
    return row.grouped if isinstance(row, Row) else (row.year, row.told)


def test_parts_that_add_up_are_drawn_behind_their_paragraph():
    rows = laid_out("新增崗亭3個。", "破案9200起，其中本地2100起，外地7100起。", "出警5次。")
    assert drawn(rows) == [[], [("Parts", ["2100", "7100"])], []]


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
        "破案60—70起（本地20起、外地40起）。",  # a range has no one sum
        "破案60起（本地20—30起、外地40起）。",
        "破案60起，抓獲40人。",
    ],
)
def test_what_does_not_add_up_is_not_drawn(text):
    assert drawn(laid_out(text)) == [[]]


@pytest.mark.parametrize(
    ("text", "largest"),
    [
        ("破案9200起，其中本地2100起，外地7100起。", "外地破案"),
        ("破案100起，其中盜竊60起，詐騙30起。", "盜竊"),  # more than the rest, too
        ("破案100起，其中盜竊20起，詐騙30起。", None),  # most of them are not named
        ("破案60起（本地30起、外地30起）。", None),
    ],
)
def test_a_chart_names_the_largest_part_where_one_is(text, largest):
    [chart] = laid_out(text)[0].charts
    assert (chart.largest and chart.largest.figure.name) == largest


def test_changes_of_different_things_are_never_one_chart():
    rows = laid_out("事故起數、死亡人數同比下降0.9%、1.2%。", "盜竊案件同比上升12%。", "詐騙案件同比上升21%。")
    assert drawn(rows) == [[], [], []]


def test_a_change_is_drawn_with_the_year_before_as_it_follows_from_the_sentence():
    rows = laid_out("辦理落戶9.4萬人，同比增長72.3%。")
    [[chart]] = [row.charts for row in rows]
    assert (drawn(rows), chart.is_reckoned) == ([[("Change", [(2020, "5.5萬人"), (2021, "9.4萬人")])]], True)
    assert [row.bar.length for row in chart.rows] == ["58.51%", "100%"]


def test_what_the_report_of_that_year_says_goes_before_what_follows():
    rows = laid_out("辦理落戶9.4萬人，同比增長72.3%。", earlier=[known("辦理落戶", 54_321, "人")])
    [[chart]] = [row.charts for row in rows]
    assert (drawn(rows), chart.is_reckoned) == ([[("Change", [(2020, "54321人"), (2021, "9.4萬人")])]], False)


@pytest.mark.parametrize(
    "earlier",
    [
        [known("辦理落戶", 54_321, "人", year=2019)],
        [known("辦理落戶", 54_321, "戶")],
        [known("辦理落戶", 54_321, "人"), known("辦理落戶", 12_345, "人")],
    ],
)
def test_another_year_or_unit_or_two_values_are_no_base(earlier):
    [[chart]] = [row.charts for row in laid_out("辦理落戶9.4萬人，同比增長72.3%。", earlier=earlier)]
    assert chart.is_reckoned


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("警力3000人，比2020年增加500人。", "2500\u00a0人"),
        ("警力3000人，比2020年減少500人。", "3500\u00a0人"),
        ("破案率達80%，同比提高2個百分點。", "78%"),
        ("辦理落戶8123人，同比增長70.2%。", "4770\u00a0人"),  # no more than three digits are reckoned
        ("辦理落戶8123人，同比下降50%。", "16,200\u00a0人"),
    ],
)
def test_what_was_before_is_reckoned_where_the_sentence_leaves_one_answer(text, before):
    assert [row.told for row in laid_out(text)[0].charts[0].rows][0] == before


@pytest.mark.parametrize(
    "text",
    [
        "破案率達80%，同比提高21%。",  # a percent of a percent
        "辦理落戶9.4萬餘人，同比增長72.3%。",
        "辦理落戶9.4萬人，同比增長近七成，約70%。",
        "辦理落戶9.4萬人，增長72.3%。",  # against which year?
        "辦理落戶9.4萬人。查處案件同比增長5%。",
        "警力300人，比2020年增加500人。",  # there would have been less than nobody
    ],
)
def test_what_was_before_is_not_guessed(text):
    assert drawn(laid_out(text)) == [[]]


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
    place = layout.sentence_at(text, start, start + 2)
    figure = SimpleNamespace(start=start, end=start + 2, text="9起")
    pieces = layout.sentence_pieces(text, place, [figure])
    assert "".join(piece for piece, _figure in pieces) == text[place].strip() == sentence
    assert [piece for piece, marked in pieces if marked] == ["9起"]


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
        ("（一）盯住重點犯罪，該打的打到底", ["（一）盯住重點犯罪，", "該打的打到底"]),
        ("向市民報告工作（示例資料）", ["向市民報告工作", "（示例資料）"]),
        ("（未完", ["（", "未完"]),
    ],
)
def test_a_heading_breaks_between_its_clauses(heading, pieces):
    assert clauses(heading) == "".join(f'<span class="clause">{piece}</span>' for piece in pieces)


@pytest.mark.parametrize("heading", ["前言", "結語，", "（一）道路交通管理", ""])
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
        ("2—3家", ("", "2—3", "家")),
        ("2.2:1", ("", "2.2:1", "")),
        ("三分之一", ("", "三分之一", "")),
        ("下降 兩成", ("下降 ", "兩成", "")),
    ],
)
def test_a_card_sets_the_number_apart_from_its_unit(text, parts):
    assert number_and_unit(text) == parts


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/reports/figures/%E7%A0%B4%E6%A1%88/#2021", "/reports/figures/破案/#2021"),
        ("/reports/figures/a%20b%3F%23%25%22%F0%A0%AE%B7/", "/reports/figures/a%20b%3F%23%25%22𠮷/"),
    ],
)
def test_an_address_has_its_characters_and_keeps_what_means_something_in_it(address, typed):
    assert as_typed(address) == typed


def test_a_rest_is_told_in_the_scale_of_the_whole():
    [row] = laid_out("投資67665億元，其中工業20000億元，農業10000億元。")
    [chart] = row.charts
    assert [line.told for line in chart.rows] == ["20,000億元", "10,000億元", "37,665億元"]
