"""What staff typed into a page of the desk and could not be taken: kept, encrypted, for the account that typed it.

Whose page a form was on is told by a seal beside its CSRF token. Only a page made for that account carries it: no other
site, and nobody else in the same browser, can put words into somebody's list or get them out of it.
"""

import json
import re
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.encrypted import EncryptedTextField

FIELD = "page_of"
KEPT_FOR = timedelta(days=7)
MOST_KEPT = 20  # of one account
MOST_CHARACTERS = 200_000  # of all that one page held
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


class KeptWordsQuerySet(models.QuerySet):
    def of(self, account):
        return self.filter(account=account).order_by("-at", "-pk")

    def stale(self, now):
        return self.filter(at__lt=now - KEPT_FOR)

    def keep(self, account, *, address, words, has_file, now):
        """Keep `words`, pairs of names and texts, that were sent to `address`; sent again they are kept once."""
        fields, left = [], MOST_CHARACTERS
        for name, text in words:
            fields.append([name, text[:left]])
            left -= len(fields[-1][1])
        is_cut = sum(len(text) for _name, text in words) > MOST_CHARACTERS
        given = {"address": address, "fields": fields, "has_file": has_file, "is_cut": is_cut}
        known = [*self.of(account)]
        kept = next((row for row in known if row.given == given), None) or self.model(account=account)
        kept.payload, kept.at = json.dumps(given, ensure_ascii=False), now
        kept.save()
        self.filter(pk__in=[row.pk for row in known if row != kept][MOST_KEPT - 1 :]).delete()
        return kept


class KeptWords(models.Model):
    """What one page held. Nobody reads it but its account: it stands in no list of the desk."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)
    payload = EncryptedTextField()

    objects = KeptWordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("留存的文字")
        verbose_name_plural = _("留存的文字")

    def __str__(self):
        return str(self.pk)

    @cached_property
    def given(self):
        """address, fields (pairs of names and texts), has_file, is_cut."""
        return json.loads(self.payload)
