"""Questions that say much the same as the one that is being asked."""

from feedback.models import Suggestion
from feedback.talks.questions import questions_of

MOST = 5


def in_talk(talk, title, body):
    """Released questions of the same talk, the most similar first."""
    return Suggestion.objects.as_similar(questions_of(talk).most_similar_of_few(title, body))


def elsewhere(talk, title, body):
    """What others suggested or asked at other times, as the ordinary form shows it."""
    return [one for one in Suggestion.objects.similar(title, body) if one.campaign_id != talk.pk][:MOST]
