"""The one spelling of a contact: a telephone number or a mail address, however somebody wrote it."""

import re
from typing import NamedTuple

from feedback.rules.notices import Channel
from feedback.rules.redaction.folding import fold

# Nobody's contact is longer: of what is, no character is looked at.
MOST = 300

GAP = r"[ \n/,.()\[\]·_-]{0,3}"
COUNTRY = rf"(?:\+|00)?{GAP}86{GAP}"
EXTENSION = rf"(?:{GAP}(?:转|分机|ext\.?|[x#-]){GAP}(?P<extension>\d{{1,6}})(?!\d))?"
# Of two that begin at one place, the first counts.
PATTERNS = {
    kind: re.compile(rule, re.IGNORECASE | re.ASCII)
    for kind, rule in {
        "mail": r"(?P<name>[a-z0-9_][a-z0-9.!#$%&'*+=?^_`{|}~-]*) ?@ ?(?P<host>(?:[a-z0-9-]+[.。])+[a-z]{2,})",
        "mobile": rf"(?<!\d)(?:{COUNTRY})?0?(?P<digits>1{GAP}[3-9](?:{GAP}\d){{9}})(?!\d)",
        "landline": rf"(?<!\d)(?:{COUNTRY}0?|0){GAP}(?P<digits>(?:10|2\d|[3-9]\d\d){GAP}[2-9](?:{GAP}\d){{6,7}})(?!\d)"
        rf"{EXTENSION}",
        "foreign": rf"(?<!\d)(?:\+|00)(?!{GAP}86)(?P<digits>[1-9](?:{GAP}\d){{6,13}})(?!\d)",
        "other": rf"(?<!\d)\+?(?P<digits>\d(?:{GAP}\d){{6,14}})(?!\d)",
    }.items()
}
# What mail addresses may have and `PATTERNS` does not read; before a slash, a number may stand.
CUT_BEFORE = re.compile(r"(?:[!#$%&'*+.=?^`{|}~-]|[a-z_]\d*/)$", re.IGNORECASE | re.ASCII)
CUT_AFTER = re.compile(r"[\w@-]|\.[\w-]", re.ASCII)
# How a number of this country may have been written: before its area code or the 1 of a mobile, nothing else between.
PREFIXES = ("", "0", "+86", "86", "0086", "+860", "860", "00860")
# The signs behind a mail address that used to be taken for letters of it.
SIGNS = ("", *"。、」》”")


def contact_form(text):
    """The first contact that is recognised in `text`, else all of it without blanks and outer punctuation.

    Two texts with one form are one contact. Only what a text itself says counts: a local number without its area code
    is another contact than the one with it.
    """
    found = _first(text)
    return _form(*found) if found else _squeezed(text) or text


def one_contact(text):
    """The form of `text` where that is one contact and nothing more, else None."""
    found = _first(text)
    if not found:
        return None
    _kind, match = found
    return None if _has_words(match.string[: match.start()] + match.string[match.end() :]) else _form(*found)


class Addresses(NamedTuple):
    """Where a notice may be sent: one mail address and one mobile number, each empty where there is none.

    A landline is called, and told nothing in writing.
    """

    mail: str = ""
    mobile: str = ""

    def by(self, channel):
        """The one that `channel` reaches; empty of no channel too."""
        return {Channel.MAIL: self.mail, Channel.SMS: self.mobile}.get(channel, "")

    @property
    def channels(self):
        return [channel for channel in Channel if self.by(channel)]


def addresses_in(text):
    """The first `Addresses` that are written in `text`, a contact as a citizen gave it."""
    found = {}
    for kind, match in _contacts(text):
        if kind != "mail" or _is_whole(match):
            found.setdefault(kind, _form(kind, match))
    return Addresses(*(found.get(kind, "") for kind in Addresses._fields))


def spellings(form):
    """Every way in which a contact of this form may have been stored when only blanks and hyphens were left out."""
    if re.fullmatch(r"1[3-9]\d{9}|0[1-9]\d{8,10}", form, re.ASCII):
        return [prefix + form.removeprefix("0") for prefix in PREFIXES]
    if "@" in form:
        return [form + sign for sign in SIGNS]
    return [form, f"00{form[1:]}"] if form.startswith("+") else [form]


def _is_whole(match):
    """Whether nothing around it belongs to the address: what is left of another one is a stranger's."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return not (CUT_BEFORE.search(before) or CUT_AFTER.match(after))


def _first(text):
    """(kind, match) of the contact that begins first, or None."""
    return next(_contacts(text), None)


def _contacts(text):
    """(kind, match) of each contact, in order; no part of one is another one, such as a number before an @."""
    if len(text) > MOST:
        return
    folded, begin = fold(text).text, 0
    while found := [(kind, match) for kind, pattern in PATTERNS.items() if (match := pattern.search(folded, begin))]:
        first = min(found, key=lambda one: one[1].start())
        yield first
        begin = first[1].end()


def _form(kind, match):
    if kind == "mail":
        return f"{match['name']}@{match['host'].replace('。', '.')}".lower()
    digits = re.sub(r"\D", "", match["digits"])
    if kind == "landline":
        return f"0{digits}-{match['extension']}" if match["extension"] else f"0{digits}"
    return f"+{digits}" if kind == "foreign" else digits


def _squeezed(text):
    if len(text) > MOST:
        return text
    return re.sub(r"^[\W_]+|[\W_]+$", "", "".join(fold(text).text.split())).lower()


def _has_words(text):
    return re.search(r"[^\W_]|[@+]", text) is not None
