"""承諾: when it is late, what takes two people, and what may be done to its day."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.commitments import ENDS, State
from feedback.rules.workflow import Refused


class ChangeKind(TextChoices):
    """What was done to a promise once it was public."""

    CONFIRMED = "confirmed", _("列入承諾")
    MOVED = "moved", _("更新進展")
    RESCHEDULED = "rescheduled", _("改期")
    PASSED_ON = "passed_on", _("移交")


def is_late(promised_on, state, today):
    """Whether its day has passed and it is neither complete nor withdrawn; no state says so."""
    return promised_on is not None and promised_on < today and state not in ENDS


def needs_two(old, new):
    """Whether coming from `old` to `new` takes two people: ending it does, and so does taking an end back."""
    return old in ENDS or new in ENDS


def check_alone(old, new):
    """Raise `Refused` unless one person may bring it from `old` to `new`."""
    check_other(old, new)
    if needs_two(old, new):
        told = gettext("改為「%(state)s」要由兩個人決定，請提請。")
        raise Refused(told % {"state": State(new).label})


def check_together(old, new):
    """Raise `Refused` unless two people have to bring it from `old` to `new`."""
    check_other(old, new)
    if not needs_two(old, new):
        told = gettext("改為「%(state)s」不用兩個人決定，請直接更新進展。")
        raise Refused(told % {"state": State(new).label})


def check_other(old, new):
    """Raise `Refused` when nothing would change."""
    if old == new:
        raise Refused(gettext("這項承諾現在就是「%(state)s」。") % {"state": State(new).label})


def check_second(first, second):
    """Raise `Refused` when whoever proposed an end would confirm it as well."""
    if first == second:
        raise Refused(gettext("這是您提請的，請由另一位同事確認。"))


def check_day(old, new, state):
    """Raise `Refused` unless the day of a promise in `state` may become `new`."""
    if state in ENDS:
        raise Refused(gettext("這項承諾已經是「%(state)s」，不能再改期。") % {"state": State(state).label})
    if old == new:
        raise Refused(gettext("日期沒有變動。"))
