"""The named places of a template: 「{編號}」 stands for what each suggestion puts there; so does 「{编号}」."""

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.reading.readers import converted
from portal.reading.simplified import to_simplified


class Place(TextChoices):
    """What may stand between braces, in either script; English pages write the Chinese name too."""

    NUMBER = "編號", _("編號")
    TITLE = "標題", _("標題")
    CATEGORY = "領域", _("領域")
    UNIT = "承辦單位", _("承辦單位")
    RECEIVED = "收到日期", _("收到日期")
    TODAY = "日期", _("日期")


def named(places):
    """{name: place} of each, by its name in either script."""
    return {name: place for place in places for name in (place.value, to_simplified(place.value))}


PLACES = named(Place)
BRACES = re.compile(r"\{([^{}]*)\}")


def listed(places=Place):
    """All places as the reader of the page types them."""
    return converted("".join(f"「{{{place.value}}}」" for place in places))


def unknown_places(body, known=PLACES):
    """What stands between braces and is no place, in order; `""` for braces around nothing."""
    return [name for name in BRACES.findall(body) if name not in known]


def has_loose_brace(body):
    """Whether a brace was opened or closed without the other one."""
    return bool(re.search(r"[{}]", BRACES.sub("", body)))


def fill(body, values):
    """`body` with each place replaced by what `values`, {Place: text}, has for it; the rest stays as it is."""
    return BRACES.sub(lambda match: values.get(PLACES.get(match[1]), match[0]), body)
