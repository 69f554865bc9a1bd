"""近義詞: what people call by several names, as administrators keep it for the search and for what is like a text."""

import re
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.texts.likeness import Synonyms
from portal.search.folding import fold
from portal.serving.generation import Kept

MOST_WORDS = 20  # of a row: each is one more thing that the index is asked for
BETWEEN = re.compile(r"[\s,，、;；=＝|/]+")


def words_of(text):
    return [word for word in BETWEEN.split(text) if word]


class SynonymQuerySet(models.QuerySet):
    def rows(self):
        """The words of each row, in the order in which rows were entered."""
        return [words_of(text) for text in self.order_by("pk").values_list("words", flat=True)]


class Synonym(models.Model):
    """Words that mean the same, or nearly: whoever types one of them is shown what says another."""

    words = models.CharField(
        _("詞語"), max_length=200, unique=True,
        help_text=_(
            "意思相同或者相近的說法，用頓號隔開，例如：電動自行車、電動車、電瓶車。繁體简体寫一種就夠。"
            "市民搜索其中一個，「意思相近的」一欄也會列出用了別的說法的建議；填寫時提示的類似建議也照此查找。"
        ),
    )  # fmt: skip
    note = models.CharField(_("說明"), max_length=160, blank=True)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("近義詞")
        verbose_name_plural = _("近義詞")
        ordering = ("words",)

    def __str__(self):
        return self.words

    def clean(self):
        words = words_of(self.words)
        if not 2 <= len({fold(word) for word in words}) <= MOST_WORDS:
            told = gettext("請填寫兩個到 %(most)s 個不同的說法，用頓號隔開。")
            raise ValidationError({"words": told % {"most": MOST_WORDS}})
        own = {fold(word): word for word in words}
        for other in Synonym.objects.exclude(pk=self.pk).order_by("pk").values_list("words", flat=True):
            twice = [own[word] for word in map(fold, words_of(other)) if word in own]
            if twice:
                told = gettext("「%(word)s」已經在另一組裡：%(row)s。一個詞只放在一組，請到那一組裡補充。")
                raise ValidationError({"words": told % {"word": twice[0], "row": other}})


@lru_cache(maxsize=1)
def _of(rows):
    """The same object for the same rows: what was read of texts by it stays good when the rows are read again."""
    return Synonyms(rows)


_synonyms = Kept(lambda: _of(tuple(map(tuple, Synonym.objects.rows()))))


def synonyms():
    """Those in force, which each process keeps until something is published."""
    return _synonyms.get()
