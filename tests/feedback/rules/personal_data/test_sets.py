"""The two sets of labelled sentences: well formed, large enough, and apart from each other."""

import pytest

from tests.feedback.rules.personal_data import KINDS, Label, Sentence, read, sentences

LEAST = 150


@pytest.mark.parametrize("name", ["tuning", "scored"])
def test_a_set_is_large_has_every_kind_and_is_well_formed(name):
    found = sentences(name)
    odd = [sentence.text for sentence in found if set("{}") & set(sentence.text)]
    kinds = {label.kind for sentence in found for label in sentence.labels}
    clean = [sentence for sentence in found if not sentence.labels]
    assert (odd, kinds, len(found) >= LEAST, len(clean) >= LEAST // 5) == ([], set(KINDS), True, True)


@pytest.mark.parametrize("name", ["tuning", "scored"])
def test_no_sentence_stands_twice_in_a_set(name):
    texts = [sentence.text for sentence in sentences(name)]
    assert len(texts) == len(set(texts))


def test_no_sentence_stands_in_both_sets():
    tuning, scored = ({sentence.text for sentence in sentences(name)} for name in ("tuning", "scored"))
    assert tuning & scored == set()


def test_a_label_stands_where_it_says():
    assert read("電話{phone:138\n12345678}，我叫{name:王曉梅}。", ["王曉梅"]) == Sentence(
        "電話138\n12345678，我叫王曉梅。",
        (Label("phone", "138\n12345678", 2, 14), Label("name", "王曉梅", 17, 20)),
        ("王曉梅",),
    )
