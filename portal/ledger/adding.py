"""Adding leaves to a tree, with the hashes over the tiles that they fill, and what they say last of each subject."""

from portal.ledger import stored
from portal.ledger.append import hash_of, said
from portal.ledger.models import Latest, Leaf, Node
from portal.tlog.tiles import WIDTH
from portal.tlog.tree import root_of


def add_leaves(log, size, entries):
    """Give the entries the places behind a tree of `size`; whoever calls holds the row of the log."""
    leaves = [
        Leaf(log=log, index=index, entry=entry, hash=hash_of(entry)) for index, entry in enumerate(entries, start=size)
    ]
    Leaf.objects.bulk_create(leaves, batch_size=500)
    level, old, new = 1, size // WIDTH, (size + len(entries)) // WIDTH
    while new > old:
        made = [
            Node(log=log, level=level, index=index, hash=root_of(stored.hashes(log, level - 1, index, WIDTH)))
            for index in range(old, new)
        ]
        Node.objects.bulk_create(made, batch_size=500)
        level, old, new = level + 1, old // WIDTH, new // WIDTH
    _keep_latest(leaves)


def _keep_latest(leaves):
    newest = {leaf.entry.subject: latest_of(leaf) for leaf in leaves}
    Latest.objects.bulk_create(
        newest.values(),
        update_conflicts=True,
        unique_fields=["subject"],
        update_fields=["index", "campaign", "stage", "main"],
        batch_size=500,
    )


def latest_of(leaf):
    """Where the entry of a leaf leaves its subject."""
    told = said(leaf.entry)
    return Latest(
        subject=leaf.entry.subject,
        index=leaf.index,
        campaign=told.get("campaign", ""),
        stage=told.get("stage", ""),
        main=told.get("main", ""),
    )
