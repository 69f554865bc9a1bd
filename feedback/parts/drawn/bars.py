"""Tables of counts and their bars: a row is defined once and then drawn, listed or downloaded."""

from dataclasses import dataclass

from feedback.rules.drawn.percents import percent


@dataclass(frozen=True)
class Cell:
    """What stands in a column: `text` is None where nothing can be said; `url` opens the list of what is counted."""

    text: str | int | None
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One line of a table and one bar of its chart.

    `parts` are (tone, count), drawn one behind the other; `told` stands beside the bar and opens the list of what is
    counted at `url`, `more` stands behind it, `title` names the parts to those who do not see them; `page` is that of
    what the label names. A row with a `note` holds no numbers: it says why there are none.
    """

    label: str
    cells: tuple = ()
    parts: tuple = ()
    told: str = ""
    more: str = ""
    title: str = ""
    note: str = ""
    url: str = ""
    page: str = ""

    @property
    def length(self):
        return sum(count for _tone, count in self.parts)

    @property
    def is_drawn(self):
        """Whether there is a bar to see, or a note to read."""
        return bool(self.length or self.note)

    def bars(self, longest):
        """Where each part begins and how wide it is, in percent of the drawing; empty parts are not drawn."""
        drawn, start = [], 0
        for tone, count in self.parts:
            if count:
                place, width = percent(100 * start / longest), percent(100 * count / longest)
                drawn.append({"tone": tone, "start": place, "width": width})
            start += count
        return drawn


@dataclass(frozen=True)
class Table:
    """`title` says what is counted, `point` what is to be seen in it, `subtitle` how the chart is to be read.

    `headings` name the columns, the label's first. What is not drawn as bars has its `drawing`, an object with a
    `template` that shows it.
    """

    name: str
    title: str
    meaning: str
    headings: tuple
    rows: list
    point: str = ""
    subtitle: str = ""
    empty: str = ""
    drawing: object = None

    @property
    def columns(self):
        """How many columns follow the label."""
        return len(self.headings) - 1

    def drawn(self):
        """(row, its bars) of what there is to see, the longest as long as the drawing is wide."""
        longest = max((row.length for row in self.rows), default=0) or 1
        return [(row, row.bars(longest)) for row in self.rows if row.is_drawn]

    def left_out(self):
        """The labels of what is not drawn: there is none of it."""
        return [row.label for row in self.rows if not row.is_drawn]

    def lines(self):
        """The rows as a download has them: the label, then the cells; what is not known stays empty."""
        return [
            [row.label, *("" if cell.text is None else cell.text for cell in row.cells)]
            for row in self.rows
            if not row.note
        ]
