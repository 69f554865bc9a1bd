"""A paper as the rows of a workbook: its tables one under the other, titles as they were released."""


def rows(paper, stamp):
    """What stands under the title."""
    yield [stamp]
    yield from ([sentence] for sentence in paper.sentences)
    for table in paper.tables:
        yield []
        yield [table.title]
        if not table.rows:
            yield [table.empty]
            continue
        yield [column.heading for column in table.columns]
        yield from ([cell.text for cell in row] for row in table.rows)
        yield from ([told] for told in (table.more, *table.notes) if told)
