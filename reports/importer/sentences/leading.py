"""The verbs and adverbs before a name that only lead to it: 「深入推進」12個片區更新, 「大力」引進人才.

What was done to each of the things is a part of the name and stays: 新建, 偵破, 引進.
"""

import re

import rjieba

from reports.importer.sentences.lists import VERB

WHERE = r"[全我本各][市省区县州国镇乡局](?:范围)?"
PHRASES = re.compile(
    r"集中(?:要素|优势|各类)*(?:资源|力量|精力)|支持(?=(?:各[市县区地]|有条件的?地[方区]).{0,8}(?:发展|建设|打造|培育))"
    rf"|(?:全[\u4e00-\u9fff]{{1,2}}、)+全(?:要素|过程|流程|链条|领域|时段|时空|天候|方位|覆盖|口径|周期|环节|行业|区域|域|时)(?=[\u4e00-\u9fff]{{2}})"
    rf"|从(?:\d+|[一二两三四五六七八九十]+)(?:个|大)?(?:方面|维度|层面|领域)|在{WHERE}|在[\u4e00-\u9fff]{{2,6}}(?:区域|地区|领域|环节|部位|路段)(?={VERB.pattern})"
    rf"|向(?:全?社会|群众|市民)(?={VERB.pattern}|公开)"
)
ADVERBS = re.compile(
    r"大力|深入|全面|扎实|有序|积极|着力|精准|圆满|顺利|成功|高标准|高质量|高水平|高起点|高效|纵深|持续|加快|加速|不断|进一步|切实|稳步|稳妥|科学|创新"
    r"|全力|继续(?!教育)|奋力|努力|滚动|梯次|常态化|严格|认真|广泛|充分|及时|主动|优先|率先|精心|聚力|强力|分批|逐步|重点(?=培育|打造|扶持|引进|推进|实施|抓好)|组织(?=开展|实施)"
)
# Verbs behind which the thing itself is what is counted.
IDLE = (
    "推进|推动|抓好|抓实|抓紧|狠抓|做好|办好|用好|建好|管好|做大做强|做强做大|做强|做大|做优|壮大|发挥|提速|加快|加强(?![针型版])|强化|深化|聚焦|围绕|统筹(?!基金|地?区)"
    "|应对|着力|力争|确保|坚持"
)
LEADING = re.compile(rf"(?:{IDLE})了?")
# Before a thing that is only spoken of, these say nothing either.
SETTING = re.compile(
    r"依法|严打|严厉打击|打击(?:整治|治理)?|严惩|发生|拟?实施|拟?安排|保障|守牢|扛牢|打造|开行|布局|发展|培育|升级|完善|优化|提升|开展|组织|举办|建设|建立|建成|改造|开通|启动|构建|健全|支持|拓展|扩大|推行|推广|推出|搭建|研发|应用|上线|运行"
    r"|加速|落实|出台|制定|突破|实现|新建|规划|创新|创建|促进"
)
# 「實現利潤」 is 利潤.
REACHED = re.compile(
    r"(?:实现|录得|达成)(?=[\u4e00-\u9fff]{0,8}"
    r"(?:收入|利润|产值|增加值|营收|税收|总额|交易额|销售额|成交额|零售额|贸易额|总值|税费|进出口|出口|利税)$)"
)
OTHER_VERBS = re.compile(
    "促成|治理|提升|改善|争取|防范|承接|对接|保障|兑现|落地|承办|服务|管控|谋划|储备|盘活|完成|整改|攻克|处置"
)
RATE = re.compile("[\u4e00-\u9fff]{0,3}[率度]|$")  # 「及時響應率」 is one word
MOST = 6  # words that lead, one behind the other


def past(folded, start, end, ends, *, is_setting=False):
    """Where the words begin that say what was counted; of a thing that is only spoken of no verb is kept."""
    for _step in range(MOST):
        lead = _lead(folded, start, end, ends)
        setting = SETTING.match(folded, start, end) if is_setting and not lead else None
        if setting and setting.end() < end and setting.end() in ends:
            lead = setting.end()
        if not lead:
            break
        start = lead
    return start


def _lead(folded, start, end, ends):
    """Where the word ends that leads at `start`, or 0."""
    phrase = PHRASES.match(folded, start, end)
    if phrase:
        return phrase.end()
    adverb = ADVERBS.match(folded, start, end)
    if adverb and not RATE.match(folded, adverb.end(), end) and _is_verb(folded, adverb.end(), end):
        return adverb.end()
    idle = LEADING.match(folded, start, end) or REACHED.match(folded, start, end)
    return idle.end() if idle else 0


def _is_verb(folded, start, end):
    if any(verbs.match(folded, start, end) for verbs in (VERB, LEADING, SETTING, OTHER_VERBS, ADVERBS)):
        return True
    return next((kind for word, kind in rjieba.tag(folded[start : min(end, start + 6)]) if word.strip()), "") == "v"
