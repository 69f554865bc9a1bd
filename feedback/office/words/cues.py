"""歸類用詞: words by which a citizen is proposed a field and a kind, as administrators keep them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office.categories import Category
from feedback.office.default_cues import default_words
from feedback.rules.kinds import Kind
from feedback.rules.texts.proposals import Cues
from portal.search.folding import fold
from portal.serving.generation import Kept


class Weight(models.IntegerChoices):
    """How much a word says of what a text is about."""

    LITTLE = 1, _("弱")
    SOME = 2, _("中")
    MUCH = 3, _("強")


class CueQuerySet(models.QuerySet):
    def of_fields(self):
        """(word, key of the field, weight) of the fields in use, in their order."""
        rows = self.filter(category__is_active=True).order_by("category__order", "category", "pk")
        return rows.values_list("word", "category", "weight")

    def of_kinds(self):
        return self.exclude(kind="").order_by("pk").values_list("word", "kind", "weight")

    def add_defaults(self, categories):
        """Add the words that a portal begins with to those of `categories` whose names they know; says how many.

        A word that is kept already stays where it is.
        """
        by_name = {category.name: category for category in categories}
        known = {fold(word) for word in self.filter(category__isnull=False).values_list("word", flat=True)}
        rows = [
            Cue(word=word, category=by_name[name], weight=weight)
            for name, _kind, word, weight in default_words()
            if name in by_name and fold(word) not in known
        ]
        return len(self.bulk_create(rows))


class Cue(models.Model):
    """A word that speaks for one field, or for one kind."""

    word = models.CharField(
        _("詞語"), max_length=20,
        help_text=_("市民寫的標題或內容裡有這個詞，填表時就提示對應的領域或類別。繁體简体寫一種就夠。"),
    )  # fmt: skip
    category = models.ForeignKey(
        Category, verbose_name=_("領域"), on_delete=models.CASCADE, null=True, blank=True, related_name="cues",
        help_text=_("領域和類別選一項。"),
    )  # fmt: skip
    kind = models.CharField(_("類別"), max_length=12, choices=Kind, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("分量"), choices=Weight, default=Weight.SOME,
        help_text=_("只用在這個領域的詞選「強」，別處也常說的選「弱」。標題裡的詞加倍計算。"),
    )  # fmt: skip

    objects = CueQuerySet.as_manager()

    class Meta:
        verbose_name = _("歸類用詞")
        verbose_name_plural = _("歸類用詞")
        ordering = ("category__order", "category", "kind", "-weight", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(category__isnull=False, kind="") | Q(category__isnull=True) & ~Q(kind=""),
                name="cue_speaks_for_a_field_or_a_kind", violation_error_message=_("領域和類別請選一項，也只選一項。"),
            ),
            models.UniqueConstraint(fields=["word"], condition=Q(kind=""), name="cue_of_fields_once"),
            models.UniqueConstraint(fields=["word"], condition=~Q(kind=""), name="cue_of_kinds_once"),
        ]  # fmt: skip

    def __str__(self):
        return self.word

    def clean(self):
        if not fold(self.word).strip():
            raise ValidationError({"word": gettext("請填寫一個詞。")})
        others = Cue.objects.exclude(pk=self.pk).filter(category__isnull=not self.category_id)
        for other in others.select_related("category"):
            if fold(other.word).strip() == fold(self.word).strip():
                told = gettext("「%(word)s」已經有了，屬於「%(target)s」。一個詞只用一次，請到那裡改。")
                raise ValidationError({"word": told % {"word": other.word, "target": other.target}})

    @property
    def target(self):
        """What it speaks for, by its name."""
        return self.category or self.get_kind_display()


_of_fields = Kept(lambda: Cues(Cue.objects.of_fields()))
_of_kinds = Kept(lambda: Cues(Cue.objects.of_kinds()))


def fields_proposed(title, body):
    """[`Proposed`] with the key of a field, by the words in force."""
    return _of_fields.get().proposed(title, body)


def best_fields(texts):
    """{key: the key of the field that is proposed first}, of those `texts`, (key, title, body), of which one is."""
    cues = _of_fields.get()
    found = {key: cues.proposed(title, body)[:1] for key, title, body in texts}
    return {key: best[0].key for key, best in found.items() if best}


def kinds_proposed(title):
    """[`Proposed`] with a kind: what somebody asks or wants stands in the title, and a text has some of each."""
    return _of_kinds.get().proposed(title, "")[:1]
