"""Questions that say much the same as the one that is being asked."""

from functools import lru_cache

from feedback.models import Suggestion
from feedback.talks.pulse import MOST_TALKS, pulse_of
from portal.serving.generation import Kept

MOST = 5


def in_talk(talk, title, body):
    """The keys of released questions of the same talk, the most similar first, as they were half a second ago."""
    return _questions(talk.pk, talk.campaign.slug).get().most_similar(title, body)


@lru_cache(maxsize=MOST_TALKS)
def _questions(pk, slug):
    """What is released of the talk, read once for all who ask until something in it changes."""
    return Kept(Suggestion.objects.filter(campaign=pk).few, pulse_of(slug).value)


def as_shown(keys):
    """The questions of `keys` that are still public, with what a line of each shows."""
    return Suggestion.objects.as_similar(keys)


def elsewhere(talk, title, body):
    """What others suggested or asked at other times, as the ordinary form shows it."""
    return [one for one in Suggestion.objects.similar(title, body) if one.campaign_id != talk.pk][:MOST]
