"""The words that only lead to a name or from it to its number, and say nothing of what is counted."""

import re

import rjieba

from reports.importer.folding import fold
from reports.importer.sentences.changes import BY_DEGREES

TIMES = (
    r"全年度?|明年|来年|年内|年初以来|今年以来|今年|去年|当年|本年度?|目前|截至目前|截至?(?:\d{4}年)?(?:年底|年末|\d{1,2}月底?|[^，。、\d]{0,4}月底)|(?:今年|明年)?年[底末]之?前|到\d{4}年[底末]?|年底|年末"
    r"|(?:这|过去|近|最近)?[一二两三四五六七八九十]年(?!义务教育|一贯|[级制期]|行动)(?:以?来|下来|中|间|里|内)?|\d+年(?:度)?(?:以来|来|间|[底末]?之?前|[底末])?|(?:“?十[一二三四五]五”?(?:以来|期间|时期))"
    r"|(?:今年|去年)?(?:上半年|下半年|首[一二三两]?季度?|前[一二三两]个?季度?|[一二三四]季度|第[一二三四]季度?|一至[二三四]季度)"
    r"|(?:\d{4}年)?\d{1,2}(?:[-—~至]\d{1,2})?月(?:份|底|末)?(?:以来|之?前)?|[前首](?:\d{1,2}|[一二两三四五六七八九十]{1,2})个月|期间|其间|同期|到报告时|至今|迄今"
)
# 「上升主要由於」 before what made it so.
BECAUSE = (
    r"(?:上升|下降|下跌|增加|减少|升幅|跌幅)?(?:的?主要原因(?:是|为|在于)|主要(?:是)?(?:因为|由于|源于|来自|来源于))"
)
LEADS = re.compile(
    rf"(?:{TIMES}|\d{{1,2}}\.(?=\d{{4}}年)|[、\s—·]|特别是|尤其是?|以及|并且|同时|其中(?!心)|(?:支出|收入|投资|存款|贷款)中(?=[\u4e00-\u9fff]{{2}})(?![位心等国小高型介长])|当中|让|使得?(?![用命馆者领节])|录得|(?:现|共|设|拥|尚|仍)有(?![产制权企])|有(?![关效机轨色])|另外?有?|此外|以上|左右|先后|共计|总共|累计|已经|力争|免费(?=[为给向对])|预计|计划(?![生书外内单列])|的|我们|分别(?!墅)|依次|预期目标[是为]|预期(?!寿命|目标|值|收益)|[可有]望|同步(?!率|轨|卫星|课)|将(?![军近领来士官会])|还有|还(?![原款贷债清建乡])"
    rf"|分\d+[批次期轮]次?|(?:亦?即|也就是)(?=平均|每|[日月年人户]均)|令|{BECAUSE}"
    r"|已(?!知)|又(?!.{1,2}又)|再(?!生|就|贷|教|婚|审)|并(?!购|网|轨|联|案|发)|共(?![同享青建济管和产党生用识振赢治商性病治])|[和及与](?=$)|一共|新年以来|这一年)"
)
JOINTS = re.compile(r"(?:和|及|与|以及)")
COVERBS = re.compile(r"(?:[对为给]|针对|围绕)(?!外|口|象|民|期|予|付|水)")
TAIL_WORDS = """
首次 可望 有望 预期 同步 力争 确保 努力
录得 完成 实现 达成 — 的 了 双双 已经 已 均 都 也 仍 将 可 预计 累计 共计 总计 合计 合共 一共 总共 共 大约 约 近
超过 超 逾 低于 高于 突破 达到 达 为 至 到 由 从 自 有 是 保持在 保持 稳定在 维持在 控制在 分别 依次 各 不少于 不低于
不足 不到 至少 接近 大致 大概 仅 只 仅为 就 则 完成了 共有 现有 已有 拥有 提供了 实现了 高达 多达 占到 计 计有 又 再 还
还有 另有 连续 更是 更 平均 依然 仍然 在 ： : “ 「 、 其中 ( 得 - 负 升至 降至 增至 减至 缩至
跨上 迈上 跃上 站上 登上 跨越 跨过 迈过 越过 却 跌破 跌穿 历史性 先后 相继
"""
TAILS = tuple(sorted(dict.fromkeys(TAIL_WORDS.split()), key=len, reverse=True))
WAYS = rf"(?:优化|调整|整合|归并|合并|稳步|逐步|大幅|小幅|进一步|显著|明显|持续|快速|不断|有效|{BY_DEGREES})*"
VERB_TAIL = re.compile(
    rf"{WAYS}(?:(?<!稳)增长|增加|增|提升|提高|上升|升|扩大|拓展|下降|下跌|(?<!下)跌|降低|降|缩小|缩短|减少|回落|调整|跃升|攀升|上涨|发展|压缩|压减|压降|精简|下调|上调|收窄|延长|优化|回升|反弹|扩展|扩充|扩增|扩面|扩|延伸|缩减|升级|恢复|变更|修订|壮大|扩容|更新|(?<=[\u4e00-\u9fff])(?:整合|归并|合并))[至到为成]$"
)
EACH_TAIL = re.compile(
    r"(?:(?:提高|提升|上调|增加|下调|降低|下降|调整)?(?:至|到|为)|达到?)(?:每(?:公斤|平方米|小时|分钟|[人月年天户吨名亩次件日])){1,2}$"
)
YEAR_TAIL = re.compile(
    r"(?:(?:稳?居|位[居列]|名?列|排名|排在)(?:全[国省市区县]|全球|世界|中[西东]?部|[东西北南]方)[^，。；、\d]{0,6}(?:第[一二三四五六七八九十]位?|首位|前列|前茅|榜首)"
    r"|(?<!恢复)[由从到]\d{4}年[底末]?|(?:首次过半|(?:再|又|均)?创(?:历史|近年)?新高|[迈跃登跨]上?新台阶|由负转正|稳步提升|持续提升)、|连续[\d一二两三四五六七八九十]+年|(?<![推作提发付输演])出了|(?<=最[高低多少大])达到?)$"
)
KEEPS_ITS_END = {  # where a tail is a part of the word before it
    "平均": "国省市县区州球界",
    "拥有": "人口户名里庭",
    "到": "收接报遇感送签看找拿得受迟",
    "为": "行认作成",
    "近": "附",
    "约": "节预合违条签履制",
    "在": "存现所潜",
    "有": "国持占所没公私专还",
    "的": "目",
    "自": "各亲来",
    "计": "统审设会预总合共累",
    "可": "许认",
    "得": "取获",
    "就": "成",
    "则": "规原细准法",
    "由": "自理缘",
    "从": "服",
    "达": "到传送表抵发直",
    "共": "公中反",
    "仅": "不",
    "却": "忘冷退推",
    "超": "赶",
    "升至": "提上",
    "降至": "下",
    "还": "归偿退返",
    "均": "人户日月年",
    "都": "首",
}
DONE, SHORTEST_DONE = {"完成", "实现", "录得", "达成"}, 2  # characters that must be left
RISKY = set("更还再又就则只可将各自由从得计负也已却")
# Behind 全市 it says no more than before a name.
ADVERB = re.compile(
    r"[全我][市省区县州局国](?P<idle>实现(?=[\u4e00-\u9fff]{0,8}(?:收入|利润|总?产值|增加值|税收|总额|总值|[销零][售]额)$)|[共现设拥]?有(?![关效机色])|共计|累计|先后|总共|共(?![同享青建])|已经?|今年|去年|全年)|[\d\u4e00-\u9fff]{2,12}?(?P<midst>共|同步)(?=举办|开展|受理|接[收报待警]|处[理置]|破获|抓获|查[处获]|办[理结]"
    r"|投入|完成|建成|培训|救助|发[放出]|组织|检查|排查|出动|新[增建]|立|侦|[破查]|抓|收)"
)
MOST = 40  # words that are taken away at either end, one after the other


