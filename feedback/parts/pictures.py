"""The picture of a campaign's wall, which the first page and the campaign show beside the claim."""

from feedback.models import Suggestion
from feedback.rules.wall_picture import Picture
from portal.serving.generation import Kept

_pictures = Kept(dict)  # {campaign: its picture}


def picture_of(campaign):
    """The `Picture` of its wall, drawn again after a publication and every few seconds."""
    known = _pictures.get()
    if campaign.pk not in known:
        known[campaign.pk] = Picture.of(Suggestion.objects.filter(campaign=campaign).stages_in_order())
    return known[campaign.pk]
