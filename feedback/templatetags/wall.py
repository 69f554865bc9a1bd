"""The wall as a page shows it: where it hangs, how each tile looks and what it is called."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext

from feedback.rules.workflow import Stage

register = template.Library()


@register.simple_tag
def wall_trail(campaign):
    """The pages above the wall, for the breadcrumbs."""
    return [(pgettext("several", "活動"), reverse("campaign_list")), (campaign.shown_name, campaign.get_absolute_url())]


@register.simple_tag
def table_address(campaign, choice=None):
    """The address of the items to download, those that `choice` takes or all."""
    address = reverse("campaign_csv", args=[campaign.slug])
    return f"{address}?{urlencode(choice.parameters())}" if choice else address


@register.simple_tag
def drawn(tiles, choice):
    """Each tile with its `look`, and unless it is a quiet place its `url` and `name`, which says all that it shows."""
    plain = gettext("第 %(place)s 件，%(number)s，%(stage)s")
    late = gettext("第 %(place)s 件，%(number)s，%(stage)s，%(late)s")
    stages = {stage: str(stage.label) for stage in Stage}
    # One address is made by the router, the others after its pattern: they are thousands.
    address = reverse("suggestion_detail", args=["NUMBER"])
    rows = []
    for tile in tiles:
        if not choice.takes(tile):
            rows.append({"place": str(tile.place), "look": "tile--quiet"})
            continue
        told = {"place": tile.place, "number": tile.number, "stage": stages[tile.stage]}
        told_late = tile.told_late
        name = late % (told | {"late": told_late}) if told_late else plain % told
        look = f"badge--{tile.stage} tile--late" if tile.is_late else f"badge--{tile.stage}"
        url = address.replace("NUMBER", tile.number)
        rows.append({"place": str(tile.place), "look": look, "url": url, "name": name})
    return rows


@register.simple_tag
def legend(wall):
    """Every stage that occurs, and the late ones: `label`, `count`, `look`, the `stage` and `late` of its link."""
    choice = wall.choice

    def row(label, count, look, *, stage=None, late=None):
        is_current = (choice.stage, choice.is_late) == (stage or "", bool(late))
        return {"label": label, "count": count, "look": look, "stage": stage, "late": late, "is_current": is_current}

    rows = [row(stage.label, count, f"badge--{stage}", stage=stage.value) for stage, count in wall.stages()]
    return rows + ([row(gettext("逾期"), wall.late, "tile--late", late="1")] if wall.late else [])
