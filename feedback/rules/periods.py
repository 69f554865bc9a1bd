"""辦理期限: the periods a suggestion is handled in, the first from its receipt and one from each return into work.

「按期答覆」 is said of the first period alone. What comes back has days of its own, counted from the day of the return,
and is judged apart (重辦按期率).
"""

from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules import deadlines
from feedback.rules.lateness import is_past
from feedback.rules.workflow import Verb


class Cause(TextChoices):
    """What a period began by."""

    FIRST = "first", _("首次辦理")
    REDO = "redo", _("重辦")
    REOPEN = "reopen", _("重新辦理")
    OBJECTION = "objection", _("異議後重新審查")
    REVOKED = "revoked", _("撤回不予受理後重新審查")


class Ending(TextChoices):
    """What ended a period; of these only a reply lets it be judged."""

    REPLIED = "answered", _("已答覆")
    DECLINED = "declined", _("不予受理")
    MERGED = "merged", _("併案")
    WITHDRAWN = "withdrawn", _("市民撤回")


TIMES = (_("首次辦理"), _("第二次辦理"), _("第三次辦理"), _("第四次辦理"))


def nth_time(ordinal):
    """Which time it is handled: 首次辦理, 第二次辦理, and so on."""
    return str(TIMES[ordinal - 1]) if ordinal <= len(TIMES) else gettext("第 %(count)s 次辦理") % {"count": ordinal}


# The verbs by which something comes back into work, and those that end the period that runs.
RETURNS = {
    Verb.REDO: Cause.REDO,
    Verb.REOPEN: Cause.REOPEN,
    Verb.OBJECT: Cause.OBJECTION,
    Verb.REVOKE_DECLINE: Cause.REVOKED,
}
ENDS = {
    Verb.APPROVE_REPLY: Ending.REPLIED,
    Verb.DECLINE: Ending.DECLINED,
    Verb.MERGE: Ending.MERGED,
    Verb.WITHDRAW: Ending.WITHDRAWN,
}
# In these it is accepted or declined first; the others were accepted before.
WITH_ACCEPTANCE = frozenset({Cause.FIRST, Cause.OBJECTION, Cause.REVOKED})


def due_days(cause, began_on, calendar, *, days=deadlines.REPLY_DAYS, extended_by=0, talk_on=None):
    """The `DueDays` of a period that counts from `began_on`, with its limit in working days and the extension.

    `accept_due_on` is None in a period that needs no acceptance. The first one of a question for a talk counts the
    answer from the day of the talk, `talk_on`.
    """
    if cause == Cause.FIRST:
        return deadlines.due_days(began_on, calendar, days=days, extended_by=extended_by, talk_on=talk_on)
    if cause in WITH_ACCEPTANCE:
        return deadlines.due_days(began_on, calendar, days=days, extended_by=extended_by)
    reply = deadlines.reply_due(began_on, calendar, days=days, extended_by=extended_by)
    return deadlines.DueDays(None, reply.day, reply.is_provisional)


class Promptness(TextChoices):
    """How a reply stands to the day it was due."""

    ON_TIME = "on_time", _("按期答覆")
    LATE = "late", _("逾期答覆")
    OVERDUE = "overdue", _("逾期未答覆")
    NOT_YET = "not_yet", _("尚未到期或期限未定")


def promptness(due_on, replied_on, today):
    """The `Promptness` on `today` of what was due on a day and answered on another, either None while it is not known.

    A reply on the due day is on time. Without a due day nothing is said yet.
    """
    if due_on is None:
        return Promptness.NOT_YET
    if replied_on:
        return Promptness.ON_TIME if replied_on <= due_on else Promptness.LATE
    return Promptness.OVERDUE if is_past(due_on, today) else Promptness.NOT_YET


class Return(NamedTuple):
    """What the statistics read of a period that began by a return."""

    cause: str
    due_on: date | None = None
    ended_on: date | None = None
    ending: str = ""
    is_derived: bool = False  # its days were worked out afterwards (追溯): nobody could keep to them

    @property
    def is_timed(self):
        """Whether its punctuality counts: it still runs, or it was answered."""
        return self.ending in ("", Ending.REPLIED)

    def promptness(self, today):
        return promptness(self.due_on, self.ended_on, today)


def since_the_first_reply(periods):
    """Those of `periods`, which are in order, after the first answered one; empty while there is none."""
    answered = next((place for place, period in enumerate(periods) if period.ending == Ending.REPLIED), len(periods))
    return periods[answered + 1 :]
