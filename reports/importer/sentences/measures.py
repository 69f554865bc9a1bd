"""The measure that a name goes without because the words before it tell it for all: 「產品產量增長，鋼材增長5%」."""

import re

from reports.importer.folding import fold
from reports.importer.sentences.lists import has_verb, lent_verb
from reports.importer.sentences.sharing import ENDS_IN_QUANTITY, QUANTITIES

# What is told of all before each is told of.
OF_ALL = re.compile(
    r"(?:产品|商品|农产品|工业品|品种|作物)(?P<measure>产量|产值|销量|销售额|零售额|出口额?|进口额?|产能|价格)"
    r"(?:均|都|普遍|总体|大幅|持续|稳步|平稳|稳定|快速|较快|明显|显著|稳中|有|同比|加快|不断|强劲|逆势)*(?:增长|增加|提升|提高|上升|扩大|回升|向好|下降|减少|有升|增产|攀升)[，,：:]$"
)
FURTHEST = 30
MEASURE = re.compile(rf"(?=..)(?:{QUANTITIES})$")
# Of a part or of the next in a row these are told once: 「里程由A增至B，公路由C增至D」.
TOLD_ONCE = re.compile(
    r"(?:总?里程|保有量|总?产量|(?:销售|待售|种植|播种|施工)?面积|销售额|装机容量|装机|密度|拥有量|存栏|出栏|销量)$"
)
SHORTEST = 2


class Rows:
    """The measures that a sentence tells once and means of several."""

    def __init__(self, clauses, lent):
        self.clauses, self.lent = clauses, lent
        self._of_all, self._until = "", 0

    def measure_of(self, own, number, *, is_change, core):
        """The measure that `own`, which stands at `core`, goes without, or ""."""
        folded = self.clauses.folded
        told = OF_ALL.search(folded, max(0, core[0] - FURTHEST), core[0])
        if told:
            self._of_all = self.clauses.text[slice(*told.span("measure"))]
        elif self._of_all and re.search("[；;。]", folded[self._until : core[0]]):
            self._of_all = ""
        self._until = core[1]
        if len(own) < SHORTEST or ENDS_IN_QUANTITY.search(fold(own)) or has_verb(own) or lent_verb(own):
            self._of_all = ""
            return ""
        if self._of_all and (is_change or number.unit not in {"个", "家", "项", "件", "人"}):
            return self._of_all
        return self._of_row(own, number, folded[max(0, core[0] - 2) : core[0]])

    def _of_row(self, own, number, ahead):
        """That of the number before, of which this is a part, or which went from one value to another as well."""
        last = self.lent.last_value
        if not last or last.unit != number.unit or number.is_share:
            return ""
        is_alike = number.from_value is not None and last.is_pair
        told = TOLD_ONCE.search(fold(last.name)) if is_alike or ahead == "其中" else None
        return last.name[told.start() :] if told else ""
