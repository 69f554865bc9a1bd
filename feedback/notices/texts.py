"""通知文字: what a notice says. What the desk edited is stored; of all else the text of this version counts.

So a new version may say it better, and what an administrator wrote outlives it.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.notices.default_texts import DEFAULTS
from feedback.notices.places import filled, wrong_with
from feedback.rules.notices import Kind
from portal.reading.readers import converted, english_or

IN_ENGLISH = _("不填的，英文通知用中文原文；位置仍寫中文名稱。")
# A gateway's template takes so many characters in a place.
MOST_OF_WORD = 20


class Said(NamedTuple):
    """A text with its places filled, in one language; `word` is all that an SMS says beside the number."""

    subject: str
    body: str
    word: str


class NoticeText(models.Model):
    """What notices of one kind say, where it was edited at the desk."""

    kind = models.CharField(_("通知"), max_length=20, choices=Kind, primary_key=True)
    subject = models.CharField(_("郵件標題"), max_length=100)
    body = models.TextField(_("郵件正文"), max_length=2000)
    word = models.CharField(
        _("短信用詞"), max_length=10, blank=True,
        help_text=_("短信裡除了編號，只有這個詞，例如「已受理」。"),
    )  # fmt: skip
    subject_en = models.CharField(_("英文郵件標題"), max_length=200, blank=True, help_text=IN_ENGLISH)
    body_en = models.TextField(_("英文郵件正文"), max_length=4000, blank=True, help_text=IN_ENGLISH)
    word_en = models.CharField(_("英文短信用詞"), max_length=MOST_OF_WORD, blank=True, help_text=IN_ENGLISH)

    class Meta:
        verbose_name = _("通知文字")
        verbose_name_plural = _("通知文字")
        default_permissions = ("view", "change")

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_edited(self):
        return not self._state.adding

    def clean(self):
        wrong = {name: wrong_with(getattr(self, name), self.kind) for name in TEXTS}
        if errors := {name: told for name, told in wrong.items() if told}:
            raise ValidationError(errors)

    def said(self, values):
        """`Said` in the language in force, with `values`, {Place: text}; `IN_ENGLISH` says what English is without."""
        subject, body, word = (
            filled(converted(english_or(getattr(self, name), getattr(self, f"{name}_en"))), values)
            for name in ("subject", "body", "word")
        )
        return Said(" ".join(subject.split()), body, word)


TEXTS = ("subject", "body", "word", "subject_en", "body_en", "word_en")


def default_of(kind):
    """The text of this version, as a row that is not stored."""
    default = DEFAULTS[kind]
    return NoticeText(kind=kind, **{name: getattr(default, name) for name in TEXTS})


def text_of(kind):
    """The text in use."""
    return NoticeText.objects.filter(pk=kind).first() or default_of(kind)


def in_use():
    """The texts of all kinds in their order, in one query."""
    edited = NoticeText.objects.in_bulk()
    return [edited.get(kind) or default_of(kind) for kind in Kind]
