"""The named places of a reply template: 「{編號}」 stands for what each suggestion puts there."""

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Place(TextChoices):
    """What may stand between braces; the name is written as it is, in every language of the desk."""

    NUMBER = "編號", _("編號")
    TITLE = "標題", _("標題")
    CATEGORY = "領域", _("領域")
    UNIT = "承辦單位", _("承辦單位")
    RECEIVED = "收到日期", _("收到日期")
    TODAY = "日期", _("日期")


BRACES = re.compile(r"\{([^{}]*)\}")


def listed():
    """All places as they are typed."""
    return "".join(f"「{{{place.value}}}」" for place in Place)


def unknown_places(body):
    """What stands between braces and is no place, in order; `""` for braces around nothing."""
    return [name for name in BRACES.findall(body) if name not in Place.values]


def has_loose_brace(body):
    """Whether a brace was opened or closed without the other one."""
    return bool(re.search(r"[{}]", BRACES.sub("", body)))


def fill(body, values):
    """`body` with each place replaced by what `values`, {Place: text}, has for it; the rest stays as it is."""
    return BRACES.sub(lambda match: values.get(match[1], match[0]), body)
