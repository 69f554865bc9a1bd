"""Personal data in citizens' texts: what is found, what is left alone, and what a mask leaves."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedback.rules import redaction
from feedback.rules.redaction import Kind
from feedback.rules.redaction import finding as reading
from feedback.rules.redaction.finding import MOST_READINGS, RULES
from feedback.rules.redaction.rules import REACH

# Each is found whole, as the one piece of personal data of its text. The people and numbers are made up.
FOUND = {
    Kind.PHONE: [
        "13812345678",
        "138 1234 5678",
        "138  1234  5678",
        "138-1234-5678",
        "138 - 1234 - 5678",
        "138—1234—5678",
        "138.1234.5678",
        "1 3 8 1 2 3 4 5 6 7 8",
        "１３８１２３４５６７８",
        "8613812345678",
        "+86 138 1234 5678",
        "+86-13812345678",
        "＋８６－１３８－１２３４－５６７８",
        "008613812345678",
        "0086 138 1234 5678",
        "0532-88881234",
        "0532 8888 1234",
        "0532—88881234",
        "053288881234",
        "(0532)88881234",
        "（０５３２）８８８８１２３４",
        "+86-532-88881234",
        "010-82341234",
        "0546-8812345",  # seven digits
        "85661234",  # without its area code
        "8566-1234",
        "8566 1234",
        "(138)12345678",
        "138/1234/5678",
        "138,1234,5678",
        "138\n1234\n5678",
        "138\u200b1234\u31645678",
        "一三八一二三四五六七八",
        "①③⑧①②③④⑤⑥⑦⑧",
        "13〇12345678",
        "(+86)13812345678",
        "0532-88881234轉801",
        "0532-88881234 转 801",
        "+86 (0532) 8566 1234",
    ],
    Kind.ID_CARD: [
        "37020219851112101X",
        "37020219851112101x",
        "370202198511121011",  # a wrong check digit: it still tells who somebody is
        "370202 19851112 1011",
        "370202-19851112-1011",
        "３７０２０２１９８５１１１２１０１Ｘ",
        "370202/19851112/1011",
        "三七〇二八一一九九一〇七〇七五五一七",
        "370202851112101",  # of fifteen digits
        "A123456(7)",  # of Hong Kong
    ],
    Kind.PLATE: [
        "魯B12345",
        "鲁B12345",
        "魯B·12345",
        "魯B・12345",
        "魯B•12345",
        "魯B-12345",
        "魯B 12345",
        "魯 B · 12345",
        "鲁b12a45",
        "魯Ｂ１２３４５",
        "魯BD12345",  # new energy, a small one
        "魯B12345D",  # and a large one
        "滬A12345",
        "沪A12345",
        "魯B1234警",
        "鲁B·1234警",
        "魯B1234挂",
        "魯B1234掛",
        "魯B1234學",
        "粵Z1234港",
        "粤Z1234澳",
        "WJ魯12345",
        "WJ鲁1234X",
        "軍A12345",
        "使224578",
        "山東B12345",
    ],
    Kind.EMAIL: [
        "wang.xm@example.com",
        "12345678@qq.com",
        "ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "wang(at)example.com",
        "wang@example。com",
    ],
    Kind.BANK_CARD: ["6228480402564890018", "6228 4804 0256 4890 018", "6228-4804-0256-4890-018"],
    Kind.PASSPORT: ["E12345678", "EA1234567", "G12345678"],
    Kind.ADDRESS: ["香港中路1號樓2單元301", "金水花園三號樓二單元五〇一室", "海爾路88號3-2-501"],
}


def found(text):
    return [(finding.kind, finding.text) for finding in redaction.find(text)]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
@pytest.mark.parametrize("around", ["{}", "請聯繫我：{}，謝謝。", "（{}）"])
def test_personal_data_is_found_whole_wherever_it_stands(kind, text, around):
    assert found(around.format(text)) == [(kind, text)]


AFTER_LETTERS = [
    ("tel13812345678", "13812345678"),
    ("VX13812345678", "13812345678"),
    ("Tel0532-88881234", "0532-88881234"),
]


@pytest.mark.parametrize(("text", "number"), AFTER_LETTERS)
def test_a_telephone_is_found_behind_letters(text, number):
    assert found(text) == [(Kind.PHONE, number)]


# A citizen's text speaks of years, amounts and numbers of all sorts; none of these is anybody's.
LEFT_ALONE = [
    "2020年",
    "2021-0170",
    "2021-0170 2021-0171",
    "2021-0170、2021-0185",
    "20201201",
    "2020-12-01 08:30-20:00",
    "80000000元",
    "85000000人次",
    "85661234.50元",
    "¥85661234",
    "80000000",
    "5000-6000元",
    "5000-8000之間",
    "每年5000－6000起",
    "8000萬元",
    "1.09億元",
    "1,900 個電話，接聽 1,120 個，回撥 486 個",
    "2,100+7,100=9,200",
    "110",
    "12345",
    "12389",
    "96110",
    "400-123-4567",
    "1、3、5分鐘",
    "8+N",
    "K123路",
    "16 17 18 31 26 30路公交",
    "G20高速",
    "新APP12123",
    "新iPhone15",
    "新Windows10",
    "訂單號202012011234567890",
    "辦件編號370200202012010001",
    "訂單號碼85661234",
    "訂單號：85661234",
    "單號 6228480402564890018",
    "6228480402564890019",  # no card: its last digit does not fit
    "120.382639, 36.067108",
    "4829 1550 7731",
    "13,812,345,678元",
    "分別增加150、2000、3000人",
    "192.168.10.123",
    "GB17761-2018標準",
    "受案回執號370202202012010001",
    "京滬G2 1200米處",
    "微信公眾號",
    "微信12345",
    "QQ群123456789",
    "在香港中路29號附近",
    "3號樓和5號樓之間",
    "2單元門口",
    "大廳A座302室窗口",
    "公司地址：香港中路8號",
    "我是高中生，",
    "姓名登記錯了",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_nobodys_is_left_alone(text):
    assert found(f"建議：{text}，請研究。") == []


def test_a_number_after_the_word_telephone_is_one_even_when_a_measure_word_follows():
    assert found("請撥打85661234人工服務") == [(Kind.PHONE, "85661234")]


def test_an_id_number_that_checks_is_found_even_after_the_word_for_an_order():
    assert found("編號37020219851112101X") == [(Kind.ID_CARD, "37020219851112101X")]


# Known by the word before it, and found without that word.
BEHIND_A_WORD = [
    (Kind.ACCOUNT, "微信號 ", "qingdao_wang"),
    (Kind.ACCOUNT, "QQ ", "123456789"),
    (Kind.PASSPORT, "港澳通行證", "C12345678"),
    (Kind.PLATE, "車牌", "B12345"),
    (Kind.PLATE, "軍車", "VA12345"),
    (Kind.PHONE, "家裡座機", "8812345"),
    (Kind.BANK_CARD, "銀行卡號", "6228480402564890019"),
    (Kind.ID_CARD, "證件號", "370212201509120025"),
    (Kind.ADDRESS, "我住", "馬店村12號"),
    (Kind.NAME, "我叫", "王曉梅"),
]


@pytest.mark.parametrize(("kind", "word", "it"), BEHIND_A_WORD)
def test_what_a_word_before_it_tells_is_found(kind, word, it):
    assert found(f"{word}{it}，請查。") == [(kind, it)]


RUN_TOGETHER = [
    (Kind.ID_CARD, "370281199107075517", "341222200106187745"),
    (Kind.ID_CARD, "37020219851112101X", "370202198511121011"),
    (Kind.ID_CARD, "370202198511121011", "370202198511121012"),  # neither has the right check digit
    (Kind.PHONE, "13698761234", "13598764321"),
]


@pytest.mark.parametrize(("kind", "one", "other"), RUN_TOGETHER)
def test_two_numbers_run_together_are_two(kind, one, other):
    assert found(f"{one}{other}") == [(kind, one), (kind, other)]


# Known limits, told to whoever releases: a person reads the text before it is public.
NOT_FOUND = [
    "物業經理李建國態度不好",  # the name of somebody whom the system does not know
    "手機前三位138，中間1234，最後5678",
    "我家在5號樓",
    "微信就是我的姓加生日",
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_not_found_yet(text):
    assert found(text) == []


def test_several_are_found_in_order_with_their_places():
    text = "我是 37020219851112101X，電話 138-1234-5678 或 0532-88881234，車 魯B·12345，郵箱 a@b.cn。"
    findings = redaction.find(text)
    assert [(finding.kind, finding.text, text[finding.start : finding.end]) for finding in findings] == [
        (Kind.ID_CARD, "37020219851112101X", "37020219851112101X"),
        (Kind.PHONE, "138-1234-5678", "138-1234-5678"),
        (Kind.PHONE, "0532-88881234", "0532-88881234"),
        (Kind.PLATE, "魯B·12345", "魯B·12345"),
        (Kind.EMAIL, "a@b.cn", "a@b.cn"),
    ]


TOGETHER = ["13812345678 13912345678", "13812345678、13912345678", "13812345678/13912345678"]


@pytest.mark.parametrize("text", TOGETHER)
def test_two_numbers_side_by_side_are_two(text):
    assert found(text) == [(Kind.PHONE, "13812345678"), (Kind.PHONE, "13912345678")]


def test_a_mask_says_nothing_of_what_it_hides_not_even_how_long_it_was():
    text = "我是37020219851112101X，電話 138 - 1234 - 5678，車魯B·12345。"
    assert redaction.mask(text) == "我是＊＊＊＊＊＊，電話 ＊＊＊＊＊＊，車＊＊＊＊＊＊。"


def test_a_text_without_personal_data_stays_as_it_is():
    text = "建議在香港中路與東海路路口加一塊待轉提示牌，2021-0170 也提過。"
    assert redaction.mask(text) == text


pieces = st.sampled_from([text for texts in FOUND.values() for text in texts] + LEFT_ALONE)
glue = st.text(alphabet="0123456789 -.()+@Xx魯BD號碼：，元a*＊１＠－", max_size=6)
texts = st.lists(st.one_of(pieces, glue, st.text(max_size=8)), max_size=12).map("".join)


@given(texts)
@example("13812345678@138 1234 5678")
@example("6228 4804 0256 4890 0181 138 1234 5678")
@example("魯B魯B12345")
def test_a_mask_leaves_nothing_that_would_be_found_again(text):
    assert redaction.find(redaction.mask(text)) == []


@given(texts)
def test_findings_stand_where_they_say_and_do_not_overlap(text):
    findings = redaction.find(text)
    assert [text[finding.start : finding.end] for finding in findings] == [finding.text for finding in findings]
    places = [place for finding in findings for place in (finding.start, finding.end)]
    assert places == sorted(places)


@given(texts)
def test_a_mask_changes_nothing_but_what_was_found(text):
    kept, end = [], 0
    for finding in redaction.find(text):
        kept.append(text[end : finding.start])
        end = finding.end
    kept.append(text[end:])
    stars = ["＊" * min(len(finding.text), 6) for finding in redaction.find(text)] + [""]
    assert redaction.mask(text) == "".join(part for pair in zip(kept, stars, strict=True) for part in pair)


# The names that the system knows: the citizen's own and the guardian's.


def named(text, *names):
    return [(finding.text, finding.is_sure) for finding in redaction.find(text, names) if finding.kind == Kind.NAME]


KNOWN = [
    ("此致，王曉梅", ["王曉梅"], ["王曉梅"]),
    ("此致，王晓梅", ["王曉梅"], ["王晓梅"]),
    ("此致，王曉梅", ["王晓梅"], ["王曉梅"]),
    ("此致，王 曉　梅", ["王曉梅"], ["王 曉　梅"]),
    ("此致，王曉\u200b\n梅", ["王曉梅"], ["王曉\u200b\n梅"]),
    ("家長李建国代李强寫", ["李強", "李建國"], ["李建国", "李强"]),
    ("我叫古丽米热买买提", ["古麗米熱·買買提"], ["古丽米热买买提"]),
    ("問古麗米熱吧", ["古麗米熱·買買提"], ["古麗米熱"]),
    ("ask John  SMITH or Smith John", ["John Smith"], ["John  SMITH", "Smith John"]),
    ("Lisa is not Li", ["Li Sa"], ["Lisa"]),
    ("anna, Joanna", ["Anna"], ["anna"]),
    ("王曉梅和王曉梅", ["王曉梅"], ["王曉梅", "王曉梅"]),
]


@pytest.mark.parametrize(("text", "names", "expected"), KNOWN)
def test_a_known_name_is_found_in_either_script_and_with_blanks_inside(text, names, expected):
    assert named(text, *names) == [(name, True) for name in expected]
    assert redaction.find(redaction.mask(text, names), names) == []


ONLY_TOLD = [("我姓王，住王家村。", "王", ["王", "王"]), ("早高峰很堵。", "高峰", ["高峰"]), ("Mr Li", "Li", ["Li"])]


@pytest.mark.parametrize(("text", "name", "told"), ONLY_TOLD)
def test_a_name_that_may_be_anything_is_only_told(text, name, told):
    assert (named(text, name), redaction.mask(text, [name])) == ([(word, False) for word in told], text)


@pytest.mark.parametrize("name", ["", " ", "13812345678", "匿名", "市民", "熱心市民", "本人", "·"])
def test_what_is_typed_instead_of_a_name_is_none(name):
    assert redaction.find("匿名市民本人 · 反映", [name]) == []


def test_a_name_told_stands_beside_what_is_sure():
    findings = redaction.find("王，13812345678", ["王"])
    assert [(finding.text, finding.is_sure) for finding in findings] == [("王", False), ("13812345678", True)]


# What a text may cost.


class Counting:
    """A pattern that notes how many characters it was given to look through."""

    def __init__(self, pattern, given):
        self.pattern, self.given = pattern, given

    def search(self, text, start, end):
        match = self.pattern.search(text, start, end)
        self.given.append((match.start() + 1 if match else end) - start)
        return match


WORST = [
    "1",
    "1 ",
    "〇",
    "a@",
    "王",
    "我叫王",
    "號樓",
    "1號樓",
    "3號樓2單元501",
    "QQ12345",
    "QQ:",
    "13812345678",
    "\u0301",
]


@pytest.mark.parametrize("unit", WORST)
def test_the_work_grows_with_the_text(unit, monkeypatch):
    given = []
    counted = [replace(rule, pattern=Counting(rule.pattern, given)) for rule in RULES]
    monkeypatch.setattr(reading, "RULES", counted)
    work = []
    for length in (1000, 2000, 4000):
        given.clear()
        redaction.find((unit * length)[:length])
        work.append(sum(given))
    assert work[2] < 5 * max(work[0], 1)
    assert work[2] <= MOST_READINGS * len(RULES) * 2 * (4000 + REACH)


def test_one_and_the_same_piece_is_named_once_and_what_is_only_told_apart():
    twice = redaction.find("電話13864210975，再說一遍13864210975。王先生", names=("王",))
    sure, told = redaction.once(twice)
    assert ([one.text for one in sure], [one.text for one in told]) == (["13864210975"], ["王"])


def test_a_number_of_abroad_that_counts_something_is_none():
    assert [one.text for one in redaction.find("請打+44 20 7946 0958。")] == ["+44 20 7946 0958"]
    assert redaction.find("共+44 20 7946 0958元") == []
