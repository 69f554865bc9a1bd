"""Of what a browser says that it takes, the packings that we have."""

import pytest

from portal.serving.pages import packings


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip, deflate, br, zstd", "gzip, br"),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", "gzip, br"),
        ("GZip", "gzip"),
        ("gzip;q=0", ""),
        ("gzip; q=0.000, br", "br"),
        ("gzip;q=", "gzip"),
        ("gzip;q=a", ""),
        ("gzip;q=nan", ""),
        ("x-gzip, xgzip, gzippy", ""),
        ("*", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_a_packing_is_taken_when_the_reader_takes_it(accepted, packed):
    assert packings(accepted) == packed
