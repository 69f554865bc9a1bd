"""`docs/caches.md` names whatever the code keeps, and nothing that is not there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "docs" / "caches.md"
KEEPERS = {"Kept", "cache", "lru_cache"}


def rows():
    """{(file, name)} of the tables."""
    places = re.findall(r"^\|[^|]+\| `([^`]+\.py)` `(\w+)` \|", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(places) == len({*places})
    return {*places}


def modules():
    """(path, tree) of each module of the portal."""
    for folder in ("portal", "feedback", "reports"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            path = file.relative_to(ROOT).as_posix()
            if "/migrations/" not in path:
                yield path, ast.parse(file.read_text(encoding="utf-8"))


def kept_in(tree, function=None, target=None):
    """The names under which a module keeps something: of what is assigned, else of the function."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.FunctionDef(name=name, decorator_list=decorators):
                if any(isinstance(one, ast.Name) and one.id in KEEPERS for one in decorators):
                    yield name
                yield from kept_in(node, name)
            case ast.Assign(targets=[ast.Attribute(attr=name) | ast.Name(id=name)]):
                yield from kept_in(node, function, name)
            case ast.Call(func=ast.Name(id=name)) if name in KEEPERS - {"cache"}:
                yield target or function
                yield from kept_in(node, function, target)
            case ast.Subscript(value=ast.Name(id="caches")):
                yield function
            case _:
                yield from kept_in(node, function, target)


def test_the_table_names_all_that_is_kept():
    found = {(path, name) for path, tree in modules() for name in kept_in(tree)}
    assert found - rows() == set()


def test_what_the_table_names_is_there():
    missing = [
        (path, name)
        for path, name in sorted(rows())
        if not (ROOT / path).exists() or not re.search(rf"\b{name}\b", (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert missing == []
