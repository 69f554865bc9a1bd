"""Whatever is changed of what a draw publishes, the check notices; so does the program that the page shows."""

import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import feedback.draws
from feedback.draws import check
from tests.feedback.draws import papers

# What is told about a draw, and is no input of it; and when somebody typed numbers.
TOLD = {"state", "aborted"}
DRAWN = papers.drawn(is_over=True)
PROGRAM = Path(feedback.draws.__file__).with_name("redo.program")


def places(value, way=()):
    """The way to each text, number and truth in it, and to each list and mapping."""
    if isinstance(value, dict | list):
        yield way
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if key not in TOLD:
                yield from places(inner, (*way, key))
    else:
        yield way


def another(value):
    """Something else in its place that looks as plausible."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("0" if value[-1:] != "0" else "1")
    return value[:-1] if isinstance(value, list) else dict(list(value.items())[:-1])


def changed(way):
    draw = deepcopy(DRAWN)
    *outer, last = way
    holder = draw
    for key in outer:
        holder = holder[key]
    holder[last] = another(holder[last])
    return draw


WAYS = [way for way in places(DRAWN) if way and (way[0], way[-1]) != ("entries", "at")]


def test_a_draw_that_is_as_it_was_agrees_with_itself():
    assert [check.faults(DRAWN), check.faults(papers.drawn(), DRAWN["digest"].upper())] == [[], []]


def test_a_change_of_any_published_input_is_noticed():
    unnoticed = [way for way in WAYS if changed(way) != DRAWN and not check.faults(changed(way))]
    assert (unnoticed, len(WAYS) > 150) == ([], True)


def test_a_draw_that_was_replaced_as_a_whole_is_noticed_by_who_noted_its_digest():
    other = papers.drawn(encoding="另一種寫法")
    seals = [draw["turns"][1]["seal"] for draw in (other, DRAWN)]
    noted = [check.faults(other, noted) for noted in ("", seals[0], seals[1], DRAWN["digest"])]
    told = ["Neither the announcement nor a selection has the digest that you noted."]
    assert noted == [[], [], told, told]


@pytest.mark.parametrize("draw", [[], {}, {"announcement": {}}, {**DRAWN, "turns": 3}, {**DRAWN, "secret": "no hex"}])
def test_what_is_no_draw_is_told_so(draw):
    assert [fault.partition(":")[0] for fault in check.faults(draw)] == ["This is no draw as the portal publishes it"]


def test_nobody_is_drawn_without_numbers():
    assert check.faults({**DRAWN, "numbers": []}) == ["Somebody was drawn without numbers."]


def test_nobody_who_has_no_seat_is_followed():
    draw = papers.drawn()
    out = next(label for label in draw["announcement"]["pool"] if label not in draw["turns"][0]["chosen"])
    draw["turns"][1]["leaves"] = out
    assert f"Selection 2: {out} had no seat to leave." in check.faults(draw)


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_how_the_pool_was_sorted_changes_nothing(random):
    draw = papers.drawn()
    pool = list(draw["announcement"]["pool"].items())
    random.shuffle(pool)
    draw["announcement"]["pool"] = dict(pool)
    assert check.faults(draw) == []


def run(draw, folder):
    """What the shown program says of `draw`: its exit code, what it prints, and its last line of complaint."""
    path = folder / "draw.json"
    path.write_text(json.dumps(draw, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run([sys.executable, PROGRAM, path], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr.strip().splitlines()[-1:]


def test_the_program_comes_to_the_published_result(tmp_path):
    lines = [" ".join([str(turn["number"]), *turn["chosen"]]) for turn in DRAWN["turns"]]
    assert run(DRAWN, tmp_path) == (0, lines, [])


@pytest.mark.parametrize(
    ("way", "told"),
    [
        (("announcement", "pool", "100-482-915", "district"), "AssertionError: another announcement"),
        (("announcement", "seats"), "AssertionError: another announcement"),
        (("turns", 1, "code"), "AssertionError: another code"),
        (("numbers", 0, 2), "AssertionError: another result in selection 1"),
        (("turns", 1, "chosen", 0), "AssertionError: another result in selection 2"),
    ],
)
def test_the_program_notices_a_change(tmp_path, way, told):
    code, _lines, complaint = run(changed(way), tmp_path)
    assert (code, complaint) == (1, [told])
