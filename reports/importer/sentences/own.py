"""The words on either side of a number that name it."""

import re

from reports.importer.folding import fold
from reports.importer.sentences.behind import AMONG, IS, exceeding, following, shared_predicate
from reports.importer.sentences.finishing import without_milestone
from reports.importer.sentences.leading import SETTING
from reports.importer.sentences.lent import RATES
from reports.importer.sentences.lists import VERB, agent_of, begins_with_verb, is_bare_verb, lent_verb
from reports.importer.sentences.sharing import ENDS_IN_QUANTITY
from reports.importer.sentences.trimming import COVERBS

SHORT = 2  # characters of a name that the clause before makes clear
THIS = "其该它这此"
AND = re.compile("(?<![惠普涉波顾危提累触])(?:以及|[和及与])$")
AS = re.compile("(?<![认行成作因])(?:作为|为)")  # 「以8件實事為重點的各項工作」 counts 實事
WITH = re.compile("(?:^|(?<=[\u4e00-\u9fff]))以(?![上下前后内外来及])")
PLAYS = "发挥"
PART = re.compile(
    "(?:[牵牽]引|[带帶][动動]|引[领領]|示[范範]|支[撑撐]|[辐輻]射|主[体體]|主力|[桥橋]梁|[纽紐][带帶]|骨[干幹])*(?:作用|[优優][势勢]|效[应應])$"
)
# 「是2020年的」 before 1.8倍, behind a name or behind the number that it is so many times of.
OF_PERIOD = re.compile(
    r"(?:大?约?[是为]|相当于?|达到?)(?:约|近)?[^，。；、是为]{0,8}(?:\d{4}年|[上去前]年|个?五年|时期|期间|同期|[底末]|平均(?:水平|数|值)?)的?$"
)
# What a thing that stands behind the number has so much of: 「總投資35億元的水庫」.
MEASURE = re.compile(
    r"(?:(?:总|概算|计划|协议|静态)?投资额?|总?(?:建筑|占地|规划|用地)?面积|(?:总|全)长度?"
    r"|总?(?:库容|装机(?:容量|规模)?|里程|规模|产能|储量))$"
)
BEGUN = re.compile(
    "(?:正式|全面|顺利|如期|相继)*(?:建成|竣工|开工|投[产用运入]|通[水车气电航]|并网|启[用动]|落[地户成]|完工|签约|加快)"
)
SO_MANY = re.compile(r"\d+(?:个|项|座|条|家|所)(?P<thing>[^，。；、,;\d]+)")
# Behind a share, before what it is of: 「三分之二以上的事項」.
OF = re.compile(r"(?:以[上下]|左右|上下)?的")
ONLY_DONE = re.compile(rf"(?:{VERB.pattern}|{SETTING.pattern})+")
AND_SO_ON = re.compile(
    rf"(?!{VERB.pattern})[^，。；、]{{2,8}}、[^，。；]{{2,24}}等(?:[^，。；]{{0,8}}(?:行为|案件|问题|隐患|犯罪))$"
)
LONGEST_BEGINNING = 14
DEED = re.compile(
    rf"(?:精准|全面|深入|大力|积极|持续|集中|主动)?(?:{VERB.pattern}|搭建|服务(?!业|器)|推出|化解|完善|优化|成立|构建|兑现|促成|惠及(?!$)|建(?=[\u4e00-\u9fff]{{2}})"
    r"|走访|签订|解决)"
)
EVENT = re.compile("(?:活动|行动|案件|工作|力度|项目|工程|警情|犯罪|机制|制度)$")
DONE = re.compile("完成|实现|达成")


