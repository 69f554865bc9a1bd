import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.draws import vrs

SECRET = b"a secret that nobody knows"
LABELS = [f"{number:03}-000-000" for number in range(100, 130)]


def test_each_code_is_the_one_before_what_was_published_last():
    published = [vrs.commitment(SECRET, 4), *(vrs.code(SECRET, 4, turn) for turn in (1, 2, 3))]
    assert [vrs.follows(code, last) for last, code in zip(published, published[1:], strict=False)] == [True] * 3
    assert not vrs.follows(published[2], published[0])


@pytest.mark.parametrize("turn", [0, 4, 5])
def test_the_secret_itself_is_never_a_code(turn):
    with pytest.raises(ValueError, match="no code"):
        vrs.code(SECRET, 4, turn)


@given(st.permutations(LABELS))
def test_the_order_does_not_depend_on_how_the_pool_is_sorted(labels):
    code = vrs.code(SECRET, 4, 1)
    assert vrs.order(code, "1.2./", labels) == vrs.order(code, "1.2./", LABELS)


@given(st.sets(st.sampled_from(LABELS)))
def test_who_is_left_out_changes_nothing_for_the_others(without):
    code = vrs.code(SECRET, 4, 1)
    whole = vrs.order(code, "1.2./", LABELS)
    assert vrs.order(code, "1.2./", {*LABELS} - without) == [each for each in whole if each[0] not in without]


def test_another_code_or_another_number_makes_another_order():
    orders = [
        [label for label, _position in vrs.order(vrs.code(SECRET, 4, turn), numbers, LABELS)]
        for turn, numbers in [(1, "1.2./"), (2, "1.2./"), (1, "1.3./"), (1, "12./")]
    ]
    assert len({tuple(order) for order in orders}) == 4
