"""Words that conversion leaves as they are."""

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
