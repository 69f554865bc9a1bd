"""Names and values of figures in the forms that compare and print well."""

import re
import unicodedata

from portal.text import to_simplified


def key_of(name):
    """What two spellings of one name share: width, script, case, blanks and quotes do not tell them apart."""
    folded = to_simplified(unicodedata.normalize("NFKC", name)).casefold()
    return re.sub(r"[\s“”\"'「」『』]+", "", folded)[:100]


def plain(value):
    """A Decimal in plain digits without trailing zeros or an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
