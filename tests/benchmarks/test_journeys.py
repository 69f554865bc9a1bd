"""What counts of a journey through the code, and that one can be walked."""

import pytest

from benchmarks import journeys
from benchmarks.site import NAME, ROOT
from feedback.rules.workflow import Stage
from tests import factories


@pytest.mark.parametrize(
    ("file", "room"),
    [
        ("feedback/rules/redaction/names.py", "feedback/rules/redaction"),
        ("feedback/tasks.py", "feedback/tasks.py"),
        ("reports/importer/parse.py", "reports/importer"),
        ("portal/formats/en/formats.py", "portal/formats/en"),
        ("portal/migrations/0002_first_words.py", None),
        ("tests/factories.py", None),
        ("manage.py", None),
    ],
)
def test_a_room_is_a_folder_or_a_file_at_the_root_of_an_app(file, room):
    assert journeys.room_of(file) == room


def test_what_runs_while_a_module_is_imported_does_not_count():
    source = "class Board:\n    def show(self):\n        return 1\nclass Wall(Board): pass\nBoard().show()"
    trace = journeys.Trace()
    with trace:
        exec(compile(source, f"{ROOT}/feedback/board.py", "exec"), {"__name__": "feedback.board"})
    assert (trace.calls, trace.row("a board")) == (["feedback/board.py"], ("a board", 1, 1, 1, 0, 0))


@pytest.mark.on_postgres
def test_a_public_page_passes_through_the_same_rooms_each_time(settings, office):
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, NAME]
    factories.release(factories.make_suggestion(stage=Stage.CLOSED, has_consent=True))
    one, other = (journeys.traced(journeys.page_made, iter((1, 2))) for _ in range(2))
    assert (one.calls, one.requests) == (other.calls, 1)
    assert "components.py" in [file.rpartition("/")[2] for file in one.rooms()["portal/templatetags"]]
