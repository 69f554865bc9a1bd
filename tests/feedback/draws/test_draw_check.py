import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.feedback.draws import papers, rounds
from tests.feedback.draws.test_check import DRAWN, WAYS, changed


def check(*arguments):
    """(exit code, what is printed)."""
    out = StringIO()
    try:
        call_command("draw_check", *arguments, stdout=out)
    except SystemExit as error:
        return error.code, out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def file(tmp_path):
    def written(draw):
        path = tmp_path / "draw.json"
        path.write_text(json.dumps(draw), encoding="utf-8")
        return str(path)

    return written


def test_a_file_that_agrees(file):
    path = file(DRAWN)
    assert check(path, "--noted", DRAWN["seal"]) == (0, f"{path}: agrees. Digest {DRAWN['digest']}\n")


def test_a_file_with_any_published_input_changed(file):
    assert [way for way in WAYS[::7] if check(file(changed(way)))[0] != 1] == []


def test_a_file_that_is_no_json(tmp_path):
    (tmp_path / "draw.json").write_text("draw")
    with pytest.raises(CommandError, match="is no JSON"):
        check(str(tmp_path / "draw.json"))


@pytest.mark.django_db
def test_every_draw_of_the_portal_is_checked():
    by = rounds.staff()
    first = rounds.drawn(rounds.make_round(), by)
    rounds.aborted(first, by)
    code, told = check()
    assert (code, told) == (0, f"sanmin-2020, attempt 1: agrees. Digest {first.digest}\n")
    assert check("sanmin-2020") == (code, told)


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [(), ("sanmin-1999",)])
def test_where_there_is_no_draw_it_says_so(arguments):
    with pytest.raises(CommandError, match=r"^N"):
        check(*arguments)


def test_the_file_names_no_more_than_the_page():
    assert {*papers.drawn()} == {
        "state", "announcement", "digest", "entries", "numbers", "turns", "seal", "aborted", "secret",
    }  # fmt: skip
