"""Words that conversion leaves as they are; that something was published; the record of what staff did."""

from django.contrib.admin.models import LogEntry
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProtectedWordQuerySet(models.QuerySet):
    def pairs(self):
        """(as Traditional text writes it, as Simplified text writes it), in the order they were entered."""
        return [(row.word, row.simplified or row.word) for row in self.order_by("pk")]


class ProtectedWord(models.Model):
    word = models.CharField(
        _("詞或名稱"), max_length=40, unique=True, validators=[MinLengthValidator(2)],
        help_text=_("繁體文字裡的寫法。轉換字體時照此顯示，不逐字轉換；保存以後半分鐘內生效。"),
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
