"""Paragraphs that are rows are laid out as tables."""

import pytest

from reports.article import layout
from reports.importer.tables import figures_of
from tests.reports.article.test_article import Standing

pytestmark = pytest.mark.pure


def laid_out(*paragraphs):
    figures = [Standing(figure) for read in figures_of(paragraphs, year=2021) for figure in read]
    return layout.laid_out(list(paragraphs), figures, year=2021)


def told(row):
    return [("".join(text for text, _figure in cell.pieces), cell.columns, cell.is_number) for cell in row]


def test_rows_that_stand_together_are_one_table_between_the_paragraphs():
    before, table, after = laid_out("說明。", "類別\t立案（起）", "盜竊\t30", "合計\t", "說完了。")
    assert (before.pieces, after.pieces) == ([("說明。", None)], [("說完了。", None)])
    assert [told(row) for row in table.head] == [[("類別", 1, False), ("立案（起）", 1, False)]]
    assert [told(row) for row in table.body] == [
        [("盜竊", 1, False), ("30", 1, True)],
        [("合計", 1, False), ("", 1, False)],
    ]


def test_a_head_above_others_spans_them():
    [table] = laid_out("類別\t立案\t", "\t2020年\t2021年", "盜竊\t20\t30")
    assert [told(row) for row in table.head] == [
        [("類別", 1, False), ("立案", 2, False)],
        [("", 1, False), ("2020年", 1, False), ("2021年", 1, False)],
    ]


def test_a_table_of_values_alone_has_no_head():
    [table] = laid_out("警亭\t16個", "車位\t320個")
    assert (table.head, [told(row)[0][0] for row in table.body]) == ([], ["警亭", "車位"])


def test_numbers_of_a_table_are_neither_cards_nor_charts():
    [table] = laid_out("類別\t立案\t同比%", "盜竊\t30\t-5", "詐騙\t20\t3")
    assert isinstance(table, layout.Table)
