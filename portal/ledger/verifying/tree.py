"""The tree, leaf by leaf: places, tiles, roots, and the signatures of all checkpoints."""

from django.utils.translation import gettext

from portal.ledger import kept, keys
from portal.ledger.models import Checkpoint, Leaf, Node
from portal.ledger.verifying import entries
from portal.tlog import checkpoints
from portal.tlog.notes import Untrusted
from portal.tlog.tiles import HEIGHT, WIDTH, bundle
from portal.tlog.tree import node_hash, root_of

PIECE = 4 * WIDTH


class Edge:
    """The right edge of a growing tree: for each level the hashes that fill no tile yet."""

    def __init__(self, levels=()):
        self.levels = [list(level) for level in levels]

    def add(self, leaf):
        """Add a leaf; returns [(level, number of hashes there that fill a tile)] of the tiles that it fills."""
        filled, level, carried = [], 0, leaf
        while carried is not None:
            if level == len(self.levels):
                self.levels.append([])
            hashes = self.levels[level]
            hashes.append(carried)
            carried = None
            if len(hashes) == WIDTH:
                filled.append((level, hashes))
                carried = root_of(hashes)
                self.levels[level] = []
            level += 1
        return filled

    @property
    def root(self):
        """Of the whole tree: the full trees that it consists of, from the smallest one on the right."""
        root = None
        for hashes in self.levels:
            end = len(hashes)
            while end:
                wide = end & -end
                part = root_of(hashes[end - wide : end])
                root = part if root is None else node_hash(part, root)
                end -= wide
        return root_of([]) if root is None else root


class Walk:
    """One walk over the leaves of a log: `found` counts the faults, `erased` what was erased, as it should be."""

    def __init__(self, log, size=0, levels=(), found=0, erased=0, is_whole=True):  # noqa: PLR0913  as `reached` has it
        self.log, self.size, self.found, self.erased = log, size, found, erased
        self.edge = Edge([bytes.fromhex(one) for one in level] for level in levels)
        self._is_whole = is_whole  # what comes after a fault of the tree would only repeat it
        self._sound = size
        self._keys = keys.listed(log.origin)
        self._faults = []

    @property
    def reached(self):
        """What is needed to go on from here, for JSON."""
        levels = [[one.hex() for one in level] for level in self.edge.levels]
        counts = {"found": self.found, "erased": self.erased, "is_whole": self._is_whole}
        return {"size": self.size, "levels": levels, **counts}

    def pieces(self):
        """Look at piece after piece, and yield the sentences on the faults of each."""
        while leaves := self._next_leaves():
            signed = list(self._checkpoints().filter(size__gt=self.size).order_by("size")[: PIECE + 1])
            opened = entries.Opened([leaf.entry for leaf in leaves])
            self._faults += [*entries.changed(leaves), *opened.faults]
            self.erased += opened.erased
            for leaf in leaves:
                self._grow(leaf, leaves)
                if not signed:
                    self._lose(gettext("帳本從第 %(number)s 條起沒有簽署。") % {"number": leaf.number})
                    continue
                self._faults += entries.untimely([leaf], signed[0].signed_at)
                if self.size == signed[0].size:
                    self._check(signed.pop(0))
            yield self._told()
        beyond = self._checkpoints().filter(size__gt=self.size).order_by("size").first()
        # What was signed since the last look for leaves has its leaves by now.
        if beyond and not Leaf.objects.filter(log=self.log, index=beyond.size - 1).exists():
            told = gettext("簽署過的帳本有 %(size)s 條，數據庫裡只有 %(count)s 條。")
            self._lose(told % {"size": beyond.size, "count": self.size})
            yield self._told()

    def _told(self):
        told, self._faults = self._faults, []
        self.found += len(told)
        return told

    def _checkpoints(self):
        return Checkpoint.objects.of(self.log)

    def _next_leaves(self):
        rows = Leaf.objects.filter(log=self.log, index__gte=self.size).select_related("entry").order_by("index")
        return list(rows[: PIECE - self.size % PIECE])

    def _lose(self, told):
        if self._is_whole:
            self._faults.append(told)
        self._is_whole = False

    def _grow(self, leaf, leaves):
        if leaf.index != self.size:
            self._lose(gettext("帳本第 %(number)s 條缺失。") % {"number": self.size + 1})
        self.size = leaf.index + 1
        for level, hashes in self.edge.add(bytes(leaf.hash)):
            if self._is_whole:
                number = (self.size >> HEIGHT * (level + 1)) - 1
                self._check_node(level + 1, number, root_of(hashes))
                self._check_file(level, number, b"".join(hashes))
                if level == 0:
                    data = [bytes(one.entry.data) for one in leaves if one.index // WIDTH == number]
                    if len(data) == WIDTH:  # else a run that went on began within the tile
                        self._check_file(kept.ENTRIES, number, bundle(data))

    def _check_node(self, level, number, made):
        found = Node.objects.filter(log=self.log, level=level, index=number).values_list("hash", flat=True).first()
        if found is None or bytes(found) != made:
            told = gettext("帳本第 %(level)s 層的第 %(number)s 個節點與它下面的不符。")
            self._lose(told % {"level": level, "number": number})

    def _check_file(self, level, number, made):
        path = kept.path_of(self.log, level, number)
        if path.exists() and path.read_bytes() != made:
            self._faults.append(gettext("文件 %(path)s 與數據庫裡的帳本不符；刪去以後會重新生成。") % {"path": path})

    def _check(self, checkpoint):
        head = checkpoints.Checkpoint(self.log.origin, checkpoint.size, bytes(checkpoint.root))
        try:
            signed = checkpoints.opened(checkpoint.note, self._keys, self.log.origin)
        except Untrusted:
            signed = None
        if signed != head:
            told = gettext("第 %(size)s 條處的檢查點簽名不對。")
            self._faults.append(told % {"size": checkpoint.size})
        if self._is_whole and self.edge.root != head.root:
            told = gettext("帳本第 %(first)s 條到第 %(last)s 條與第 %(size)s 條處簽署的檢查點不符。")
            self._lose(told % {"first": self._sound + 1, "last": self.size, "size": checkpoint.size})
        self._sound = self.size
