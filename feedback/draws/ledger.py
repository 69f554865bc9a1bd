"""What the ledger says of a draw: what was announced, each selection with its seal, and that it was aborted."""

from django.utils.translation import gettext_lazy as _

from feedback.draws import check
from feedback.draws.models import Draw, Selection
from feedback.draws.published import turn
from feedback.draws.rules import State
from portal.ledger.acts import Act
from portal.ledger.append import moment
from portal.ledger.registries import names


def _aborted():
    return Draw.objects.filter(state=State.ABORTED)


def _selections():
    return Selection.objects.select_related("draw")


def _as_announced(draw):
    """The text holds the pool, the quotas, the lotteries to come and the value that commits to the secret."""
    return {"announcement": draw.announcement, "at": moment(draw.announced_at)}


def _as_selected(selection):
    """The numbers of the lotteries, and the seal as it follows from all that is published of this selection."""
    draw = selection.draw
    before = draw.selections.filter(number=selection.number - 1).first()
    seal = check.sealed(before.seal if before else check.digest(draw.announcement), turn(selection))
    return {"number": selection.number, "numbers": draw.numbers, "seal": seal, "at": moment(selection.at)}


def _as_aborted(draw):
    return {"reason": draw.abort_reason, "secret": draw.secret, "at": moment(draw.aborted_at)}


ANNOUNCED = Act(
    "draw_announce", standing="standing_draw", subject="draw",
    rows=Draw.objects.public, fields=_as_announced, public=Draw.objects.public,
)  # fmt: skip
SELECTED = Act(
    "draw_select", standing="standing_selection", subject="draw", key="draw_id",
    rows=_selections, fields=_as_selected, public=_selections,
)  # fmt: skip
ABORTED = Act(
    "draw_abort", standing="standing_draw_end", subject="draw", rows=_aborted, fields=_as_aborted, public=_aborted,
)  # fmt: skip


names(
    "draw",
    _("代表抽取"),
    rows=lambda: Draw.objects.public().select_related("campaign").filter(campaign__is_published=True),
)
