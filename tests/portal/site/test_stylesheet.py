"""The public stylesheet: made of every part that there is, once, and made anew when a part changes."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from portal.site import stylesheet


@pytest.fixture
def parts(tmp_path, monkeypatch, settings):
    settings.VAR_DIR = tmp_path / "var"
    monkeypatch.setattr(stylesheet, "FOLDER", tmp_path)
    monkeypatch.setattr(stylesheet, "PARTS", ("frame", "wall"))
    (tmp_path / "frame.css").write_text("a { color: red; }", encoding="utf-8")
    (tmp_path / "wall.css").write_text("b { color: blue; }", encoding="utf-8")
    return tmp_path


@pytest.mark.pure
def test_every_part_stands_in_it_once():
    assert sorted(stylesheet.PARTS) == sorted(part.stem for part in stylesheet.FOLDER.glob("*.css"))


def test_it_is_found_where_pages_ask_for_it():
    assert Path(finders.find(stylesheet.NAME)).read_text(encoding="utf-8") == stylesheet.joined()
    assert finders.find("portal/nothing.css") is None


def test_it_is_written_anew_when_a_part_changes_and_only_then(parts):
    finder = stylesheet.StylesheetFinder()
    file = Path(finder.find(stylesheet.NAME))
    first = file.stat().st_mtime_ns
    assert (Path(finder.find(stylesheet.NAME)).stat().st_mtime_ns, file.read_text()) == (
        first,
        "a { color: red; }\nb { color: blue; }",
    )
    (parts / "wall.css").write_text("b { color: green; }", encoding="utf-8")
    assert Path(finder.find(stylesheet.NAME)).read_text() == "a { color: red; }\nb { color: green; }"


def test_it_is_collected_with_the_rest(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "static" / stylesheet.NAME).read_text(encoding="utf-8") == stylesheet.joined()
