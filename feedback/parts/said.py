"""What receipts said of the answers, as a public page shows it."""

from feedback.models import Rating


def said(suggestion, reply):
    """The ratings of a public suggestion's own receipt, newest first; `is_of_earlier` marks those of an earlier answer.

    `reply` is the answer that stands, or None while it is handled again.
    """
    if not (suggestion.is_public and suggestion.level_id):
        return []
    ratings = list(Rating.objects.filter(suggestion=suggestion).for_reading())[::-1]
    answer = suggestion.main_or_self.replied_at if reply else None
    for rating in ratings:
        rating.is_of_earlier = rating.reply.approved_at != answer
    return ratings
