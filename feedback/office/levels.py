"""評議等級 and 不滿意的原因: what a citizen may choose when rating an answer, as rows that administrators keep."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office.named import Named, coded_field, english_field
from feedback.rules.ratings import Meaning
from feedback.rules.workflow import Refused
from portal.reading.languages import reading
from portal.reading.readers import name_shown
from portal.serving import generation
from portal.serving.generation import Kept

_levels = Kept(lambda: {level.pk: level for level in Level.objects.select_related("scale")})


def levels():
    """{code: `Level`} of all scales in their order; each process keeps them until something is published."""
    return _levels.get()


class Shown(NamedTuple):
    code: str
    name: str
    is_current: bool  # of the scale in use


def level_names(scale=None):
    """[Shown] of all levels as a reader meets them: those of `scale`, else of the default one, then of the others.

    Where one of the others has a word that stands before it, its scale is said with it.
    """
    known = list(levels().values())
    current = scale.pk if scale else next((level.scale_id for level in known if level.scale.is_default), None)
    rows = sorted(known, key=lambda level: (level.scale_id != current, level.scale_id, level.order, level.pk))
    shown, words = [], set()
    for level in rows:
        name = _apart(level) if level.name in words else reading(level)
        shown.append(Shown(level.pk, name, level.scale_id == current))
        words.add(level.name)
    return shown


def _apart(level):
    return gettext("%(scale)s：%(level)s") % {"level": reading(level), "scale": reading(level.scale)}


def levels_of(campaign):
    """Those by which an answer in `campaign` is rated: of its own scale, else of the default one."""
    own = campaign.scale_id
    return [level for level in levels().values() if (level.scale_id == own if own else level.scale.is_default)]


class Scale(Named, models.Model):
    """The levels that one campaign offers; a rating keeps the level that was chosen, whatever is offered later."""

    name = models.CharField(_("名稱"), max_length=40, unique=True)
    name_en = english_field(_("英文名稱"), 80)
    is_default = models.BooleanField(_("默認"), default=False, editable=False)

    class Meta:
        verbose_name = _("評議等級表")
        verbose_name_plural = _("評議等級表")
        ordering = ("-is_default", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="scale_one_is_the_default"
            )
        ]

    def __str__(self):
        return name_shown(self)

    @generation.publishing()
    def become_default(self):
        """Let campaigns that name no scale offer this one from now on."""
        meanings = set(self.levels.values_list("meaning", flat=True))
        if meanings != set(Meaning.values):
            raise Refused(gettext("「%(name)s」要有滿意的和不滿意的等級，才能設為默認。") % {"name": self.name})
        list(Scale.objects.select_for_update(no_key=True).order_by("pk"))
        Scale.objects.filter(is_default=True).update(is_default=False)
        self.is_default = True
        self.save(update_fields=["is_default"])
        generation.bump()

    def delete(self, *args, **kwargs):
        if self.is_default:
            raise Refused(gettext("「%(name)s」是默認的評議等級表，不能刪除。") % {"name": self.name})
        return super().delete(*args, **kwargs)


class Level(Named, models.Model):
    """One answer to 「對辦理滿意嗎」. Its code stands in addresses and in what is counted: it is given once."""

    scale = models.ForeignKey(Scale, verbose_name=_("評議等級表"), on_delete=models.PROTECT, related_name="levels")
    code = coded_field(40)
    name = models.CharField(_("名稱"), max_length=20)
    name_en = english_field(_("英文名稱"), 40)
    meaning = models.CharField(
        _("含義"), max_length=8, choices=Meaning,
        help_text=_("選了含義為「不滿意」的，發回重辦一次，再次不滿意的列入督辦。有人選過以後，含義不能更改。"),
    )  # fmt: skip
    points = models.PositiveSmallIntegerField(
        _("分值"), validators=[MaxValueValidator(100)],
        help_text=_("統計評議結果時，選這一級計多少分，0 至 100。分值是默認值，可調整。"),
    )  # fmt: skip
    order = models.PositiveIntegerField(_("排序"), default=0, help_text=_("數字小的在前。"))

    class Meta:
        verbose_name = _("評議等級")
        verbose_name_plural = _("評議等級")
        ordering = ("order", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(meaning__in=Meaning.values), name="level_meaning_exists"),
            models.CheckConstraint(condition=Q(points__lte=100), name="level_points_are_at_most_100"),
            models.UniqueConstraint(fields=["scale", "name"], name="level_name_unique_in_its_scale"),
        ]

    def __str__(self):
        return name_shown(self)

    @property
    def is_low(self):
        return self.meaning == Meaning.LOW

    def is_in_use(self):
        """Whether somebody rated with it: then what it means stays as it is."""
        return self.ratings.exists()

    def clean(self):
        stored = Level.objects.filter(pk=self.pk).first() if self.pk else None
        if stored and stored.meaning != self.meaning and stored.is_in_use():
            raise ValidationError({"meaning": gettext("這一級已有人選過，含義不能更改。")})
        if stored and stored.scale_id != self.scale_id and stored.is_in_use():
            raise ValidationError({"scale": gettext("這一級已有人選過，不能移到別的等級表。")})


class LowReasonQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True)


class LowReason(Named, models.Model):
    """Why somebody was not content; of some reasons no work but an explanation is the answer."""

    name = models.CharField(_("名稱"), max_length=40, unique=True)
    name_en = english_field(_("英文名稱"), 80)
    is_answered_by_explanation = models.BooleanField(
        _("以說明解決"), default=False,
        help_text=_("勾選的，不發回重辦，仍為已答覆，到評議期滿辦結。是否勾選是默認值，可調整。"),
    )  # fmt: skip
    is_active = models.BooleanField(
        _("在用"), default=True, help_text=_("停用的，評議時不再提供；以前選過的不受影響。")
    )
    order = models.PositiveIntegerField(_("排序"), default=0, help_text=_("數字小的在前。"))

    objects = LowReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("不滿意的原因")
        verbose_name_plural = _("不滿意的原因")
        ordering = ("order", "pk")

    def __str__(self):
        return name_shown(self)
