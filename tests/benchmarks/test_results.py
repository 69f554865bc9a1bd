"""The table and the drawing of the benchmark."""

from xml.etree import ElementTree

import pytest

from benchmarks import plot
from benchmarks.asking import wrk
from benchmarks.results import Row, document, with_range

SVG = "{http://www.w3.org/2000/svg}"


def row(**fields):
    given = {"section": "Pages", "name": "board", "measured": "9/s", "reference": "10/s", "value": 0.9, "shown": "0.90"}
    return Row(**given | fields)


@pytest.mark.parametrize(
    ("fields", "reached"),
    [
        ({"target": 0.7}, True),
        ({"target": 1.0}, False),
        ({"target": 1.0, "at_least": False}, True),
        ({"target": 0, "value": 0, "at_least": False}, True),
        ({}, None),
    ],
)
def test_a_target_is_reached_or_not(fields, reached):
    assert row(**fields).is_reached is reached


def test_the_table_says_the_target_and_whether_it_is_reached():
    page = document([row(target=1.0, note="p50 1 ms")], "By hand.")
    assert "| board | 9/s | 10/s | 0.90 | ≥ 1 | **no** | p50 1 ms |" in page.splitlines()


def test_a_range():
    assert with_range(1, 0.5, 2) == "1.00 (0.50–2.00)"


def test_the_drawing_has_a_point_for_each_target_but_none():
    rows = [row(target=1.0), row(target=0.5, name="home < & >"), row(), row(target=0, value=0, at_least=False)]
    drawing = ElementTree.fromstring(plot.plot(rows, "Targets"))
    assert [point.get("class") for point in drawing.iter(f"{SVG}circle")] == ["no", "yes"]


def test_a_missing_wrk_is_told_in_one_sentence(monkeypatch):
    monkeypatch.setattr(wrk.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="apt-get install wrk"):
        wrk.require()
