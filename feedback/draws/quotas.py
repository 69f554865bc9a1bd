"""Quotas: which of them a candidate counts for, how small groups are merged before publication, how seats are filled.

A cell is {dimension: group}, such as {"district": "shinan", "age_band": "18-29"}; quotas are {dimension: {group:
seats}}. In every dimension the seats of the groups come to all seats.
"""

from collections import Counter
from itertools import product

LEAST = 5  # a combination of groups with fewer people could tell who somebody is
THE_REST = "the-rest"  # what has no quota of its own
JOINED = "|"  # between the values of groups that were merged


def with_the_rest(cells, quotas, seats):
    """Cells and quotas in which every value has its seats: values without a quota share what the quotas leave free.

    Raises ValueError where the quotas of a dimension come to more than `seats`.
    """
    whole = {}
    for dimension, asked in quotas.items():
        left = seats - sum(asked.values())
        if left < 0:
            raise ValueError(dimension)
        has_rest = any(cell[dimension] not in asked for cell in cells.values())
        whole[dimension] = dict(asked) | ({THE_REST: left + asked.get(THE_REST, 0)} if has_rest or left else {})
    placed = {
        label: {name: cell[name] if cell[name] in groups else THE_REST for name, groups in whole.items()}
        for label, cell in cells.items()
    }
    return placed, whole


def merged(cells, quotas):
    """Cells and quotas with groups put together until nobody stands in a combination of fewer than LEAST.

    While one is smaller, the dimension with the most groups (of equals, the first by name) puts together its two
    groups with the fewest candidates (of equals, the first by name). What is merged has the seats of both.
    """
    cells, quotas = (
        {label: dict(cell) for label, cell in cells.items()},
        {name: dict(of) for name, of in quotas.items()},
    )
    while cells and min(sizes(cells).values()) < LEAST:
        inhabited = {name: Counter(cell[name] for cell in cells.values()) for name in sorted(quotas)}
        name = max(inhabited, key=lambda each: len(inhabited[each]), default=None)
        if name is None or len(inhabited[name]) < 2:
            break
        first, second = sorted(sorted(inhabited[name], key=lambda group: (inhabited[name][group], group))[:2])
        _put_together(cells, quotas[name], name, first, second)
    return cells, quotas


def sizes(cells):
    """How many stand in each combination of groups."""
    return Counter(tuple(sorted(cell.items())) for cell in cells.values())


def _put_together(cells, seats, name, first, second):
    both = JOINED.join(sorted({*first.split(JOINED), *second.split(JOINED)}))
    seats[both] = seats.pop(first) + seats.pop(second)
    for cell in cells.values():
        if cell[name] in (first, second):
            cell[name] = both


def fill(order, cells, quotas, seats):
    """The labels that get the `seats`, in the order in which they get them.

    The order is walked twice. First each candidate gets a seat whose group has one left in every dimension. What cannot
    be filled so, because nobody is left who counts for it, goes to the others from the top of the order.
    """
    left = {(name, group): free for name, groups in quotas.items() for group, free in groups.items()}
    taken = {}
    for by_quota, label in product((True, False), order):
        if len(taken) == seats:
            break
        groups = [(name, cells[label][name]) for name in quotas]
        if label in taken or (by_quota and not all(left.get(group, 0) > 0 for group in groups)):
            continue
        taken[label] = True
        left.update({group: left.get(group, 0) - 1 for group in groups})
    return list(taken)


def lacking(taken, cells, quotas):
    """(dimension, group, seats it has, how many of it were taken) of each quota that was not filled."""
    return [
        (name, group, seats, had)
        for name, groups in quotas.items()
        for group, seats in groups.items()
        if (had := sum(cells[label][name] == group for label in taken)) < seats
    ]


def of_successor(cell):
    """The quotas of the one seat that somebody of this cell leaves: the same groups, while there is anybody."""
    return {name: {group: 1} for name, group in cell.items()}