class Words:
    """Those of one number, whose core (start, end) stands before it and whose `after` (start, end) behind it."""

    def __init__(self, text, folded, core, number, after, change):
        self.text, self.folded, self.number, self.change = text, folded, number, change
        self.core, self.after = core, after

    def told(self):
        """(the words before the number that name it, those behind it)."""
        start, end = self.core
        own = self._own()
        number, change = self.number, self.change
        of = OF.match(self.folded, *self.after) if number.is_share else None
        if of and not RATES.search(fold(own)):
            return "", self.text[of.end() : self.after[1]]
        measured = self._measured(own)
        if measured:
            return "", measured
        behind = self._behind()
        done = DONE.match(self.folded, start, end)
        if number.is_share and own and behind and done and not (change.is_told or ENDS_IN_QUANTITY.search(fold(own))):
            return own[done.end() - start :], behind
        if number.is_share and own:  # 「占比30%」 is named already
            is_named = change.is_told or (len(own) > SHORT and not IS.match(self.folded, *self.after))
            behind = "" if is_named else behind
        if not behind:
            return own, ""
        return self._around(own, behind)

    def _own(self):
        start, end = self.core
        own = self.text[start:end] if self.folded[start:end].strip(THIS) else ""
        if start <= self.change.word[0] < self.change.word[1] <= end:  # 「壓減辦理時間一成二」
            own = self.text[start : self.change.word[0]] + self.text[self.change.word[1] : end].lstrip("了")
        if self.number.unit == "倍":
            period = OF_PERIOD.search(fold(own), 2)
            own = own[: period.start()] if period else own
        if own and AND_SO_ON.match(fold(own)):
            own = self._from_before(start) + own
        return self._last_deed(without_milestone(own)) if own else ""

    def _measured(self, own):
        """「建成總投資35億元的水庫」 is of 水庫總投資; "" where no measure stands alone before the number."""
        measure = MEASURE.search(fold(own)) if self.folded.startswith("的", self.after[0]) else None
        before = own[: measure.start()] if measure else ""
        if not measure or (before and not ONLY_DONE.fullmatch(fold(before))):
            return ""
        after = (self.after[0] + 1, self.after[1])
        so_many = SO_MANY.match(self.folded, after[0])
        if so_many:  # 「總投資380億元的26個項目」
            after = so_many.span("thing")
        thing = following(self.text, self.folded, (self.after[0], self.after[0]), after)
        went = BEGUN.search(fold(thing), SHORT)
        thing = thing[: went.start()] if went else thing
        return thing + own[measure.start() :] if thing else ""

    def _from_before(self, start):
        """「查處貨車超限，」 before 渣土車、罐車闖禁行等行為, which goes on with it; "" for another deed."""
        began = max(self.folded.rfind(stop, 0, max(start - 1, 0)) for stop in "，。；：,;:") + 1
        is_begun = start and self.folded[start - 1] in "，,"
        verb = VERB.match(self.folded, began, start) if is_begun else None
        is_short = verb and start - began <= LONGEST_BEGINNING and not re.search(r"\d", self.folded[began:start])
        return self.text[began:start] if is_short else ""

    def _last_deed(self, own):
        """「建平臺、服務企業」 before a number of 企業 is 服務企業."""
        first, comma, last = own.rpartition("、")
        agent = agent_of(first) if comma and (is_bare_verb(last) or begins_with_verb(last)) else ""
        if agent and "、" not in first:  # 「無人機巡檢線路、飛行」
            return agent + last
        verb = DEED.match(fold(last)) if comma else None
        before = DEED.match(fold(first)) if verb else None
        is_deed = before and before.end() < len(first) and verb.end() < len(last) - 1 and not EVENT.search(fold(last))
        return last if is_deed and "、" not in first else own

    def _behind(self):
        if self.number.from_value is not None:
            return ""
        behind = following(self.text, self.folded, self.core, self.after)
        exceeds = exceeding(self.text, self.folded, self.number) if behind else ""
        if exceeds:
            return exceeds
        return behind + shared_predicate(self.text, self.folded, behind, self.after[1])

    def _around(self, own, behind):
        """The same where words stand on both sides: those that only tie them to the rest are left out."""
        start, end = self.core
        if self.folded.endswith(PLAYS, 0, start):
            behind = PART.sub("", behind) or behind
        own = own if self.number.is_share else AMONG.sub("", own)  # 「受害人中21人年齡在十四歲以下」
        with_, as_ = WITH.search(fold(own)), AS.search(fold(behind), 1)
        if with_ and as_:
            return own[with_.end() :], behind[: as_.start()]
        if AND.search(fold(own)):  # 「實施A行動和12個方案」
            done = SETTING.match(fold(own)) or VERB.match(fold(own))
            return (own[: done.end()] if done else lent_verb(own)), behind
        coverb = COVERBS.match(self.folded, start, end) if own else None
        return (self.text[coverb.end() : end] if coverb else own), behind
