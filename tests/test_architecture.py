"""The picture of the rooms is that of the code, and what the documents name is there."""

import re

import pytest

from tests.architecture_picture import APPS, FILE, ROOT, draw, name_of, path_of, words

ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
SECTIONS = ("Where things are", "Changing the portal")  # of the README
SUFFIXES = (".py", ".md", ".toml", ".svg", ".html", ".txt")
# A file and names in it: `file.py` (`one`, `another`), or (`file.py`, `one`).
IN_FILE = re.compile(r"`([\w/]+\.py)`(?:, | \()((?:`\w+`(?:, )?)+)\)")


def _section(name):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.search(rf"^## {name}\n(.*?)^## ", readme, re.DOTALL | re.MULTILINE)[1]


def _is_path(said):
    """Whether it is a path of the repository: no address, and nothing that only a started portal has."""
    is_one = re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", said) and ("/" in said or said.endswith(SUFFIXES))
    return bool(is_one) and not said.startswith(("var/", ".venv/"))


def _missing(text):
    """Paths that lead nowhere. One without its folder stands in a folder that its paragraph or row named before."""
    missing = []
    for paragraph in re.split(r"\n(?=\n|\||\d+\. )", text):
        folders = [ROOT]
        for said in filter(_is_path, re.findall(r"`([^`]+)`", paragraph)):
            found = next((folder / said for folder in folders if (folder / said).exists()), None)
            if found:
                folders.append(found if found.is_dir() else found.parent)
            else:
                missing.append(said)
    return missing


def test_the_picture_is_what_make_picture_draws():
    assert FILE.read_text(encoding="utf-8") == draw()


def test_each_room_has_its_box_and_each_box_is_a_room():
    rooms = set()
    for app in APPS:
        files = {file.stem for file in (ROOT / app).glob("*.py")} - {"__init__", "apps"}
        folders = {file.parent.name for file in (ROOT / app).glob("*/*.py")} - {"migrations"}
        rooms |= {f"{app}.{room}" for room in files | folders}
    of_desk = {room for room in words() if room.startswith("feedback.desk.")}
    assert {*words()} - of_desk == rooms
    assert [room for room in of_desk if not (ROOT / path_of(room)).exists()] == []
    boxes = re.findall(r'class="name"[^>]*>([^<]+)<', draw())
    assert sorted(boxes) == sorted(name_of(room) for room in words())


@pytest.mark.parametrize("text", [ARCHITECTURE, *map(_section, SECTIONS)], ids=["architecture", *SECTIONS])
def test_every_file_and_folder_that_is_named_is_there(text):
    assert "`feedback/rules/" in text
    assert _missing(text) == []


def test_every_name_said_to_stand_in_a_file_stands_there():
    said = IN_FILE.findall(" ".join(ARCHITECTURE.split()))
    assert len(said) > 50
    missing = []
    for file, names in said:
        code = (ROOT / file).read_text(encoding="utf-8")
        missing += [(file, name) for name in re.findall(r"\w+", names) if not re.search(rf"\b{name}\b", code)]
    assert missing == []


def test_what_is_named_and_gone_is_told():
    """The test of the names sees what it is there to see."""
    paragraph = (
        "`feedback/rules/` has `workflow.py`, `gone.py` and `Stage`; `/desk/`, `var/` and `pip install x/y` are none."
    )
    assert _missing(f"{paragraph}\n\n`workflow.py` | `portal/gone/`") == ["gone.py", "workflow.py", "portal/gone/"]
