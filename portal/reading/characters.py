"""Characters judged by Unicode's properties: which ones show, which ones join others, which ones only hide.

This is the only door to normalising, whose cost grows with the square of a run of combining marks: a run is cut first.
"""

import unicodedata

import regex

# Marks that one letter may carry: more than any script piles up (eight, in Tibetan).
MOST_MARKS = 10
# Marks, and the two characters that compatibility turns into marks.
_MARK = r"[\p{M}\uff9e\uff9f]"
_PILE = regex.compile(rf"({_MARK}{{{MOST_MARKS}}}){_MARK}+")

BREAK = regex.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What shows nothing: controls but for line breaks and tabs, marks that reorder text, fillers, joiners, variation
# selectors, tags, halves of characters, and what stands for an annotation or an object that is not there.
_HIDDEN = (
    r"[[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffc]"
    r"--[\t\n\r]]"
)
INVISIBLE = regex.compile(f"(?V1){_HIDDEN}")
WORD = regex.compile(r"[\p{L}\p{N}]")

# Letters and signs of scripts in which a joiner between two of them changes what is seen.
_JOINED = (
    r"[\p{Joining_Type=D}\p{Joining_Type=R}\p{Joining_Type=L}\u0640\u180a"
    r"[[\p{L}\p{M}]&&\P{Indic_Syllabic_Category=Other}]]"
)
_MONGOLIAN = r"[\u1820-\u1878\u1880-\u18aa]"
_IN_PLACE = "|".join(
    [
        rf"(?<={_JOINED}\p{{M}}{{0,{MOST_MARKS}}})[\u200c\u200d](?={_JOINED})",
        r"(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d(?=\p{Extended_Pictographic})",
        r"(?<=[\p{Ideographic}\p{Extended_Pictographic}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]",
        r"(?<=[0-9#*])\ufe0f(?=\u20e3)",
        rf"(?<={_MONGOLIAN})[\u180b-\u180d\u180f]",
        rf"(?<={_MONGOLIAN})\u180e(?={_MONGOLIAN})",
        r"(?<=\U0001f3f4)[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f",  # the flag of Scotland
    ]
)
_IN_PLACE_OR_HIDDEN = regex.compile(f"(?V1)({_IN_PLACE})|{_HIDDEN}")


def has_words(text):
    """Whether there is a letter or a digit to be seen."""
    return WORD.search(INVISIBLE.sub("", text)) is not None


def composed(text):
    """`text` in composed characters, no letter with more marks than any script has; doing it again changes nothing."""
    return _cut(unicodedata.normalize("NFC", _cut(text)))


def compared(text):
    """`text` to be compared with another: width and form tell nothing apart, and what is invisible is not there."""
    return unicodedata.normalize("NFKC", _cut(INVISIBLE.sub("", text)))


def visible(text):
    """`text` in composed characters, of the invisible ones only those that do something where they stand."""
    seen = composed(_in_place(text))
    # Where composing took away what a joiner stood beside, none is left at all.
    return seen if _in_place(seen) == seen else composed(INVISIBLE.sub("", text))


def _in_place(text):
    return _IN_PLACE_OR_HIDDEN.sub(lambda found: found[1] or "", text)


def _cut(text):
    return _PILE.sub(r"\1", text)
