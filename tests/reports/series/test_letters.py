"""Under which letter a name is listed."""

import pytest

from reports.series.letters import letter_of

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("偵破的刑事案件", "Z"),
        ("「雷霆」集中打擊行動", "L"),
        ("辦證登記的犬隻", "B"),
        ("啊", "A"),
        ("座", "Z"),
        ("APP安裝率", "A"),
        ("110接報警情", "#"),
        ("犇", "#"),  # not among the common characters
        ("", "#"),
        ("😀", "#"),
    ],
)
def test_it_is_the_first_of_its_pinyin(name, letter):
    assert letter_of(name) == letter
