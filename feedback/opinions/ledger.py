"""What the ledger says of 開放評議: how many answers in a day, and nothing of a single one."""

from feedback.opinions.models import SectionOpinion
from portal.ledger.days import day_total


@day_total("opinions")
def opinions(day):
    """Answers that were given or changed on that day, and not taken back by its end."""
    return SectionOpinion.objects.filter(at__date=day).count()
