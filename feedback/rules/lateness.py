"""Late (逾期): whether the office is past the day on which it owed a reply, and by how many working days.

The one place that says so, from dates: pages, lists, the wall, downloads, the desk and the statistics ask it. The same
as conditions of queries stands in `feedback.suggestions.late`. A card is another thing: red begins with the first
working day after.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.deadlines import Passed
from feedback.rules.workflow import UNANSWERED_STAGES, Stage


class Lateness(TextChoices):
    """What is late: the reply; or, as long as the day of the reply has not passed, only the acceptance."""

    UNANSWERED = "unanswered", _("逾期未答覆")
    UNACCEPTED = "unaccepted", _("受理逾期")


def is_past(due_on, today):
    """Whether what was due on a day, or on none that is known, is late on `today`: the due day itself is in time."""
    return due_on is not None and due_on < today


def lateness(stage, accept_due_on, due_on, today):
    """What is late on `today` of one in `stage`, or None; the days are those of the period that runs, or None.

    Whoever still waits to be accepted when the day of the reply passes waits for that.
    """
    if stage in UNANSWERED_STAGES and is_past(due_on, today):
        return Lateness.UNANSWERED
    if stage == Stage.RECEIVED and is_past(accept_due_on, today):
        return Lateness.UNACCEPTED
    return None


class Owed(NamedTuple):
    """What the office owes: where the suggestion stands whose reply this one gets, and the days that run for it."""

    stage: str
    accept_due_on: date | None
    due_on: date | None
    is_of_main: bool = False

    @classmethod
    def of(cls, stage, accept_due_on, due_on, main_stage=None, main_accept_due_on=None, main_due_on=None):
        """Of one that may be merged into a main one."""
        if main_stage:
            return cls(main_stage, main_accept_due_on, main_due_on, is_of_main=True)
        return cls(stage, accept_due_on, due_on)


class Late(NamedTuple):
    """What is late, and for how many working days; of what was merged, its main one is late."""

    what: Lateness
    days: int
    is_of_main: bool = False

    def __str__(self):
        """As a badge says it; on days off right after the due day no working day has gone by yet."""
        return self._in_days() if self.days else self._at_all()

    @property
    def label(self):
        """Without the days, as lists and downloads say it."""
        if not self.is_of_main:
            return str(self.what.label)
        return gettext("主件逾期未答覆") if self.what == Lateness.UNANSWERED else gettext("主件受理逾期")

    @property
    def sentence(self):
        """What it means, for whoever reads of this one suggestion."""
        if self.what == Lateness.UNANSWERED:
            if self.is_of_main:
                return gettext("主件的答覆期限已過，還沒有作出答覆。")
            return gettext("答覆期限已過，還沒有作出答覆。")
        if self.is_of_main:
            return gettext("主件的受理期限已過，還沒有決定是否受理。")
        return gettext("受理期限已過，還沒有決定是否受理。")

    @property
    def is_counted(self):
        """Whether it counts among what is 逾期未答覆: for itself, not with its main one."""
        return self.what == Lateness.UNANSWERED and not self.is_of_main

    def _in_days(self):
        if self.what == Lateness.UNANSWERED and self.is_of_main:
            words = ngettext("主件已逾期 %(days)s 個工作日", "主件已逾期 %(days)s 個工作日", self.days)
        elif self.what == Lateness.UNANSWERED:
            words = ngettext("已逾期 %(days)s 個工作日", "已逾期 %(days)s 個工作日", self.days)
        elif self.is_of_main:
            words = ngettext("主件受理已逾期 %(days)s 個工作日", "主件受理已逾期 %(days)s 個工作日", self.days)
        else:
            words = ngettext("受理已逾期 %(days)s 個工作日", "受理已逾期 %(days)s 個工作日", self.days)
        return words % {"days": self.days}

    def _at_all(self):
        if self.what == Lateness.UNANSWERED:
            return gettext("主件已逾期") if self.is_of_main else gettext("已逾期")
        return gettext("主件受理已逾期") if self.is_of_main else gettext("受理已逾期")


class LateOn:
    """Says of any number of suggestions what is late of them on `today`."""

    def __init__(self, today, calendar):
        self.today, self._passed = today, Passed(today, calendar)

    def of(self, owed):
        """A `Late`, or None."""
        what = lateness(owed.stage, owed.accept_due_on, owed.due_on, self.today)
        if what is None:
            return None
        since = owed.due_on if what == Lateness.UNANSWERED else owed.accept_due_on
        return Late(what, self._passed.since(since), owed.is_of_main)
