"""Traditional text in Simplified characters: as the mainland reads it, and as texts of both scripts are compared."""

import re
from functools import cache

from opencc import OpenCC

# Quotation marks belong to a script as its characters do.
QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’"}

# What OpenCC leaves although the mainland's list of characters, 通用規範漢字表, has another one for it.
VARIANTS = {
    "牠": "它", "妳": "你", "喒": "咱", "佈": "布", "倂": "并", "寃": "冤", "徧": "遍", "姪": "侄",
    "暱": "昵", "罣": "挂", "菓": "果", "蔴": "麻", "痺": "痹", "踫": "碰", "衹": "只", "摺": "折",
    "伕": "夫", "倣": "仿", "勦": "剿", "啗": "啖", "啣": "衔", "彊": "强", "徬": "彷", "慇": "殷",
    "揹": "背", "搆": "构", "搾": "榨", "撚": "捻", "撢": "掸", "毬": "球", "煖": "暖", "燄": "焰",
    "燐": "磷", "玨": "珏", "珮": "佩", "瑯": "琅", "疋": "匹", "痲": "麻", "瘉": "愈", "瞇": "眯",
    "矽": "硅", "砲": "炮", "箝": "钳", "籐": "藤", "糢": "模", "蔆": "菱", "跼": "局", "銲": "焊",
    "鉋": "刨", "鎗": "枪", "隄": "堤", "餽": "馈", "鼇": "鳌", "祂": "他", "賸": "剩", "効": "效", "傚": "效",
    "汚": "污", "畧": "略", "攷": "考", "讐": "雠", "躶": "裸", "巿": "市", "吋": "寸", "呎": "尺", "鑤": "刨",
    "衞": "卫", "粧": "妆", "枱": "台", "閙": "闹", "擧": "举", "囘": "回", "恊": "协", "鬪": "斗", "塲": "场",
    "讬": "托", "劵": "券", "廹": "迫", "鄕": "乡", "氷": "冰", "桟": "栈", "厰": "厂", "隣": "邻", "羮": "羹",
    "輭": "软", "蹓": "遛", "頥": "颐", "鴈": "雁", "麤": "粗",
}  # fmt: skip

# Characters that the mainland writes only in some words, and elsewhere as another one: the words, as Simplified text
# has them, that keep it. It is the table that conversion goes by, and by which what was converted is checked.
CONTEXTS = {
    "著": ("着", """
        著作 著名 著称 著述 著者 著书立 著录 著文 著有 著译 显著 土著 编著 名著 论著 原著 专著 译著 合著
        巨著 遗著 拙著 新著 旧著 撰著 卓著 昭著 微知著 所著
    """),
    "覆": ("复", """
        覆盖 覆没 覆灭 覆辙 覆亡 覆土 覆膜 覆冰 覆水 覆巢 覆舟 覆雪 颠覆 倾覆 翻覆 天翻地覆 翻天覆 翻云覆 被覆 包覆 披覆
    """),
    "乾": ("干", "乾坤 乾隆 乾嘉 乾县 乾陵 乾清 乾元 乾卦 乾安 康乾 雍乾"),
    "於": ("于", "於菟 於陵 於潜 樊於期"),
    "藉": ("借", "狼藉 慰藉 蕴藉 枕藉"),
    "瞭": ("了", "瞭望 瞭哨"),
    "徵": ("征", "魏徵 角徵 徵羽"),
    "餘": ("余", ""),
    "夥": ("伙", "夥颐 甚夥"),
    "祇": ("只", "神祇 地祇"),
    "帐": ("账", "帐篷 蚊帐 营帐 军帐 帐幕 帐子 纱帐 幔帐 帷帐 罗帐 床帐 毡帐 升帐 帐钩 帐帘"),
    "甚么": ("什么", ""),
}  # fmt: skip


# What follows such a word where it is none: 拿着作业, 抱着书包, 跟着名单.
NOT_BEFORE = {
    "著作": "业用弊息战文案证", "著名": "望字单片牌额次表册", "著称": "呼号重", "著述": "职说", "著录": "像音制",
}  # fmt: skip

# Words that OpenCC takes for others when they stand in Simplified text among Traditional one.
RESTORED = {
    "显着": "显著", "土着": "土著", "名着": "名著", "原着": "原著", "巨着": "巨著", "专着": "专著", "卓着": "卓著",
    "昭着": "昭著", "微知着": "微知著",
}  # fmt: skip


def kept_words(character):
    return CONTEXTS[character][1].split()


def kept_pattern():
    """What matches any of the words that keep a character."""
    words = [word for character in CONTEXTS for word in kept_words(character)]
    return "|".join(f"{word}(?![{NOT_BEFORE[word]}])" if word in NOT_BEFORE else word for word in words)


@cache
def converter(name):
    return OpenCC(name)


_single = str.maketrans(QUOTES | VARIANTS)
_instead = {character: other for character, (other, _words) in CONTEXTS.items()} | RESTORED
_depending = frozenset(character[0] for character in CONTEXTS) | {"着"}
_contexts = re.compile(f"({kept_pattern()})|{'|'.join(_instead)}")


def to_simplified(text):
    """`text` as a reader of the mainland expects it. Words stay the writer's: 檔案 is 档案, never 文件."""
    converted = converter("tw2s").convert(text).translate(_single)
    if _depending.isdisjoint(converted):
        return converted  # most texts: the pattern is the dearer part
    return _contexts.sub(lambda match: match[1] or _instead[match[0]], converted)


_compared_quotes = str.maketrans(QUOTES)


def one_script(text):
    """`text` in one script, for whatever compares or finds texts; nobody reads it.

    Stored indexes were built with it: it stays as it is when what is read changes.
    """
    return converter("t2s").convert(text).translate(_compared_quotes)
