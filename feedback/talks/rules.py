"""The rules of a talk: which phase the clock is in, how a question stands, and in which list of the record it is."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from feedback.rules.workflow import UNANSWERED_STAGES, Stage


class TalkPhase(TextChoices):
    """By the clock alone: nobody opens or ends a phase by hand."""

    PREVIEW = "preview", _("預告")
    ASKING = "asking", _("徵集")
    LIVE = "live", _("進行")
    AFTER = "after", _("整理")
    OVER = "over", _("結束")


class Times(NamedTuple):
    """The aware moments of a talk, in order; `answers_end_at` is the end of the day by which all is answered."""

    questions_open_at: datetime
    starts_at: datetime
    ends_at: datetime
    answers_end_at: datetime


def phase(times, now):
    """The `TalkPhase` at the moment `now`; each begins at its first moment."""
    if now < times.questions_open_at:
        return TalkPhase.PREVIEW
    if now < times.starts_at:
        return TalkPhase.ASKING
    if now < times.ends_at:
        return TalkPhase.LIVE
    return TalkPhase.AFTER if now < times.answers_end_at else TalkPhase.OVER


# While citizens may ask by the web; who asks later sends a suggestion like any other.
ASKED_DURING = frozenset({TalkPhase.ASKING, TalkPhase.LIVE})
# While the office may enter what was asked by telephone or on site: notes are typed after the talk too.
ENTERED_DURING = ASKED_DURING | {TalkPhase.AFTER}


class Place(TextChoices):
    """Where a question is during the talk, for moderators and in the hall; its stage is another thing."""

    WAITING = "waiting", _("等待")
    PASSED = "passed", _("已轉嘉賓")
    ON_STAGE = "on_stage", _("正在回答")
    ANSWERED = "answered", _("現場已答")
    LATER = "later", _("會後答覆")


class Call(TextChoices):
    """How a call or a question on site was dealt with at once."""

    ANSWERED = "answered", _("當場答覆")
    BACK = "back", _("回電答覆")
    WRITTEN = "written", _("書面答覆")


class Part(TextChoices):
    """The lists of the record: each question is in exactly one, so they add up to all that were asked."""

    LIVE = "live", _("現場答覆")
    AFTER = "after", _("會後答覆")
    WRITING = "writing", _("現場已答、文字整理中")
    WAITING = "waiting", _("待答覆")
    DECLINED = "declined", _("不予受理")
    MERGED = "merged", _("併案")
    WITHDRAWN = "withdrawn", _("市民撤回")


ENDS = {Stage.DECLINED: Part.DECLINED, Stage.MERGED: Part.MERGED, Stage.WITHDRAWN: Part.WITHDRAWN}


def part(stage, *, is_answered_live):
    """In which list a question in `stage` is; `is_answered_live`: whether it was answered while the talk went on."""
    if stage in ENDS:
        return ENDS[stage]
    if stage in UNANSWERED_STAGES:
        return Part.WRITING if is_answered_live else Part.WAITING
    return Part.LIVE if is_answered_live else Part.AFTER


def questions_open(starts_on, days):
    """The day from which questions are taken, so many days before the talk; 0 is the day itself."""
    return starts_on - timedelta(days=days)
