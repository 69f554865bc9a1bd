"""Numbers and secrets: how a citizen who left no account is known again."""

import hashlib
import hmac
import secrets

import regex

from portal.reading.characters import compared

SECRET_DIGITS = 12
GROUP = 4
FLOW_MINUTES = 30

MOST_TYPED = 60  # characters of what may be a number
# What people put between digits: blanks, every dash and underline, and what a Chinese keyboard has that looks like one.
_BETWEEN = r"[\p{Pd}\p{Pc}\s\u2212\u223c~\u2043\u2500\u2501\u30fc\u3127\u31d0\u4e00\u2796]"
_DASH = r"[\p{Pd}\p{Pc}\u2212\u223c~\u2043\u2500\u2501\u30fc\u3127\u31d0\u4e00\u2796]"
# Punctuation around a number, and the words it is introduced with.
_AROUND = r"[^\p{L}\p{N}]{0,12}"
_NAMED = (
    r"(?:第|no|nr|number|(?:我的|您的)?(?:建[議议]|意[見见]|回[執执]|查[詢询]|受理)?"
    r"(?:[編编][號号]|[號号][碼码]?)[為为是]?)"
)
# Whoever leaves out zeros writes a dash, or says that it is a number: 2026 12 may be a month.
_FEW = rf"\s{{0,3}}{_DASH}{{1,6}}\s{{0,3}}(?P<few>\d{{1,3}})"
_SAID = r"\s{0,3}年\s{0,3}第?\s{0,3}(?P<said>\d{1,9})\s{0,3}[號号件]"
_NUMBER = regex.compile(
    rf"{_AROUND}(?:{_NAMED}{_AROUND})?(?P<year>\d{{4}})(?:{_BETWEEN}{{0,6}}(?P<whole>\d{{4,9}})|{_FEW}|{_SAID})"
    rf"{_AROUND}(?:[號号]{_AROUND})?",
    regex.IGNORECASE,
)
_SECRET_NAME = regex.compile(r"(?:查[詢询]|[驗验][證证])[碼码][為为是]?|密[碼码]|code", regex.IGNORECASE)


def number(year, sequence):
    """The public number: the year and at least four digits, `2021-0170`; it grows past 9999 by itself."""
    return f"{year}-{sequence:04d}"


def parse_number(text):
    """(year, sequence) of a public number as a person types it, or None."""
    match = _NUMBER.fullmatch(compared(text)) if len(text) <= MOST_TYPED else None
    return (int(match["year"]), int(match["whole"] or match["few"] or match["said"])) if match else None


def new_flow():
    """A random token for one passage through the form; it lives in the browser alone."""
    return secrets.token_urlsafe(24)


def _digest(key, purpose, *parts):
    return hmac.new(key.encode(), ":".join((purpose, *parts)).encode(), hashlib.sha256)


def flow_digest(key, flow):
    """What is stored of a flow token: one flow makes one suggestion."""
    return _digest(key, "flow", flow).hexdigest()


def unsent_digest(key, digest):
    """What the words are kept under that were typed with the receipt of which `digest` is stored, and not sent."""
    return _digest(key, "unsent", digest).hexdigest()


def secret_of(key, flow):
    """The secret of the receipt that `flow` made: 12 digits, the same each time."""
    return str(int.from_bytes(_digest(key, "secret", flow).digest(), "big") % 10**SECRET_DIGITS).zfill(SECRET_DIGITS)


def grouped(secret):
    """`482915507731` as `4829 1550 7731`: as it is read over a phone."""
    return " ".join(secret[i : i + GROUP] for i in range(0, len(secret), GROUP))


def has_letters(text):
    """Whether something typed as a secret has letters in it, beside the name it stands under: 「查詢碼：」."""
    rest = _SECRET_NAME.sub("", compared(text), count=1)
    return regex.search(r"\p{L}", regex.sub(_BETWEEN, "", rest)) is not None


def secret_digest(key, public_number, secret):
    """What is stored of a secret; without `key` it cannot be tried offline."""
    return _digest(key, "receipt", public_number, secret).hexdigest()


def matches(key, public_number, secret, digest):
    """Whether `secret` is the one of the receipt, in the same time either way."""
    return hmac.compare_digest(secret_digest(key, public_number, secret), digest)
