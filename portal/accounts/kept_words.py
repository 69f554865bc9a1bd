"""What staff typed into a page of the desk and could not be taken: kept, encrypted, for the account that typed it.

Whose page a form was on is told by a seal beside its CSRF token. Only a page made for that account carries it: no other
site, and nobody else in the same browser, can put words into somebody's list or get them out of it.
"""

import re

from django.core.signing import BadSignature, TimestampSigner

from portal.tables.kept_words import KEPT_FOR

FIELD = "page_of"
# No secrets; and nothing that a page itself fills in, or that says "I have checked this very text".
NEVER_KEPT = re.compile(
    r"password|token|secret|^(code|signed|flow|revision|website|picked|aside|action|index|select_across|post|back|next"
    rf"|leave|is_checked|{FIELD})$|^_|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$"
)


def _signer():
    return TimestampSigner(salt="portal.accounts.kept_words")


def seal(account):
    return _signer().sign(account.pk)


def sealed(text):
    """The key of the account whose seal `text` is, as text; None when it is no seal, or an old one."""
    try:
        return _signer().unsign(text, max_age=KEPT_FOR)
    except BadSignature:
        return None


def typed(sent):
    """[(name, text)] of what a person filled in of the fields that were `sent`."""
    pairs = [(name, text) for name, texts in sent.lists() for text in texts]
    return [(name, text) for name, text in pairs if text.strip() and not NEVER_KEPT.search(name)]
