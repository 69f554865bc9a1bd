"""The words behind a number that belong to its name: 「發起5次行動」, 「12個縣（市）建成新村」."""

import re

from reports.importer.sentences.clauses import STOPS
from reports.importer.sentences.trimming import COVERBS

VERBS = re.compile(
    r"实现|全部|均|都|已|建立|提供|受到|扎实|落地|完成|实施|获|成为|纳入|入围|入选|增加|带动|(?<!稳)增长|开展|进入|上榜"
    r"|解决|得到|安装|达|超"
    r"|占|比例|列|居|，|并|上线|投用|命名|参照|服务|办理|设立|处理|进行"
)
VERB_FIRST = re.compile(
    r"实现|全部|均|都|已|受到|落地|完成|实施|解决|得到|安装|并|逐|用于|高于|低于|超|达|突破|增至|升至|降至"
)
MARK = re.compile(r"大关|关口|大台阶|门槛|之多|以内|之内|之间|不等|上下|以下")  # 「突破500億元大關」
IS = re.compile(r"(?:为|是|系|属于?)(?!民|期)")
IDLE = [re.compile(r"以上|左右|上下"), re.compile(r"方面的?"), IS]
JOINTS = "、和及与"
LONGEST = 22  # characters of a name from words on both sides, before a verb cuts it


def following(text, folded, core, after):
    """Those of the words in `after`, a (start, end), that name the number with the words in `core` before it."""
    start, stop = after
    if start < stop and folded[start] in JOINTS + "-~—":
        return ""
    while stop > start and folded[stop - 1] in JOINTS + " ":
        stop -= 1
    for idle in IDLE:
        word = idle.match(folded, start, stop)
        start = word.end() if word else start
    if start >= stop or MARK.match(folded, start, stop) or VERB_FIRST.match(folded, start, stop):
        return ""
    before = core[1] - core[0]
    is_bounded = stop < len(folded) and folded[stop] not in STOPS
    has_coverb = COVERBS.match(folded, core[0], after[0]) is not None
    if is_bounded or has_coverb or stop - start + before > LONGEST:
        stop = _cut(folded, start, stop, before, is_bounded)
    return text[start:stop].strip("、")


def _cut(folded, start, stop, before, is_bounded):
    """Where a long row of words ends that still names something: at its verb, or at the first of a list."""
    verb = VERBS.search(folded, start + 2, stop)
    is_too_short = verb and not is_bounded and verb.start() - start + before <= 2
    if verb and not is_too_short:
        return verb.start()
    listed = folded.find("、", start, stop)
    return listed if listed > 0 else stop
