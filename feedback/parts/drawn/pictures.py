"""The picture of a campaign's wall, which the first page and the campaign show beside the claim."""

from django.core.cache import caches

from feedback.models import Suggestion
from feedback.rules.drawn.wall_picture import MOST_CELLS, Picture
from portal.serving.generation import Kept

# Of many, all are read for it, and one more is less than a cell.
KEPT_SECONDS = 60

_pictures = Kept(dict)  # {campaign: its picture}


def picture_of(campaign, received):
    """The `Picture` of its wall: of a few suggestions as they are, of more than it has cells once a minute."""
    return _known(campaign) if received <= MOST_CELLS else _of_many(campaign)


def _known(campaign):
    known = _pictures.get()
    if campaign.pk not in known:
        known[campaign.pk] = _drawn(campaign)
    return known[campaign.pk]


def _of_many(campaign):
    key = f"wall-picture-{campaign.pk}"
    picture = caches["kept"].get(key)
    if picture is None:
        picture = _drawn(campaign)
        caches["kept"].set(key, picture, KEPT_SECONDS)
    return picture


def _drawn(campaign):
    return Picture.of(Suggestion.objects.filter(campaign=campaign).stages_in_order())
