"""How much two texts say the same: by the pieces that both have, the rarer the more; a pure rule, without a query."""

import math
import re
from collections import Counter

from portal.search.folding import fold
from portal.search.segmentation import bigrams, runs

# What people call by several names, in folded spelling. A word of a row counts as any other of it.
SAME = [
    "狗 犬",
    "电动车 电瓶车 电动自行车",
    "电瓶 电池",
    "红绿灯 信号灯",
    "停车位 车位 泊位",
    "噪音 噪声",
    "民警 警察",
    "户口 户籍",
    "身份证 身分证",
    "驾照 驾驶证 驾驶本",
    "骑手 外卖员 外卖小哥 送餐员",
    "外卖 送餐",
    "网约房 日租房 短租房",
    "诈骗 骗子 被骗 防骗 反诈 防诈",
    "鞭炮 炮仗 爆竹",
    "音响 音箱 喇叭",
    "轿车 小汽车 私家车",
    "老人 老年人 长者 老太太 老大爷",
    "孩子 小孩 儿童 娃",
    "聋人 聋哑人 听障 听不见",
    "酒店 宾馆 旅馆",
    "殭尸车 僵尸车",
    "夜里 半夜 凌晨 深夜",
    "拴绳 牵绳",
]
GROUPS = [row.split() for row in SAME]
# A character that stands for a group while texts are compared.
FIRST_SIGN = 0xE000
_sign = {word: chr(FIRST_SIGN + place) for place, row in enumerate(GROUPS) for word in row}
_words = re.compile("|".join(sorted(_sign, key=len, reverse=True)))
_signs = re.compile("[\ue000-\uf8ff]")
# A pair with one of these says nothing of its own.
_hollow = re.compile("[的了是在我你他她它们这那也都就着过吗呢吧啊很太又把被让给有没不要会能可以和与或]")


def pieces(text):
    """The set of what a text is compared by: groups of words, pairs of characters, words and numbers."""
    folded = _words.sub(lambda match: _sign[match[0]], _signs.sub(" ", fold(text)))
    found = set(_signs.findall(folded))
    for run in runs(folded):
        if not run.is_han:
            found.add(run.text)
        elif len(run.text) > 1:
            found.update(pair for pair in bigrams(run.text) if not _hollow.search(pair))
    return found


def spellings(piece):
    """The words that a piece stands for."""
    return GROUPS[ord(piece) - FIRST_SIGN] if _signs.match(piece) else [piece]


# As like as this two texts are when they speak of one thing; found on the sample year, where texts that share a road
# or an office and nothing else stay below it.
LIKELY = 0.06


class Rarity:
    """How much a piece tells, learned from texts of the same kind."""

    def __init__(self, texts):
        self.count = 0
        seen = Counter()
        for text in texts:
            self.count += 1
            seen.update(pieces(text))
        # What was met once is as good as new, and most of what there is.
        self.seen = {piece: times for piece, times in seen.items() if times > 1}

    def of(self, piece):
        return math.log((self.count + 2) / (self.seen.get(piece, 0) + 0.5))

    def weigh(self, title, body):
        """{piece: weight} of a text, what stands in the title counting twice."""
        in_title = pieces(title)
        return {piece: self.of(piece) * (2 if piece in in_title else 1) for piece in in_title | pieces(body)}


def likeness(asked, other):
    """From 0, nothing in common, to 1, the same words, of two texts as `Rarity.weigh` gives them."""
    shared = sum(weight * other[piece] for piece, weight in asked.items() if piece in other)
    length = math.sqrt(sum(w * w for w in asked.values())) * math.sqrt(sum(w * w for w in other.values()))
    return shared / length if length else 0.0
