"""Why the importer is unsure of a figure: codes, how grave each is, and a sentence for whoever checks it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Doubt(TextChoices):
    """In the order of their gravity, the gravest first."""

    UNSUMMED = "unsummed", _("各部分加起來不等於這個數，請核對數值。")
    NAMELESS = "nameless", _("讀不出這個數是什麼，請填寫名稱。")
    HEADING = "heading", _("句子裡沒有說這個數是什麼，名稱取自標題，請核對名稱。")
    ONE_FOR_MANY = "one_for_many", _("一個名稱後面有幾個數，請分清各是什麼。")
    CARRIED = "carried", _("名稱取自前面的分句，請核對是不是它的數。")
    SHORT_NAME = "short_name", _("名稱很短，單獨看可能不明白，請補全。")
    LONG_NAME = "long_name", _("名稱很長，請縮短。")
    SHARED = "shared", _("名稱是從並列的詞語裡分出來的，請核對各是哪一個。")
    NUMERAL = "numeral", _("原文寫的是漢字數目，請核對數值。")
    NO_UNIT = "no_unit", _("沒有單位，請核對。")
    UNKNOWN_UNIT = "unknown_unit", _("數字後面的詞不在常用單位之列，請核對單位。")
    PAIR = "pair", _("兩個數合為一個指標，請核對哪個是原來的、哪個是現在的，或者上下限。")
    RATE_ALONE = "rate_alone", _("只有升降的幅度，句子裡沒有升降以後的數值，請核對名稱。")


LEAST = len(Doubt)
GRAVITY = {code: LEAST - place for place, code in enumerate(Doubt.values)}


def gravity(codes):
    """How much a figure needs a look: 0 without a doubt, more for graver ones; several weigh more than the gravest."""
    weights = sorted((GRAVITY.get(code, 1) for code in codes), reverse=True)
    return weights[0] * (LEAST + 1) + len(weights) - 1 if weights else 0


def sentence(code):
    """What a person is told of one code."""
    return str(Doubt(code).label)


def in_order(codes):
    """The codes, each once, the gravest first."""
    return tuple(sorted({str(code) for code in codes}, key=lambda code: -GRAVITY[code]))
