"""Which heading stands above which, where the style of their numerals alone does not tell it."""

import re
from collections import Counter

from reports.importer.folding import fold
from reports.importer.numerals import BRACKETED, FORMALS, ITEM, MAIN
from reports.importer.persons import is_byline

OUTERMOST, BARE = -1000, 200
ENDS = "。！？!?…"
# Of several such lines each heads a part; a single one tells how things are.
STATES = re.compile(
    r".{2,}(?:持续|不断|明显|显著|更加|进一步|稳步|大幅|日益|逐步|已经?|正在|仍|始终|普遍|全部|得到|取得|实现|有所|较为|基本|继续|总体|整体|保持)."
    r"|.{4,}(?:平稳|稳定|向好|突出|有力|扎实|好转|不易|提升|上升|下降|增强|改善|满意|不凡|增加|增长|减少|提高|完成)$"
)
# What the main parts of a report speak of.
MAIN_WORDS = re.compile(
    r"回顾|安排|打算|计划|规划|展望|部署|目标|任务|问题|不足|措施|思路|总结|总体|成效|成绩|成果|重点|概况|工作|情况|要求|建设|发展"
    r"|服务|管理|保障|改革|治理|防范|打击|任务|体会|经验"
)


def rank_numbered(lines):
    """Styles that a report uses the other way round: 「1.」 that runs through it, and 「（一）」 anew under each."""
    firsts, begun = {}, Counter()
    for place, line in enumerate(lines):
        if line.numeral and line.rank is not None:
            firsts.setdefault(line.rank, place)
            begun[line.rank] += line.count == 1
    outer = {}
    for inner in sorted(firsts):
        for rank in firsts:
            if rank > inner and begun[rank] == 1 and begun[inner] > 1 and firsts[rank] < firsts[inner]:
                outer[rank] = min(outer.get(rank, rank), inner - 0.25)
    _nest(lines, outer)
    for line in lines:
        if line.numeral and line.rank in outer:
            line.rank = outer[line.rank]


def _nest(lines, outer):
    """Put into `outer` the ranks of styles under which one is first met that is usually further out.

    「壹、…第一節…貳、」: 第一節 stands under 壹, since that style is counted on behind it.
    """
    numbered = [line for line in lines if line.numeral and line.rank is not None]
    stack, met = [], set()  # of (rank, whether it is counted on)
    for line, goes_on in zip(numbered, _counted_on(numbered), strict=True):
        ranks, own = [rank for rank, _goes_on in stack], outer.get(line.rank, line.rank)
        if line.rank in ranks:
            del stack[ranks.index(line.rank) :]
        while stack and outer.get(stack[-1][0], stack[-1][0]) > own and (line.rank in met or not stack[-1][1]):
            stack.pop()
        if line.rank not in met:
            for rank, _goes_on in reversed(stack):
                above, own = outer.get(rank, rank), own - 0.25
                outer[rank] = own = min(above, own)
        met.add(line.rank)
        stack.append((line.rank, goes_on or line.rank == FORMALS))


def _counted_on(numbered):
    """Of each numbered line whether the next one of its style has the next number."""
    found, behind = [], {}
    for line in reversed(numbered):
        found.append(line.rank in behind and behind[line.rank] == line.count + 1)
        behind[line.rank] = line.count
    return found[::-1]


def drop_items(lines, bare, texts):
    """Make text of 「一是…」 right under a heading without a numeral, where other numerals have lines of their own."""
    stands_alone = any(line and line.numeral and line.rank != ITEM and not line.is_run_in for line in lines)
    is_text = False
    for place, line in enumerate(lines):
        if place in bare:
            is_text = stands_alone
        elif line.numeral and line.rank != ITEM:
            is_text = False
        elif line.numeral and line.is_run_in and is_text:
            lines[place] = type(line)(texts[place])


def rank_bare(lines, places):
    """Give the headings without a numeral their ranks: above the numbering that begins anew under them, or deepest."""
    first = next((place for place, line in enumerate(lines) if line.numeral), None)
    opened = next((place for place, line in enumerate(lines) if line.rank is None), len(lines))
    last = max((place for place, line in enumerate(lines) if line.numeral), default=-1)
    has_outer = any(line.numeral and line.rank <= BRACKETED for line in lines)
    is_above, above = _those_above(lines, places), None
    for place in places:
        line = lines[place]
        names_part = MAIN_WORDS.search(fold(line.text)) is not None
        if place <= opened and is_byline(line.text):
            line.rank = None
        elif place in is_above:
            line.rank = above = is_above[place]
        elif first is not None and place < first and has_outer:
            is_part = names_part and lines[place + 1].text[-1] in ENDS
            line.rank = lines[first].rank if is_part else None  # else a line of the title page
            above = line.rank if is_part else above
        elif above is not None and names_part and place > last:
            line.rank = above
        elif not has_outer:
            line.rank = -1
    _drop_single(lines, [place for place in places if lines[place].rank in (BARE, -1)])


def _drop_single(lines, places):
    """A line that states something and is the only one of its kind under a heading is a sentence, not a heading."""
    under, above = {}, None
    bare = set(places)
    for place, line in enumerate(lines):
        if place in bare:
            under.setdefault(above, []).append(line)
        elif line.rank is not None:
            above = place
    for group in under.values():
        if len(group) == 1 and STATES.match(fold(group[0].text)):
            group[0].rank = None


def _those_above(lines, places):
    """{place: rank} of the bare headings under which numbering begins anew."""
    bare, ranks, groups = set(places), {}, {}
    following, outer = None, []
    for place in range(len(lines) - 1, -1, -1):
        if lines[place].numeral:
            following = place
        elif place in bare and following is not None and lines[following].count == 1:
            ranks[place] = following
    for place, line in enumerate(lines):
        if line.numeral or (line.rank is not None and line.rank <= OUTERMOST):
            while outer and lines[outer[-1]].rank >= line.rank:
                outer.pop()
            outer.append(place)
        elif place in ranks:
            style = lines[ranks[place]].rank
            parent = next((above for above in reversed(outer) if lines[above].rank < style), None)
            groups.setdefault((parent, style), []).append(place)
    above = {}
    for (parent, style), members in groups.items():
        if parent is not None and lines[parent].rank <= OUTERMOST:
            continue  # of an annex, not of the report
        starts = {ranks[place] for place in members}
        is_inner = style <= MAIN or (style <= BRACKETED and parent is not None)
        is_adjacent = any(ranks[place] == place + 1 for place in members)
        if len(starts) > 1 or is_adjacent or not is_inner:
            above |= {place: style - 0.5 for place in members if _may_stand_above(lines, place, parent)}
    return above


def _may_stand_above(lines, place, parent):
    """Before the first numeral of all much stands that is no heading: there only what names a part of a report is."""
    return parent is not None or MAIN_WORDS.search(fold(lines[place].text)) is not None
