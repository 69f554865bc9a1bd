"""What was adopted and came to nothing yet: no promise and no published measure so many days after the reply."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef

from feedback.commitments.models import Commitment
from feedback.office.outcomes import codes_taken_up
from feedback.rules.workflow import Stage


def without_sequel(suggestions, now):
    """Those of `suggestions` that were adopted, in whole or in part, at least COMMITMENT_DAYS before `now`."""
    promised = Commitment.objects.confirmed().filter(reply__suggestion=OuterRef("pk"))
    adopted = suggestions.filter(
        stage__in=[Stage.REPLIED, Stage.CLOSED], outcome__in=codes_taken_up(),
        replied_at__lte=now - timedelta(days=settings.COMMITMENT_DAYS),
    )  # fmt: skip
    # By its name: measures stand above promises.
    measured = suggestions.filter(measures__published_at__isnull=False, measures__withdrawn_at__isnull=True)
    return (
        adopted.filter(~Exists(promised)).exclude(pk__in=measured.order_by().values("pk")).order_by("replied_at", "pk")
    )
