"""The words behind a number that belong to its name: 「發起5次行動」, 「12個縣（市）建成新村」."""

import re

from reports.importer.folding import fold
from reports.importer.sentences.clauses import STOPS
from reports.importer.sentences.finishing import without_well
from reports.importer.sentences.trimming import COVERBS
from reports.importer.sentences.units import SCALE, UNIT, is_share

VERBS = re.compile(
    r"实现|全部|(?<![平人户日月年])均|都|已|建立|提供|受到|扎实|落地|完成|实施|获|成为|纳入|入围|入选|增加|带动|(?<!稳)增长|开展|进入|上榜"
    r"|解决|得到|安装|配备|配发|(?<![下传送抵直])达|超"
    r"|占|比例|列|居|，|[合归]?并|上线|投用|命名|参照|服务|办理|设立|处理|进行"
)
VERB_FIRST = re.compile(
    r"实现|全部|均|都|已|受到|落地|完成|实施|解决|得到|安装|并|逐|用于|高于|低于|超|达|突破|增至|升至|降至|转为"
)
MARK = re.compile(r"大关|关口|(?:新的?|大)?台阶|门槛|考验|之多|以内|之内|之间|不等|上下|以下")  # 「突破500億元大關」
AMONG = re.compile("(?<=..)(?<![集高初水空途其])中$|(?<=.)中[有的]$")  # 「108個派出所中，41個」
IS = re.compile(r"(?:为|是|系|属于?)(?!民|期)")
IDLE = [re.compile(r"以上|左右|上下"), re.compile(r"方面的?"), IS]
JOINTS = "、和及与"
LISTED = re.compile(r"、(?![^(，。；]*\))")  # but not within 縣（市、區）
FEW = 4
# 「、85名民警獲省級表彰」 tells the same of what stands before the 、.
TOLD_OF_ALL = re.compile(
    r"[\d.]{1,6}[名个人位件家项][\u4e00-\u9fff]{1,4}?(?P<told>(?:荣?获|受到?|被|入选|入围|获评|荣膺|荣立|立功|因公|光荣|英勇|壮烈|负伤|记)[^，。；、,;\d]{1,20})(?=[，。；,;]|$)"
)
# 「9個縣財政收入超過20億元」 counts those of each of which that is told; 「9個項目完成投資超過20億元」 counts them all.
OF_ALL = "完成|实现|占|[合共总]计|总|累计|带动|投资|项目"
EXCEEDS = re.compile(
    rf"(?:(?!{OF_ALL})[\u4e00-\u9fff]){{3,16}}?(?:超过?|突破|高于|低于|不足|不到|逾|(?<=均.{{2}})达到?)"
    rf"[\d.]+(?:{SCALE})?(?:{UNIT}|[%‰])(?=[，。；、,;]|$)"
)
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
    words = without_well(text[start:stop].strip("、"))
    return words if is_bounded and not words.endswith(("中有", "中的")) else AMONG.sub("", words)


def exceeding(text, folded, number):
    """What is told of 「9個」 縣, with the number that it tells; "" of a share and where it tells none."""
    told = None if is_share(fold(number.unit)) else EXCEEDS.match(folded, number.end)
    return text[slice(*told.span())] if told else ""


def _cut(folded, start, stop, before, is_bounded):
    """Where a long row of words ends that still names something: at its verb, or at the first of a list."""
    verb = VERBS.search(folded, start + 2, stop)
    is_too_short = verb and not is_bounded and verb.start() - start + before <= 2
    if verb and not is_too_short:
        return verb.start()
    listed = LISTED.search(folded, start, stop)
    return listed.start() if listed else stop


def shared_predicate(text, folded, behind, stop):
    """What is told of 「12個」集體 and of the others of its list at their end: 獲表彰 of 「85名民警獲表彰」."""
    if not behind or len(behind) > FEW or VERBS.search(fold(behind), 1) or folded[stop - 1 : stop] not in ("、", "和"):
        return ""
    told = TOLD_OF_ALL.match(folded, stop)
    return text[told.start("told") : told.end("told")] if told else ""
