"""What the ledger says of following: how many addresses were confirmed in a day, and of none what it follows."""

from feedback.following.models import Follow
from portal.ledger.days import day_total


@day_total("follows")
def follows(day):
    return Follow.objects.filter(confirmed_at__date=day).count()
