"""Words that conversion leaves as they are; that something was published; what staff did, and typed in vain."""

import json
from datetime import timedelta

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.encrypted import EncryptedTextField

# Of what staff typed into a page of the desk and could not be taken.
KEPT_FOR = timedelta(days=7)
MOST_KEPT = 20  # of one account
MOST_CHARACTERS = 200_000  # of all that one page of the desk held


class ProtectedWordQuerySet(models.QuerySet):
    def pairs(self):
        """(as Traditional text writes it, as Simplified text writes it), in the order they were entered."""
        return [(row.word, row.simplified or row.word) for row in self.order_by("pk")]


class ProtectedWord(models.Model):
    word = models.CharField(
        _("詞或名稱"), max_length=40, unique=True, validators=[MinLengthValidator(2)],
        help_text=_("繁體文字裡的寫法。繁簡轉換時照此顯示，不逐字轉換；保存以後半分鐘內生效。"),
    )  # fmt: skip
    simplified = models.CharField(
        _("简体寫法"), max_length=40, blank=True, validators=[MinLengthValidator(2)],
        help_text=_("不填表示兩種字體寫法相同。幾個詞的简体寫法相同時，轉成繁體以先錄入的為準。"),
    )  # fmt: skip
    note = models.CharField(_("說明"), max_length=160, blank=True)

    objects = ProtectedWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("不轉換的詞")
        verbose_name_plural = _("不轉換的詞")
        ordering = ["word"]

    def __str__(self):
        return self.word


class Publishing(models.Model):
    """A change of what the public reads; only that there was one counts."""

    def __str__(self):
        return str(self.pk)


class StaffRecord(LogEntry):
    """What staff did beside the verbs of suggestions: changes of the admin, exports, imports, accounts."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("工作記錄")
        verbose_name_plural = _("工作記錄")


class TriesQuerySet(models.QuerySet):
    def going_on(self, now):
        return self.filter(ends_at__gt=now)

    def counted(self, keys, now):
        """{key: how often} of those of `keys` that were tried in the window that runs."""
        return dict(self.going_on(now).filter(key__in=keys).values_list("key", "count"))

    def note(self, keys, now, lasting):
        """One more under each of `keys`; where no window runs, one of `lasting` begins."""
        counted = self.going_on(now).filter(key__in=keys)
        if counted.update(count=F("count") + 1) == len(keys):
            return
        first = sorted({*keys} - {*counted.values_list("key", flat=True)})
        self.bulk_create(
            [Tries(key=key, count=1, ends_at=now + lasting) for key in first],
            update_conflicts=True, unique_fields=["key"], update_fields=["count", "ends_at"],
        )  # fmt: skip

    def over(self, now):
        return self.filter(ends_at__lte=now)


class Tries(models.Model):
    """How often a secret was tried in vain; of who tried, `key` holds a keyed digest and no address."""

    key = models.CharField(max_length=100)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    objects = TriesQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["key"], name="tries_of_each_key_once")]

    def __str__(self):
        return self.key


class TaskWorkerQuerySet(models.QuerySet):
    def gone(self, now):
        """Those that were killed and left their last sign."""
        return self.filter(seen_at__lt=now - timedelta(days=1))


class TaskWorker(models.Model):
    """A task worker and its last sign of life; `portal.operations.life` keeps and reads it."""

    name = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    objects = TaskWorkerQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name


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
