"""Characters judged by what Unicode says of them: what shows, what joins, what only hides."""

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from portal.reading.characters import INVISIBLE, MOST_MARKS, compared, composed, has_words
from portal.reading.text import cleaned

FAMILY = "👨\u200d👩\u200d👧"
# What people write, in which an invisible character does something.
MEANT = {
    "a family": FAMILY,
    "a woman of another colour who flies": "👩🏽\u200d🚀",
    "a heart on fire": "❤\ufe0f\u200d🔥",
    "a red heart and a black one": "❤\ufe0f❤\ufe0e",
    "a key with a digit": "1\ufe0f\u20e3",
    "the flag of Scotland": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "Persian, 'they go' and 'books'": "می\u200cروند کتاب\u200cها",
    "Persian with a vowel sign": "می\u064e\u200cروند",
    "Hindi, a half form": "क्\u200dष",
    "Hindi, no ligature": "क्\u200cष",
    "Bengali": "র\u200d্য",
    "Sinhala": "ශ්\u200dරී",
    "Malayalam": "ന്\u200dറെ",
    "a form of an ideograph": "葛\U000e0100城 辻\ufe00",
    "Mongolian": "ᠰᠡᠳᠬᠢᠯ\u180eᠡ ᠭ\u180bᠠ",
    "Vietnamese": "Đường Nguyễn Văn Cừ, phường Ngã Tư Sở",
    "Arabic with its vowels": "السَّلَامُ عَلَيْكُمْ",
    "Thai": "น้ำท่วมที่ปากซอย",
    "Hebrew with its points": "בְּרֵאשִׁ֖ית",
    "Tibetan": "ཧཱཀྵྨླྺྼྻྂ",
    "Korean": "신호등을 고쳐 주세요",
    "private ideographs": "\ue123\ue124",
    "a sum of Arabic": "\u0600١٢",
}
# What hides, reorders, or stands for nothing, where it does nothing else.
HIDDEN = {
    "a Hangul filler": "\u3164",
    "a half-width filler": "\uffa0",
    "fillers of syllables": "\u115f\u1160",
    "a soft hyphen": "\u00ad",
    "a word joiner": "\u2060",
    "a mark of the byte order": "\ufeff",
    "a blank without width": "\u200b",
    "a joiner that joins nothing": "\u200d",
    "a non-joiner that parts nothing": "\u200c",
    "a variation selector": "\ufe0f",
    "a supplementary selector": "\U000e0101",
    "tags": "\U000e0041\U000e0042",
    "a mark that reorders": "\u202e",
    "an isolate": "\u2066\u2069",
    "an Arabic letter mark": "\u061c",
    "a control": "\x07\x9b",
    "a NUL": "\x00",
    "half a character": "\ud83d",
    "an annotation": "\ufff9\ufffa\ufffb",
    "an object": "\ufffc",
    "no character": "\uffff\U0001fffe",
    "a joiner of graphemes": "\u034f",
    "Khmer vowels that nobody sees": "\u17b4",
}


@pytest.mark.parametrize("text", MEANT.values(), ids=MEANT)
def test_what_is_meant_stays(text):
    assert cleaned(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_what_hides_goes(hidden):
    told = (cleaned(f"{hidden}路{hidden}燈{hidden}a{hidden}b{hidden}"), cleaned(hidden), has_words(hidden))
    if hidden in ("\ufe0f", "\U000e0101"):  # behind an ideograph it chooses among its forms
        assert told == (f"路{hidden}燈{hidden}ab", "", False)
    else:
        assert told == ("路燈ab", "", False)


def test_a_number_is_not_cut_by_what_nobody_sees():
    assert [cleaned(f"138{hidden}6421{hidden}0975") for hidden in HIDDEN.values()] == ["13864210975"] * len(HIDDEN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("路", True), ("7", True), ("é", True), ("ك", True), ("𠀀", True), ("Ⅳ", True), ("路\u3164", True),
        ("", False), ("　", False), ("\u2800", False), ("——", False), ("。！？", False), ("😀", False),
        ("\u3164\uffa0", False), ("\u0301", False), (FAMILY, False), ("\U000e0061", False),
    ],
)  # fmt: skip
def test_words_have_a_letter_or_a_digit_that_is_seen(text, expected):
    assert has_words(text) is expected


def test_breaks_of_every_kind_are_line_breaks():
    assert cleaned("一\r\n二\r三\x0b四\x0c五\x85六\u2028七\u2029八") == "一\n二\n三\n四\n五\n六\n七\n八"


PILES = ["\u0301\u0316", "\u0f73", "\uff9e\u0316", "\u0301\u200d\u0316\u2060", "\u0345\u0301\u034f", "\u064b\u0650"]


@pytest.mark.parametrize("pile", PILES, ids=ascii)
@pytest.mark.parametrize("door", [cleaned, composed, compared])
def test_no_pile_of_marks_reaches_the_normaliser(monkeypatch, door, pile):
    met = []

    class Watched:
        @staticmethod
        def normalize(form, text):
            met.append(max((len(run) for run in regex.findall(r"[\p{M}\uff9e\uff9f]+", text)), default=0))
            return unicodedata.normalize(form, text)

    monkeypatch.setattr("portal.reading.characters.unicodedata", Watched)
    door("a" + pile * 60_000)

    assert met
    assert max(met) <= MOST_MARKS


def test_of_a_pile_as_many_marks_stay_as_any_script_needs():
    assert cleaned("路a" + "\u0316" * 500 + "口") == "路a" + "\u0316" * MOST_MARKS + "口"


# Text of what is tricky, so that tricky neighbours are met often.
TRICKY = st.text(
    st.one_of(
        st.sampled_from(
            "\u200c\u200d\ufe0e\ufe0f\u20e3\u034f\u3164\u2060\u180b\u180e\U000e0100\U000e0067\U000e007f\u0301\u0316"
            "\u0f71\u0f72\u0f73\u093c\u094d\u0958\u09c7\u09be\u09d7\u064e\u1100\u1161\u11a8가ae1 \n\r\u2028"
            "👨👩🏽❤🏴می्कषশ葛ᠠ\uff9e\u0345\u0344\u037a\u2126\uf900\u2f00\u00ad\ud800"
        ),
        st.characters(),
    ),
    max_size=60,
)


@given(TRICKY)
def test_cleaning_twice_changes_nothing(text):
    assert cleaned(cleaned(text)) == cleaned(text)


@given(TRICKY, st.integers(min_value=0, max_value=30))
def test_cleaning_piles_twice_changes_nothing(text, times):
    piled = "".join(char * times if unicodedata.category(char) == "Mn" else char for char in text)
    assert cleaned(cleaned(piled)) == cleaned(piled)


@given(TRICKY)
def test_nothing_that_is_seen_is_lost(text):
    def seen(text):
        plain = unicodedata.normalize("NFD", INVISIBLE.sub("", text))
        return "".join(plain.split())

    broken = regex.sub("[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    if max((len(run) for run in regex.findall(r"[\p{M}\uff9e\uff9f]+", INVISIBLE.sub("", broken))), default=0) <= 5:
        assert seen(cleaned(text)) == seen(broken)
