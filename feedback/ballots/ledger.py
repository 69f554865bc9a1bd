"""What the ledger says of a ballot: what is asked before the first vote, and after the close what it came to.

Never that somebody voted: between the two there is no entry.
"""

from hashlib import sha256

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.ballots.counted.counting import answers
from feedback.ballots.models import Ballot
from feedback.ballots.published import questions_of, what_is_asked
from portal.ledger.acts import Act
from portal.ledger.append import moment
from portal.ledger.registries import names
from portal.tlog import canonical


def digest(ballot):
    """SHA-256 over the canonical JSON of the answers: of each question the texts chosen, as the CSV lists them."""
    return sha256(canonical.written([list(texts) for texts in answers(ballot)])).hexdigest()


def _opened():
    return Ballot.objects.exclude(state=Ballot.State.DRAFT).select_related("campaign")


def _closed():
    return Ballot.objects.filter(state=Ballot.State.CLOSED).select_related("campaign")


def _as_opened(ballot):
    asked = what_is_asked(ballot, questions_of(ballot)).decode()
    return {"campaign": ballot.campaign.slug, "asked": asked, "at": moment(ballot.opened_at)}


def _as_closed(ballot):
    return {
        "campaign": ballot.campaign.slug, "invited": ballot.invited, "voted": ballot.codes_used, "cast": ballot.cast,
        "unreadable": ballot.unreadable, "answers": digest(ballot), "at": moment(ballot.closed_at),
    }  # fmt: skip


OPENED = Act(
    "ballot_open", standing="standing_ballot", subject="ballot",
    rows=_opened, fields=_as_opened, public=Ballot.objects.for_public,
)  # fmt: skip
CLOSED = Act(
    "ballot_close", standing="standing_ballot_end", subject="ballot",
    rows=_closed, fields=_as_closed, public=Ballot.objects.for_public,
)  # fmt: skip


def _page(ballot):
    return reverse("ballot_results", args=[ballot.campaign.slug])


names("ballot", _("代表評議"), rows=lambda: Ballot.objects.for_public().select_related("campaign"), address_of=_page)
