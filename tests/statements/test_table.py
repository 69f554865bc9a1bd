"""What the public pages state under a condition: `docs/statements.md` lists it, and these tests look at each."""

import ast
import re
from pathlib import Path

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]


HERE = Path(__file__)
ROOT = HERE.parents[2]
TABLE = ROOT / "docs" / "statements.md"


def rows():
    """[(statement, condition, file, test)] of the table."""
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("| 「")]
    return [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in lines]


def functions_of(path):
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_the_table_names_each_of_these_tests_and_no_other():
    named = [re.fullmatch(r"`(?:(\S+)::)?(test_\w+)`", test) for *_, test in rows()]
    assert [test for test, found in zip(rows(), named, strict=True) if not found] == []
    here = {found[2] for found in named if not found[1]}
    elsewhere = {(found[1], found[2]) for found in named if found[1]}
    beside = [functions_of(path) for path in HERE.parent.glob("test_*.py") if path != HERE]
    assert here == set().union(*beside)
    assert {(path, name) for path, name in elsewhere if name not in functions_of(path)} == set()


def test_each_statement_stands_where_it_is_said_to():
    missing = [
        (statement, path)
        for statement, _condition, path, _test in rows()
        if statement.strip("「」") not in (ROOT / path.strip("`")).read_text()
    ]
    assert (missing, len(rows()) > 40) == ([], True)
