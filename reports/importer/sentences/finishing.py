"""The last touches of a name: without what its place in the sentence left on it."""

import re

from reports.importer.folding import fold
from reports.importer.sentences.lists import VERB

FOOTNOTE = re.compile(r"\[\d{1,3}\]|〔\d{1,3}〕")
# 「財政支出突破萬億元」 tells of no number that is read; what follows is of 財政支出.
MILESTONE = re.compile(
    r"(?:首次?|连续|连|已经?|再次?|历史性|成功|双双|均)*(?:突破|破|跨过?|跨越|跨上|迈上|迈过|迈入|跃上|站上|站稳|越过|登上|超过?|达到?)了?"
    r"(?:[\d一两二三四五六七八九十]{1,2}个)?[几十百千万亿]++(?:美?元|人次?|户|家|吨|公里|千瓦|辆|台|件|亩|斤)?+(?:大关|台阶|关口|量级)?+[、，]?+(?!的|企业|项目|产业|集群|园区|[县镇乡村市区]|单位|工程|基地)"
)
WHOLLY = re.compile(
    rf"(?<=[\u4e00-\u9fff”」』])(?<!占)(?:全部|均已|都已|基本|如期)(?!派出所)"
    rf"(?={VERB.pattern}|上线|完成|实现|纳入|接入)"
)
NEW_AT_END = re.compile(r"(?<=[\u4e00-\u9fff”」]{3})新增$")
PAIRS = ("“”", "「」", "『』", "‘’", "《》", "（）", "()")
UPHOLDS = re.compile(r"(?:立起|撑起|托起|挺起|扛起|支撑起|构筑|筑起|筑牢|织就|绘就|汇成|形成|奏响|展现|彰显)(?=.{3})")
# Behind a thing these tell no more than that it goes well.
WELL = re.compile(
    r"(?:全面|有序|加快|稳步|深入|扎实|持续|顺利|加速|如期|基本|全部|陆续|相继|纵深|有效|正|正在|逐步|成功|圆满|高效)*"
    r"(?:铺开|推开|推进|展开|见效|落地见效|落地落实|落地实施|落地生根|落地|落实|兑现|实施|提速|收官|有力有效|成效显著|见成效)$"
)
WAY = re.compile(
    r"(?:如期|基本|全部|全面|正式|顺利|陆续|相继|加快|成功|均|已|[今明]?年底之?前|\d{1,2}月[底末]?之?前)+(?=(?:上线|完成|建成|开工|投用|竣工|贯通|投产|交付|办结|入驻|达标|建设|启动|运行|落成)$)"
)


def finished(name):
    """A name without marks of footnotes, without half a quotation, and without 「全部」 in its midst."""
    name = FOOTNOTE.sub("", name)
    name = _without(name, WHOLLY)
    new = NEW_AT_END.search(fold(name))
    if new:  # 「實驗裝置新增」
        name = name[new.start() :] + name[: new.start()]
    for opening, closing in PAIRS:
        if name.count(opening) != name.count(closing):
            name = name.replace(opening, "").replace(closing, "")
    return name


def without_milestone(words):
    return _without(words, MILESTONE)


def without_well(words):
    """「便民站建設全面鋪開」 is 便民站建設, and 「任務基本完成」 is 任務完成."""
    well = WELL.search(fold(words))
    if well and well.start() > 1:
        return words[: well.start()]
    upholds = UPHOLDS.search(fold(words), 2)
    return words[: upholds.start()] if upholds else _without(words, WAY)


def _without(words, pattern):
    found = pattern.search(fold(words))
    if not found or found.end() - found.start() == len(words):
        return words
    return words[: found.start()] + words[found.end() :]
