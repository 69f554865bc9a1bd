"""What the ledger says of 市民代表: how many applied and how many took a seat in a day, and nothing of one of them."""

from feedback.representatives.models import Application, Representative
from portal.ledger.days import day_total


@day_total("applications")
def applications(day):
    return Application.objects.filter(applied_at__date=day).count()


@day_total("representatives")
def representatives(day):
    """Entered or drawn; when somebody resigned is not kept."""
    return Representative.objects.filter(entered_at__date=day).count()
