"""The words of a PDF with their places, read in the process where strangers' files are opened."""

import pytest

from portal.pictures.drawing import words
from tests.portal.pictures import strangers
from tests.reports.files import pdf_of

pytestmark = pytest.mark.pure


def test_words_stand_where_they_were_drawn():
    [[width, height, runs]] = words(pdf_of([(100, 700, 12, "破案"), (300, 700, 10, "12起")]), most=100)
    assert (width, height) == (595, 842)
    assert runs == [["破案", 100, 124, 700, 12], ["12起", 300, 330, 700, 10]]


def test_no_page_is_read_behind_as_many_characters_as_may_be():
    assert len(words(pdf_of("一二三", "四五六", "七八九"), most=5)) == 2


@pytest.mark.parametrize("data", [b"%PDF-1.7 broken", b"no PDF", strangers.jpeg()])
def test_what_cannot_be_read_has_none(data):
    assert words(data, most=100) is None
