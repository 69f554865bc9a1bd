from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.draws import quotas
from feedback.draws.quotas import LEAST, fill, lacking, merged, of_successor, sizes, with_the_rest


def cells(**groups):
    """So many candidates of each district: a1, a2, …"""
    return {f"{name}{place}": {"district": name} for name, count in groups.items() for place in range(1, count + 1)}


def test_values_without_a_quota_share_what_the_quotas_leave():
    assert with_the_rest(cells(a=1, b=1, c=1), {"district": {"a": 2}}, 5) == (
        {"a1": {"district": "a"}, "b1": {"district": "the-rest"}, "c1": {"district": "the-rest"}},
        {"district": {"a": 2, "the-rest": 3}},
    )


def test_where_all_have_a_quota_and_it_comes_to_all_seats_there_is_no_rest():
    given = cells(a=1, b=1)
    assert with_the_rest(given, {"district": {"a": 2, "b": 3}}, 5) == (given, {"district": {"a": 2, "b": 3}})


def test_where_the_quotas_take_all_seats_the_rest_has_none():
    assert with_the_rest(cells(a=1, b=1), {"district": {"a": 5}}, 5)[1] == {"district": {"a": 5, "the-rest": 0}}


def test_quotas_for_more_than_all_seats_are_refused():
    with pytest.raises(ValueError, match="district"):
        with_the_rest(cells(a=1), {"district": {"a": 3, "b": 3}}, 5)


def test_groups_of_fewer_than_five_are_merged_with_the_smallest_and_so_are_their_seats():
    found, seats = merged(cells(a=9, b=2, c=6), {"district": {"a": 3, "b": 1, "c": 2}})
    assert (sizes(found), seats) == (
        {(("district", "a"),): 9, (("district", "b|c"),): 8}, {"district": {"a": 3, "b|c": 3}},
    )  # fmt: skip


def test_a_group_merged_twice_names_all_that_it_is_made_of():
    found, seats = merged(cells(c=2, a=1, b=1), {"district": {"a": 1, "b": 1, "c": 1}})
    assert ({cell["district"] for cell in found.values()}, seats) == ({"a|b|c"}, {"district": {"a|b|c": 3}})


def test_a_quota_for_which_nobody_applied_stays_by_itself():
    assert merged(cells(a=2, b=4), {"district": {"a": 1, "b": 1, "z": 1}})[1] == {"district": {"a|b": 2, "z": 1}}


def test_combinations_of_two_dimensions_are_merged_too():
    people = {f"{d}{b}{n}": {"district": d, "band": b} for d, b, count in [("a", "x", 9), ("a", "y", 3), ("b", "x", 5)]
              for n in range(count)}  # fmt: skip
    found, seats = merged(people, {"district": {"a": 1, "b": 1}, "band": {"x": 1, "y": 1}})
    assert (sizes(found), seats) == (
        {(("band", "x|y"), ("district", "a")): 12, (("band", "x|y"), ("district", "b")): 5},
        {"district": {"a": 1, "b": 1}, "band": {"x|y": 2}},
    )


@pytest.mark.parametrize("of", [{}, {"district": {"a": 1}}])
def test_fewer_than_five_in_all_are_one_group(of):
    people = cells(a=3) if of else {"a1": {}, "a2": {}, "a3": {}}
    assert merged(people, of) == (people, of)


def test_nobody_is_merged_with_nobody():
    assert merged({}, {"district": {"a": 1}}) == ({}, {"district": {"a": 1}})


def test_the_order_is_walked_and_each_takes_a_seat_of_the_own_quota():
    people = cells(a=3, b=3)
    assert fill(["a1", "a2", "b1", "a3", "b2", "b3"], people, {"district": {"a": 1, "b": 2}}, 3) == ["a1", "b1", "b2"]


def test_what_a_quota_cannot_fill_goes_to_the_top_of_the_order():
    people, of = cells(a=3, b=1), {"district": {"a": 1, "b": 2}}
    chosen = fill(["a1", "a2", "a3", "b1"], people, of, 3)
    assert (chosen, lacking(chosen, people, of)) == (["a1", "b1", "a2"], [("district", "b", 2, 1)])


def test_without_quotas_the_first_of_the_order_are_chosen():
    assert fill(["c", "a", "b"], {"a": {}, "b": {}, "c": {}}, {}, 2) == ["c", "a"]


def test_whoever_follows_is_of_the_same_groups_while_there_is_anybody():
    people = cells(a=2, b=1)
    of = of_successor({"district": "b"})
    assert [fill(["a1", "a2", "b1"], people, of, 1), fill(["a1", "a2"], people, of, 1)] == [["b1"], ["a1"]]


DISTRICTS, BANDS = ["a", "b", "c", "d"], ["x", "y", "z"]
PEOPLE = st.lists(st.tuples(st.sampled_from(DISTRICTS), st.sampled_from(BANDS)), min_size=1, max_size=60).map(
    lambda pairs: {str(place): {"district": d, "band": b} for place, (d, b) in enumerate(pairs)}
)


@given(PEOPLE, st.randoms(use_true_random=False))
def test_no_group_stays_small_nobody_is_lost_and_the_seats_are_the_same(people, random):
    given_quotas = {"district": {"a": 2, "b": 1}, "band": {"x": 3}}
    placed, of = with_the_rest(people, given_quotas, 8)
    found, seats = merged(placed, of)
    shuffled = list(placed.items())
    random.shuffle(shuffled)

    assert min(sizes(found).values()) >= min(LEAST, len(people))
    assert found.keys() == people.keys()
    assert {name: sum(groups.values()) for name, groups in seats.items()} == {"district": 8, "band": 8}
    assert merged(dict(shuffled), of) == (found, seats)


@given(PEOPLE, st.integers(1, 20))
def test_all_seats_are_filled_and_no_quota_is_exceeded_while_another_can_be_filled(people, seats):
    placed, of = with_the_rest(people, {"district": {"a": min(2, seats)}}, seats)
    chosen = fill(list(placed), placed, of, seats)
    districts = Counter(placed[label]["district"] for label in chosen)

    assert len(chosen) == len({*chosen}) == min(seats, len(people))
    assert districts["a"] >= min(of["district"]["a"], sum(cell["district"] == "a" for cell in placed.values()))


def test_the_least_is_five():
    assert quotas.LEAST == 5
