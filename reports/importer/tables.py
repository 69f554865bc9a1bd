"""The figures of tables, whose rows are paragraphs with tabs between the cells: named by their row and column."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from reports.importer.approximations import BY_FOLDED
from reports.importer.figures import MOST_DIGITS, figures_in
from reports.importer.folding import fold
from reports.importer.numbers import SCALES
from reports.importer.parsed import ParsedFigure
from reports.importer.rows import is_row
from reports.importer.table_heads import (
    CELL,
    CHANGE,
    NO_UNIT,
    YEAR,
    Column,
    columns_of,
    head_rows,
    is_caption,
    is_nothing,
    is_prose,
    is_value,
    is_year,
    scaled,
    without_unit,
)

YEAR_AT_END = re.compile(rf"(?:{YEAR.pattern})$")
PART = re.compile(r"其中\s*[:：]?\s*|#\s*")
DOWN = re.compile(r"下降|减少|降幅")
MEANS_NOTHING = {"数量", "数值", "指标值", "数据", "数字", "完成情况", "合计", "全年"}
LONGEST_NAME = 60


def cells_of(row):
    """[(where it begins, the cell)] of a row."""
    cells, at = [], 0
    for cell in row.split("\t"):
        cells.append((at, cell))
        at += len(cell) + 1
    return cells


@dataclass
class _Row:
    """What a cell's number shares with those beside it."""

    place: int
    words: str
    first: int  # the first cell behind the head of the row
    columns: list
    year: int | None
    unit: tuple[Decimal, str] | None = None  # that its head, a column of units or the row of its whole tells

    def column(self, at):
        return self.columns[at] if at < len(self.columns) else Column()


def figures_of(paragraphs, *, year=None, heading=""):
    """The figures of a section's paragraphs in reading order, those of its tables among them, one list each."""
    before = heading
    for is_table, group in groupby(enumerate(paragraphs), key=lambda item: is_row(item[1])):
        rows = list(group)
        if is_table:
            for table in _tables([(place, cells_of(text)) for place, text in rows]):
                yield from _in_table(table, before, year)
            continue
        for place, text in rows:
            before = text
            yield figures_in(text, year=year, heading=heading, paragraph=place)


def _tables(rows):
    """Rows that stand together as the tables they are: a further head, or another width, begins one."""
    tables = []
    for place, cells in rows:
        if tables:
            head = tables[-1][0][1]
            is_head = not any(is_value(cell) or is_prose(cell) for _start, cell in cells)
            same_name = cells[0][1].strip() and cells[0][1] == head[0][1]
            if len(tables[-1]) > 1 and is_head and (same_name or len(cells) != len(head)) and not is_caption(cells):
                tables.append([])
        else:
            tables.append([])
        tables[-1].append((place, cells))
    return tables


def _in_table(grid, caption, year):
    """The figures of each row; `grid` are (place, cells), `caption` is the paragraph before them."""
    count = head_rows([cells for _place, cells in grid])
    columns, above, whole = columns_of([cells for _place, cells in grid[:count]], caption), {}, None
    for number, (place, cells) in enumerate(grid):
        found = []
        if number >= count:
            words, first = _head_of_row(cells, columns, above)
            words, unit = without_unit(words)
            for at, (_start, cell) in enumerate(cells[:first]):
                unit = scaled(cell) if _tells_unit(columns, at) else unit
            part = PART.match(fold(words))
            # Parts of what the row above counts are counted as that is.
            whole = whole if part and not unit else unit
            row = _Row(place, words[part.end() :] if part else words, first, columns, year, whole)
            for at in range(first, len(cells)):
                found += _of_cell(*cells[at], at, row)
        yield found


