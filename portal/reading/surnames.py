"""Surnames that conversion to Traditional characters would take for another word: 于队长 is no 於隊長."""

import re

# Each with what it ends a common word with: 关于, 其余, 规范, 糊涂, 旅游 …; there it is no surname.
ENDING_WITH = {
    "于": (
        "关關对對由至等位基属屬处處终終善便归歸限源过過出用在利低高大小少多鉴鑒忠敢急勇生建死陷居勤乐樂甘濒瀕趋趨"
        "亚亞弱强強优優劣晚早当當似决決制务務自业業职職同别別命助信教咎益足雇僱止功赖賴迫"
    ),
    "余": "其多剩业業残殘有年空盈富宽寬工课課茶闲閒公十百千万萬亿億0123456789",
    "范": "规規模示防典师師风風就垂洪钢鋼",
    "涂": "糊泥滩灘海喷噴生乱亂",
    "岳": "山五东東西南北中",
    "朴": "质質简簡纯純淳俭儉古素诚誠拙",
    "游": "旅导導上中下出周春秋冬夏夜郊巡漫畅暢手网網环環云雲",
    "郁": "忧憂馥浓濃抑葱蔥沉阴陰",
    "咸": "太很不偏",
}

SURNAMES = tuple(ENDING_WITH)

# Ranks and titles that name who bears them, in Simplified text: in Traditional text no surname is converted.
TITLES = """
    警官 警长 警员 警督 警司 民警 辅警 交警 探长 队长 大队长 中队长 支队长 总队长 所长 局长 科长
    处长 股长 站长 政委 教导员 指导员 主任 书记 干事 老师 校长 园长 院长 教授 医生 大夫 护士
    律师 法官 检察官 师傅 经理 总监 老板 会计 先生 女士 小姐 同志 同学 大爷 大妈 大哥 大姐 大叔
    大娘 阿姨 叔叔 爷爷 奶奶 村长 镇长 区长 市长 会长 代表 委员
""".split()  # noqa: SIM905  a list to read, not a list of quotation marks


def not_within_a_word(word):
    """A pattern for `word` where it stands by itself: 于先生, but not in 关于先生."""
    before = ENDING_WITH.get(word[0])
    return f"(?<![{before}]){re.escape(word)}" if before else re.escape(word)


# Who is not named: 范某, 余某某. Of 于 only before what is said of a person: 于某日, 于某小区 are when and where.
SOMEBODY = {"于": r"某(?:某|[甲乙丙丁等在于说称对因与和将被向从到的来驾报持用找打骂以自]|\W|$)"}


def named(surname):
    """A surname right before a title, also 于副局长, or before 某."""
    return f"{not_within_a_word(surname)}(?=副?(?:{'|'.join(TITLES)})|{SOMEBODY.get(surname, '某')})"


WITH_TITLES = [named(surname) for surname in SURNAMES]
