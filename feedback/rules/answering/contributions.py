"""會辦: how many further units are asked, and by when each of them writes its part."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from feedback.rules.lateness import is_past
from feedback.rules.workflow import UNANSWERED_STAGES

MOST_UNITS = 5
DAYS_BEFORE = 3  # working days that the main unit has left to answer
LEAST_DAYS = 1  # working days that a further unit has at least


def latest_due(due_on, today, calendar):
    """The last day that a part may be due on: that of the answer; once it has come, the next working day.

    None while the day of the answer (`due_on`) is not known.
    """
    if due_on is None or due_on > today:
        return due_on
    return calendar.after(today, LEAST_DAYS).day


def proposed_due(due_on, today, calendar):
    """3 working days before the answer is due, and never before the next working day."""
    next_day = calendar.after(today, LEAST_DAYS).day
    if due_on is None:
        return calendar.after(today, DAYS_BEFORE).day
    day = due_on
    for _step in range(DAYS_BEFORE):
        day = calendar.before(day)
    return min(max(day, next_day), latest_due(due_on, today, calendar))


class State(TextChoices):
    """How far the part of one unit is on a day."""

    EXCUSED = "excused", _("不再會辦")
    WRITTEN = "written", _("已提交")
    NOT_WRITTEN = "not_written", _("沒有提交")
    OVERDUE = "overdue", _("逾期未提交")
    WAITING = "waiting", _("待提交")


def state(stage, due_on, today, *, is_excused, is_written):
    """The `State` of a part due on a day, of a suggestion in `stage`: what was answered waits for none any more."""
    if is_excused:
        return State.EXCUSED
    if is_written:
        return State.WRITTEN
    if stage not in UNANSWERED_STAGES:
        return State.NOT_WRITTEN
    return State.OVERDUE if is_past(due_on, today) else State.WAITING
