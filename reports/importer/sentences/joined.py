"""Two numbers that are one figure: the ends of a range, and a value with what it was before."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.importer.sentences.uncounted import NAMED_AFTER, NAMED_BEFORE, SPAN_OF_TIME, is_uncounted
from reports.importer.sentences.units import SCALES, SECONDS

DASH = re.compile(r"(?:[-~—]|——|至|到)")
MOMENT = (
    r"(?:\d{4}年(?:度|[底末初])?的?|(?:\d{4}年)?\d{1,2}月(?:份|底|末)?的?|[上去前今]年(?:同期|[底末初])?的?"
    r"|(?:\d{1,2}|[两三四五六七八九十])年前的?|年[初底末]的?|原来?的?|(?:最初|过去|此前|以前|当初|改革前|期初)的?)"
)
FROM = re.compile(
    rf"(?:[由从自](?!动|主|来|己|然|行|愿|业|事|严|此))(?:[^，。；,;：:、\d\s由从]{{0,8}}?|{MOMENT})(?:约|近|超过?|不足)?$"
)
VERB = (
    r"(?:提升|提高|增加|增长|增配|上升|上涨|升级|跃升|攀升|拓展|扩大|扩展|扩充|延长|发展"
    r"|下降|降低|减少|缩小|缩短|压缩|压减|精简|回落|下调|上调|调整|收窄|优化|变|增|降|升|减|缩|压|调|改)"
)
ADVERB = r"(?:大幅|逐步|进一步|已经?|又|再|稳步|持续|分别|依次|各|均|整体|快速|成功)?"
NOW = (
    r"(?:\d{4}年(?:度|[底末初])?的?|(?:\d{4}年)?\d{1,2}月(?:份|底|末)?的?|[今现]年?的?|目前的?|现在的?|现有的?)?"
    r"(?:日均|月均|年均|人均|户均|平均|(?:每[\u4e00-\u9fff]{1,2}){1,2})?"
)
ROUND = r"(?:约|近|超过?|逾|不足|不到)?"
BECAME = re.compile(rf"[^，。；,;：:、\d]{{0,10}}?(?:至|到|为|成)了?{NOW}{ROUND}")
BECAME_AFTER_COMMA = re.compile(rf"[，,]?{ADVERB}{VERB}(?:至|到|为|成)了?{NOW}{ROUND}")
BECAME_AT_ONCE = re.compile(rf"{ADVERB}{VERB}(?:至|到|为)了?{NOW}{ROUND}")
ROW = set(":∶·/")  # of 8.7∶41.2∶50.1, which is no pair
LONGEST_BETWEEN = 30
BARE = {"", "秒"}


@dataclass(frozen=True)
class Joint:
    """One figure's number: its form, where it begins, where the words of it begin, and the parts it has."""

    form: object
    start: int
    opens: int
    value: Decimal
    lower: Decimal | None = None
    upper: Decimal | None = None
    from_value: Decimal | None = None


def joined(forms, folded, around, *, is_alone=False):
    """The forms of a sentence, two that are one figure put together; `is_alone` when nothing stands around them."""
    return _with_origins(_ranges(forms, folded, is_alone), folded, around)


def _ranges(forms, folded, is_alone):
    found = []
    waiting = list(reversed(forms))
    while waiting:
        form = waiting.pop()
        joint = Joint(form, form.start, form.start, form.value)
        other = waiting[-1] if waiting else None
        pair = other and _range(form, other, folded, is_alone)
        if pair:
            waiting.pop()
            joint = pair
        found.append(joint)
    return found


def _range(low, high, folded, is_alone):
    between = folded[low.end : high.start]
    start = high.start
    if high.is_signed and not between:  # the dash of 5%-6% is no sign
        between, start = "-", high.start + 1
        high = replace(high, value=-high.value, is_signed=False, start=start)
    if not DASH.fullmatch(between) or low.odd or high.kind not in {"digits", "share", "numeral"}:
        return None
    before, rest = folded[max(0, low.start - 12) : low.start], folded[high.digits_end : high.digits_end + 4]
    if NAMED_BEFORE.search(before) or re.search(r"[\dA-Za-z./:-]$", before) or high.unit == "岁":
        return None
    if (
        high.is_bare
        and not is_alone
        or (high.kind == "digits" and (NAMED_AFTER.match(rest) or SPAN_OF_TIME.match(rest)))
    ):
        return None
    if between in {"至", "到"} and FROM.search(before):
        return None
    if low.unit and low.unit != high.unit:
        return None
    lower = low.value
    if high.scale and not low.scale and low.value < high.value / SCALES[high.scale]:
        lower = low.value * SCALES[high.scale]
    if not lower < high.value:
        return None
    form = replace(high, start=low.start)
    return Joint(form, low.start, low.start, lower, lower=lower, upper=high.value)


def _with_origins(joints, folded, around):
    """Of 「由A提高到B」 B alone, with what it was before."""
    found = []
    for joint in joints:
        before = found[-1] if found else None
        told = before and _origin(before, joint, folded, around)
        if told:
            found[-1] = told
        else:
            found.append(joint)
    return found


def _origin(old, new, folded, around):
    between = folded[old.form.end : new.start]
    if {folded[old.start - 1 : old.start], folded[new.form.end : new.form.end + 1]} & ROW:
        return None
    if (
        len(between) > LONGEST_BETWEEN
        or old.from_value is not None
        or "ratio"
        in {old.form.kind, new.form.kind}
        != {
            old.form.kind,
            new.form.kind,
        }
    ):
        return None
    ahead = FROM.search(folded, max(0, old.start - 24), old.start)
    if ahead:
        if not (BECAME.fullmatch(between) or BECAME_AFTER_COMMA.fullmatch(between)):
            return None
    elif not BECAME_AT_ONCE.fullmatch(between) or is_uncounted(old.form, around) and old.form.unit:
        return None
    was, form = _in_one_unit(old.form, new.form)
    if was is None:
        return None
    opens = ahead.start() if ahead else old.start
    return Joint(form, new.start, opens, new.value if form is new.form else form.value, new.lower, new.upper, was)


def _in_one_unit(old, new):
    """(the value of the old form in the unit of the new one, the new form); None where they count different things."""
    if old.unit == new.unit:
        return old.value, new
    if not old.unit and new.unit and not old.scale or not new.unit:
        scale = SCALES[new.scale] if new.scale and not old.scale and not old.unit else 1
        return old.value * scale, new if new.unit or not old.unit else replace(
            new, unit=old.unit, unit_start=old.unit_start
        )
    if not old.unit:
        return old.value, new
    if old.unit in SECONDS and new.unit in SECONDS:
        return old.value * SECONDS[old.unit] / SECONDS[new.unit], new
    if {old.kind, new.kind} == {"share", "digits"} and old.unit.strip("个") == new.unit.strip("个"):
        return old.value, new
    return None, new
