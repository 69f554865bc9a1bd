"""What has a name in the office's own words and, where somebody wrote one, in English beside it."""

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from portal.reading.readers import english_or

IN_ENGLISH = _("英文版頁面上顯示的文字；不填的，英文版顯示中文原文。")


def english_field(label, max_length):
    """The English beside a text of the office; what is left empty is shown as the office wrote it."""
    return models.CharField(label, max_length=max_length, blank=True, help_text=IN_ENGLISH)


def code_field():
    """What a row is called in the address of its page; it is given once and stays."""
    return models.CharField(
        _("網址代碼"), max_length=40,
        validators=[RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$", _("代碼只用小寫英文字母、數字，中間可用連字號。"))],
        help_text=_("用在網頁地址裡，例如 shinan、traffic-police。保存後不能更改。"),
    )  # fmt: skip


def coded_field(max_length):
    """What a row is called in what is written down of it: the key, given once."""
    return models.CharField(
        _("代碼"), max_length=max_length, primary_key=True,
        validators=[RegexValidator("^[a-z][a-z0-9_]*$", _("代碼只用小寫英文字母、數字和下劃線，以字母開頭。"))],
        help_text=_("小寫英文字母、數字或下劃線，用在網頁地址裡。保存後不能更改。"),
    )  # fmt: skip


class DeletedSingly(models.QuerySet):
    """Rows of which some have to stay: each is asked whether it may go, and if one may not, none goes."""

    @transaction.atomic
    def delete(self):
        deleted = [row.delete()[0] for row in self]
        return sum(deleted), {self.model._meta.label: sum(deleted)}


class Named:
    """A row with `name` and `name_en`; whoever shows it to a reader shows `shown_name`."""

    @property
    def english_name(self):
        return self.name_en

    @property
    def shown_name(self):
        return english_or(self.name, self.name_en)
