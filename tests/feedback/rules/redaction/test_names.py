"""The names that the system knows: the citizen's own and the guardian's."""

import pytest

from feedback.rules import redaction
from feedback.rules.redaction import Kind


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
