"""What has a name in the office's own words and, where somebody wrote one, in English beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.reading.readers import english_or

IN_ENGLISH = _("英文版頁面上顯示的文字；不填的，英文版顯示中文原文。")


def english_field(label, max_length):
    """The English beside a text of the office; what is left empty is shown as the office wrote it."""
    return models.CharField(label, max_length=max_length, blank=True, help_text=IN_ENGLISH)


class Named:
    """A row with `name` and `name_en`; whoever shows it to a reader shows `shown_name`."""

    @property
    def english_name(self):
        return self.name_en

    @property
    def shown_name(self):
        return english_or(self.name, self.name_en)
