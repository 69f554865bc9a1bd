"""Which phase of a campaign opens what. No phase holds up a suggestion that is filed."""

from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PhaseKind(TextChoices):
    """The parts of a round, in the order in which they usually begin."""

    PREPARE = "prepare", _("準備")
    APPLY = "apply", _("代表報名")
    COLLECT = "collect", _("聽市民意見")
    REPORT = "report", _("向市民報告")
    RATE = "rate", _("請市民評議")
    HANDLE = "handle", _("辦理反饋")
    AWARD = "award", _("統計表揚")


class Act(TextChoices):
    """What somebody may do only while a phase of the campaign is open for it."""

    FILE = "file", _("提意見建議")
    APPLY = "apply", _("報名當市民代表")
    RATE_SECTION = "rate_section", _("評議報告章節")
    BALLOT = "ballot", _("代表評議投票")
    AWARD = "award", _("評選優秀建議")


OPENED_BY = {
    Act.FILE: frozenset({PhaseKind.COLLECT}),
    Act.APPLY: frozenset({PhaseKind.APPLY}),
    Act.RATE_SECTION: frozenset({PhaseKind.REPORT, PhaseKind.RATE}),
    Act.BALLOT: frozenset({PhaseKind.RATE}),
    Act.AWARD: frozenset({PhaseKind.AWARD}),
}


class Opening(NamedTuple):
    """Whether an act is open on a day, and when else it is.

    `opens_on` is the first day of the next phase that opens it, `closed_on` the last day of the last one that did;
    `closes_on` the last day of the one that is open. Each is None where there is none, or no end.
    """

    is_open: bool
    opens_on: date | None = None
    closed_on: date | None = None
    closes_on: date | None = None


def opening(act, phases, today):
    """The `Opening` of `act` on `today` by phases that have `kind`, `starts_on`, and `ends_on` (a date or None)."""
    spans = [(each.starts_on, each.ends_on) for each in phases if each.kind in OPENED_BY[act]]
    current = [last for first, last in spans if first <= today and (last is None or today <= last)]
    opens_on = min((first for first, _last in spans if today < first), default=None)
    closed_on = max((last for _first, last in spans if last and last < today), default=None)
    closes_on = None if not current or None in current else max(current)
    return Opening(bool(current), opens_on, closed_on, closes_on)
