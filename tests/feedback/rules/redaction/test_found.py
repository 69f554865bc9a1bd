"""Personal data in citizens' texts: what is found, and what is left alone."""

import pytest

from feedback.rules import redaction
from feedback.rules.redaction import Kind
from tests.feedback.rules.redaction.texts import FOUND, LEFT_ALONE, found


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


def test_one_and_the_same_piece_is_named_once_and_what_is_only_told_apart():
    twice = redaction.find("電話13864210975，再說一遍13864210975。王先生", names=("王",))
    sure, told = redaction.once(twice)
    assert ([one.text for one in sure], [one.text for one in told]) == (["13864210975"], ["王"])


def test_a_number_of_abroad_that_counts_something_is_none():
    assert [one.text for one in redaction.find("請打+44 20 7946 0958。")] == ["+44 20 7946 0958"]
    assert redaction.find("共+44 20 7946 0958元") == []
