"""The tree as it is stored: a `Tiled` over leaves and nodes of the database."""

from portal.ledger.models import Leaf, Node
from portal.tlog.tiles import WIDTH, Tiled


def hashes(log, level, number, width):
    """The first `width` hashes of a tile."""
    rows = Node.objects.filter(log=log, level=level) if level else Leaf.objects.filter(log=log)
    first = number * WIDTH
    found = rows.filter(index__gte=first, index__lt=first + width).order_by("index").values_list("hash", flat=True)
    return [bytes(one) for one in found]


def tree(log, size):
    """The tree of the first `size` leaves."""
    return Tiled(size, lambda level, number, width: hashes(log, level, number, width))


def entries(log, number, width):
    """The bytes of the entries of a bundle, in their order."""
    first = number * WIDTH
    rows = Leaf.objects.filter(log=log, index__gte=first, index__lt=first + width).order_by("index")
    return [bytes(data) for data in rows.values_list("entry__data", flat=True)]
