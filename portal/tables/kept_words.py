"""What staff typed into a page of the desk and could not be taken."""

import json
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.tables.encrypted import EncryptedTextField

# Of what staff typed into a page of the desk and could not be taken.
KEPT_FOR = timedelta(days=7)


MOST_KEPT = 20  # of one account


MOST_CHARACTERS = 200_000  # of all that one page of the desk held


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