def words_of(folded):
    """The words of a text, and the places where they end."""
    words = rjieba.cut(folded)
    ends, at = set(), 0
    for word in words:
        at += len(word)
        ends.add(at)
    return words, ends


def lead_end(folded, start, end, ends, *, is_joined):
    """Where the words begin that say what is counted; `is_joined` when they go on behind a number."""
    if is_joined:
        joint = JOINTS.match(folded, start, end)
        start = joint.end() if joint else start
    for _step in range(MOST):
        lead = LEADS.match(folded, start, end)
        if not lead or lead.end() == start:
            break
        if folded.startswith("、", lead.end(), end) and lead.group() != "、":  # 「1月、2月、3月警情」 are three names
            break
        if (
            len(lead.group()) == 1
            and "\u4e00" <= lead.group() <= "\u9fff"
            and lead.end() not in ends
            and lead.end() < end
        ):
            break
        start = lead.end()
    return start


def tail_start(folded, start, end, ends):
    """Where the words end that say what is counted, before those that only lead to the number."""
    for _step in range(MOST * 10):
        near = max(start, end - 14)
        found = (
            EACH_TAIL.search(folded, near, end)
            or VERB_TAIL.search(folded, near, end)
            or YEAR_TAIL.search(folded, near, end)
        )
        if found and found.end() == end and found.start() >= start:
            end = found.start()
            continue
        if end <= start:
            break
        if folded[end - 1].isspace():
            end -= 1
            continue
        word = next((word for word in TAILS if folded.endswith(word, start, end)), None)
        if word is None:
            break
        before = folded[end - len(word) - 1 : end - len(word)] if end - len(word) > start else ""
        if word in DONE and end - len(word) - start < SHORTEST_DONE:
            break
        if before and (before in KEEPS_ITS_END.get(word, "") or (word in RISKY and end - len(word) not in ends)):
            break
        end -= len(word)
    return end


def without_adverb(name):
    """「全市共破獲案件」 is 全市破獲案件."""
    while (adverb := ADVERB.match(fold(name))) and adverb.end() < len(name):
        idle = "idle" if adverb["idle"] else "midst"
        name = name[: adverb.start(idle)] + name[adverb.end(idle) :]
    return name
