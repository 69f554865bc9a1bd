"""What belongs to a campaign and has a list of its own at the desk: a line for each on the page of the campaign.

A later app says in what its `admin.py` imports what it has: `@belonging(place, Model)` marks a function of a campaign
that returns (the row, or None where there is none yet, and in few words how it stands), or None where a campaign of
that kind has none.
"""

from typing import NamedTuple

from django.urls import reverse

from portal.frame import Places

BELONGINGS = Places()  # of (model, function), in the order of their numbers


class Line(NamedTuple):
    """`address` is empty where this person may only read that there is none."""

    label: str
    told: str
    address: str


def belonging(place, model):
    def added(tell):
        BELONGINGS.add(place, (model, tell))
        return tell

    return added


def lines(campaign, request, site):
    """A `Line` for each that this person may see; where there is none yet, the way to add it, for who may."""
    found = []
    for model, tell in BELONGINGS:
        kept = site.get_model_admin(model)
        if kept.has_view_permission(request) and (told_of := tell(campaign)):
            row, told = told_of
            found.append(Line(model._meta.verbose_name, told, _address(campaign, row, kept, request)))
    return found


def _address(campaign, row, kept, request):
    name = f"admin:{kept.opts.app_label}_{kept.opts.model_name}"
    if row:
        return reverse(f"{name}_change", args=[row.pk])
    return f"{reverse(f'{name}_add')}?campaign={campaign.pk}" if kept.has_add_permission(request) else ""
