"""Promises on other pages of the desk: what waits, on its home; what a reply promises, with its case."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils import timezone

from feedback.commitments.finding import unmarked_in_reply
from feedback.commitments.models import Commitment, EndProposal
from feedback.commitments.unfulfilled import without_sequel
from feedback.commitments.verbs import CONFIRM, MOVE
from feedback.desk.queries.queues import MOST_COUNTED, CountUpTo
from feedback.desk.queries.suggestions import every
from feedback.models import Reply
from feedback.office import staff
from feedback.rules.roles import MATRIX, Role
from portal.frame import CASE_PAGE, DESK_HOME

CONFIRMING = frozenset(role for role in Role if CONFIRM in MATRIX[role].permissions)
MOVING = frozenset(role for role in Role if MOVE in MATRIX[role].permissions)
# What the page of a case shows of replies and of what is marked in them.
OF_REPLY = ("pk", "body", "drafted_at", "approved_at")
OF_COMMITMENT = ("pk", "title", "sentence", "state", "confirmed_at")


@DESK_HOME.block(2, "admin/commitments/_home.html")
def waiting(user, now):
    """What is late, waits for a second person, or came to nothing: of the own units, of all for supervisors.

    One query, in which each is counted up to MOST_COUNTED.
    """
    roles = staff.roles_of(user)
    if not roles & MOVING:
        return {}
    own = Commitment.objects.all() if staff.is_supervisor(user) else Commitment.objects.of_units(staff.units_of(user))
    by_others = EndProposal.objects.open().filter(commitment=OuterRef("pk")).exclude(by=user)
    rows = {
        "late_promises": own.late(timezone.localdate(now)),
        "proposed_promises": own.proposed() if roles & CONFIRMING else own.none(),
        "ending_promises": own.filter(Exists(by_others)),
        "without_sequel": without_sequel(every().held_for(user), now),
    }
    counts = {name: CountUpTo(found.order_by().values("pk")[: MOST_COUNTED + 1]) for name, found in rows.items()}
    return {"most": MOST_COUNTED, **get_user_model().objects.filter(pk=user.pk).values(**counts).get()}


@CASE_PAGE.block(18, "admin/commitments/_case.html")
def of_case(suggestion, user):
    """What was promised in its replies, and what of a draft or a reply reads as a promise and is not marked."""
    if not staff.roles_of(user) & MOVING or not suggestion.unit_id:
        return {}
    replies, marked = _read(suggestion)
    if not replies:
        return {}
    said = {(row.reply_id, row.sentence) for row in marked}
    found = [(reply, unmarked_in_reply(reply, said)) for reply in replies]
    return {"commitments": marked, "found": [(reply, sentences) for reply, sentences in found if sentences]}


def _read(suggestion):
    """The replies of a suggestion, the draft too, and what of them is marked; in one query."""
    replies, marked = {}, []
    columns = [*OF_REPLY, *(f"commitments__{name}" for name in OF_COMMITMENT)]
    for row in suggestion.replies.order_by("pk", "commitments__pk").values_list(*columns):
        reply, one = row[: len(OF_REPLY)], row[len(OF_REPLY) :]
        replies[reply[0]] = Reply(**dict(zip(OF_REPLY, reply, strict=True)))
        if one[0]:
            marked.append(Commitment(reply_id=reply[0], **dict(zip(OF_COMMITMENT, one, strict=True))))
    return list(replies.values()), marked