def _head_of_row(cells, columns, above):
    """(the words at the front of a row, where its values begin); an empty cell goes on with the one above it."""
    names = []
    for at, (_start, cell) in enumerate(cells):
        if at < len(columns) and (columns[at].is_skipped or _tells_unit(columns, at)):
            continue
        if (is_value(cell) and not (at == 0 and is_year(cell))) or is_prose(cell) or (names and is_nothing(cell)):
            return "".join(names), at
        words = cell.strip()
        if words:
            for further in [known for known in above if known >= at]:
                del above[further]
            above[at] = words
        names.append(words or above.get(at, ""))
    return "".join(names), len(cells)


def _tells_unit(columns, at):
    """Whether a column behind the first says in which unit each row counts."""
    return 0 < at < len(columns) and fold(columns[at].words) in {"单位", "计量单位"}


def _of_cell(start, cell, at, row):
    column, folded = row.column(at), fold(cell)
    if column.is_skipped or is_nothing(cell):
        return []
    match = CELL.fullmatch(folded)
    if match is None:
        heading = row.words if is_prose(cell) else _name(row.words, at, row)
        told = figures_in(cell, year=row.year, heading=heading, paragraph=row.place)
        return [
            replace(
                figure,
                start=figure.start + start,
                end=figure.end + start,
                compared_year=figure.compared_year or _compared_year(figure.is_change and column.change, row),
            )
            for figure in told
        ]
    if not row.words and not column.words:
        return []
    return [_figure(cell, start, match, at, row)]


def _figure(cell, start, match, at, row):
    words, column = row.words, row.column(at)
    scale, unit = row.unit if row.unit and column.unit == NO_UNIT and not column.change else column.unit
    if match["unit"] or match["scale"]:
        scale = SCALES.get(match["scale"], Decimal(1))
        unit = cell[slice(*match.span("unit"))] if match["unit"] else unit
    value = Decimal(match["digits"].replace(",", "")) * scale
    change = column.change or CHANGE.search(fold(words))
    is_down = match["sign"] in {"-", "↓", "▼"}
    if change and DOWN.search(change[0]) and not match["sign"]:
        is_down = True
    first, last = match.span("number")
    return ParsedFigure(
        name=_name(words, at, row)[:LONGEST_NAME],
        value=_rounded(-value if is_down else value),
        unit="百分點" if unit == "個百分點" else "百分点" if unit == "个百分点" else "%" if unit == "％" else unit,
        approximation=BY_FOLDED.get(match["odd"] or match["about"] or "", ""),
        direction="" if not change else "down" if is_down else "up",
        compared_year=_compared_year(change, row),
        text=cell[first:last],
        start=start + first,
        end=start + last,
        paragraph=row.place,
    )


def _compared_year(change, row):
    return row.year - 1 if change and row.year and "环比" not in change[0] else None


def _name(words, at, row):
    """Row and column; of a change what changed: the row, and the column of values to the left."""
    column = row.column(at)
    if column.change:
        left = [other for other in row.columns[row.first : at] if not other.change and not other.is_skipped]
        own = _cut(column.words, column.change)
        told = own or (left[-1].words if left else "")
    else:
        told, change = column.words, CHANGE.search(fold(words))
        words = _cut(words, change) if change else words
    year = YEAR_AT_END.search(fold(told)) or YEAR_AT_END.fullmatch(fold(words))
    if year and year.string == fold(told):
        told, year = told[: year.start()], told[year.start() :]
    elif year:
        words, year = "", words
    name = words if words and fold(told) in MEANS_NOTHING else words + told
    if year and not column.change and name:
        name += f"（{year}）"
    return re.sub(r"\s+", "", re.sub(r"[/\\]", "／", name or year or row.words or column.words))


def _cut(words, match):
    return (words[: match.start()] + words[match.end() :]).strip(" ，,（()）")


def _rounded(value):
    if value.adjusted() >= MOST_DIGITS:
        return value  # too long for the arithmetic; saving refuses it in words
    return value.quantize(Decimal("0.0001")).normalize() if value % 1 else value.quantize(Decimal(1))
