"""Values in the form that COPY takes."""

from datetime import UTC, date, datetime

import pytest

from benchmarks.loading.copying import Table, ready, written
from feedback.models import Phase, Suggestion
from feedback.rules.workflow import Stage


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (None, "\\N"),
        (True, "t"),
        (0, "0"),
        ("路口", "路口"),
        ("a\tb\nc\\d\r", "a\\tb\\nc\\\\d\\r"),
        (Stage.CLOSED, "closed"),
        (date(2026, 11, 24), "2026-11-24"),
        (datetime(2026, 11, 24, 8, tzinfo=UTC), "2026-11-24T08:00:00+00:00"),
        ({"days": 10}, '{"days": 10}'),
        (ready("a\tb"), "a\\tb"),
    ],
)
def test_a_value(value, form):
    assert written(value) == form


def test_a_row_has_the_defaults_of_its_model():
    table = Table(Phase)
    row = {"id": 1, "campaign_id": 7, "kind": "collect", "starts_on": date(2026, 1, 2)}
    assert dict(zip(table.columns, table.line(row)[:-1].split("\t"), strict=True)) == {
        "id": "1",
        "campaign_id": "7",
        "kind": "collect",
        "note": "",
        "starts_on": "2026-01-02",
        "ends_on": "\\N",
    }


def test_a_column_without_default_is_named():
    with pytest.raises(TypeError, match="Suggestion has no default for .*'received_at'"):
        Table(Suggestion).line({"id": 1})
