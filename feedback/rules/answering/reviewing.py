"""How an answer gets from whoever writes it to the public: who may review it, how often, and who goes on writing."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.workflow import Refused, Verb

# What is done with a draft by somebody who wrote none of it; the answer is shown as it will be read.
REVIEWS = frozenset({Verb.REVIEW_REPLY, Verb.APPROVE_REPLY, Verb.APPROVE_CORRECTION})
# Whoever opened the form of an answer so long ago, or kept something in it, is taken to be writing.
AT_IT = timedelta(minutes=30)
# What somebody kept and never sent is forgotten after so many days, once nothing is written there any more.
KEPT_DAYS = 30


class Drafting(TextChoices):
    """How far the answer of one in work has come; each is in one of these."""

    NONE = "none", _("還沒有起草")
    KEPT = "kept", _("有暫存")
    WAITING = "waiting", _("待審核")
    REVIEWED = "reviewed", _("已初審，待終審")
    RETURNED = "returned", _("退回修改")


def drafting(*, has_draft, is_returned, is_reviewed, is_kept):
    """The `Drafting` of an answer: what was submitted says it before what somebody keeps to themselves."""
    if has_draft and is_returned:
        return Drafting.RETURNED
    if has_draft:
        return Drafting.REVIEWED if is_reviewed else Drafting.WAITING
    return Drafting.KEPT if is_kept else Drafting.NONE


def may_review(person, *, writers, reviewed_by):
    """Whether `person` may take the next step: neither one who wrote any of it, nor who took the step before."""
    return person not in writers and person != reviewed_by


def is_first_review_next(*, needs_two, reviewed_by):
    """Whether the next step is the first of two reviews."""
    return needs_two and reviewed_by is None


def check_writers(person, writers):
    """Raise `Refused` when `person` wrote any part of the answer."""
    if person in writers:
        raise Refused(gettext("答覆須由另一位同事審核，起草或改過這份答覆的人不能審核。"))


def check_first_review(*, needs_two, reviewed_by):
    if not needs_two:
        raise Refused(gettext("這件建議只需要審核一次，請直接審核。"))
    if reviewed_by is not None:
        raise Refused(gettext("這份答覆已經初審，請由另一位審核人終審。"))


def check_approval(person, *, needs_two, reviewed_by):
    if is_first_review_next(needs_two=needs_two, reviewed_by=reviewed_by):
        raise Refused(gettext("這件建議的答覆要審核兩次，請先由一位審核人初審。"))
    if person == reviewed_by:
        raise Refused(gettext("初審和終審由兩個人分別做，初審的人不能再終審。"))


def is_at_it(opened_at, now):
    """Whether somebody who opened the form at a moment is taken to be writing at `now`."""
    return now - opened_at < AT_IT


def may_take_over(person, *, writer, handler, stands_in_for):
    """Whether `person` may go on from what `writer` keeps: as the handler it was handed to, or as the deputy.

    `handler` is the key of whom the suggestion is with, or None; `stands_in_for` are the keys of those on leave whose
    deputy `person` is today.
    """
    return person != writer and (person == handler or writer in stands_in_for)


def joined(own, taken):
    """The text of somebody who takes another's over: the own one, then that, each once."""
    return own if taken in own else "\n\n".join(part for part in (own, taken) if part)
