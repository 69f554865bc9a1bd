"""Reply templates: wording that administrators keep for handlers to begin from."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office import wording
from feedback.office.wording import Place
from feedback.rules.redaction import mask
from portal.reading.readers import name_shown


class ReplyTemplateQuerySet(models.QuerySet):
    def for_category(self, category):
        """Those for every field, and those of this one."""
        return self.filter(Q(category__isnull=True) | Q(category=category)).order_by("order", "pk")


class ReplyTemplate(models.Model):
    name = models.CharField(_("名稱"), max_length=60, unique=True)
    category = models.ForeignKey(
        "feedback.Category", verbose_name=_("領域"), on_delete=models.CASCADE, null=True, blank=True,
        help_text=_("不選的，各領域都可以用。"),
    )  # fmt: skip
    body = models.TextField(
        _("正文"),
        max_length=5000,
        help_text=_("可以寫「{編號}」「{標題}」「{領域}」「{承辦單位}」「{收到日期}」「{日期}」，使用時換成這一件的。"),
    )
    outcome = models.ForeignKey(
        "feedback.Outcome", verbose_name=_("採納情況"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", db_column="outcome", help_text=_("選的話，用這個模板起草時先選好，起草的人可以改。"),
    )  # fmt: skip
    order = models.PositiveIntegerField(_("排序"), default=0)

    objects = ReplyTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("答覆模板")
        verbose_name_plural = _("答覆模板")
        ordering = ("order", "pk")

    def __str__(self):
        return name_shown(self)

    def clean(self):
        unknown = wording.unknown_places(self.body)
        if unknown:
            told = gettext("沒有「%(place)s」這個位置，可以用的有：%(places)s。")
            raise ValidationError({"body": told % {"place": f"{{{unknown[0]}}}", "places": wording.listed()}})
        if wording.has_loose_brace(self.body):
            raise ValidationError({"body": gettext("大括號要成對，中間寫位置的名稱。")})

    def filled(self, suggestion, today):
        """The text for `suggestion`; of a title that is not public, personal data is masked."""
        received_on = timezone.localdate(suggestion.received_at)
        values = {
            Place.NUMBER: suggestion.number,
            Place.TITLE: suggestion.public_title or mask(suggestion.title, suggestion.known_names),
            Place.CATEGORY: suggestion.category.name if suggestion.category else "",
            Place.UNIT: suggestion.unit.name if suggestion.unit else "",
            Place.RECEIVED: date_format(received_on, "DATE_FORMAT"),
            Place.TODAY: date_format(today, "DATE_FORMAT"),
        }
        return wording.fill(self.body, values)
