"""附件: when there is no room for one more."""

import pytest

from feedback.rules.files import is_full

MB = 1024 * 1024


@pytest.mark.parametrize(
    ("count", "size", "more", "expected"),
    [
        (0, 0, 2 * MB, False),
        (0, 0, 2 * MB + 1, True),
        (1, MB, MB, False),
        (1, MB, MB + 1, True),
        (19, 0, 1, False),
        (20, 0, 1, True),
    ],
)
def test_there_is_room_up_to_so_many_bytes_and_so_many_files(count, size, more, expected):
    assert is_full(count, size, more=more, megabytes=2) is expected
