"""來源: how a suggestion reached the office, as rows that administrators keep."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office.named import DeletedSingly, Named, english_field
from feedback.rules.workflow import Refused
from portal.reading.readers import name_shown

PHONE = "phone"
HOTLINE = "hotline"  # of a talk, and not the telephone of every day
ON_SITE = "onsite"
WEB = "web"  # sent through the site by the citizen; what staff enter came another way


class ChannelQuerySet(DeletedSingly):
    def for_staff(self):
        """What they may say of a suggestion that they enter for a citizen."""
        return self.filter(is_active=True).exclude(pk=WEB)


class Channel(Named, models.Model):
    """The code is what rows and events hold: it stays, the name may change."""

    code = models.CharField(
        _("代碼"), max_length=20, primary_key=True,
        validators=[RegexValidator("^[a-z0-9-]+$", _("代碼只用小寫英文字母、數字和連字號。"))],
        help_text=_("小寫英文字母、數字或連字號，例如 wechat。市民看不到，保存後不能更改。"),
    )  # fmt: skip
    name = models.CharField(_("名稱"), max_length=20, unique=True)
    name_en = english_field(_("英文名稱"), 40)
    is_active = models.BooleanField(
        _("在用"), default=True, help_text=_("停用的，登記時不再提供；以前登記的不受影響。")
    )
    order = models.PositiveIntegerField(_("排序"), default=0, help_text=_("數字小的在前。"))

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("來源")
        verbose_name_plural = _("來源")
        ordering = ("order", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(code=WEB) | Q(is_active=True), name="channel_web_stays_in_use")
        ]

    def __str__(self):
        return name_shown(self)

    @property
    def is_web(self):
        return self.pk == WEB

    def may_be_deleted(self):
        return not self.is_web and not self.suggestions.exists()

    def delete(self, *args, **kwargs):
        if self.is_web:
            told = gettext("「%(name)s」表示市民從本網站提交，不能刪除。")
            raise Refused(told % {"name": self.name})
        return super().delete(*args, **kwargs)
