"""When a talk takes questions by the web, and what to tell whoever comes at another time."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from feedback.talks.rules import TalkPhase


def why_not(talk, now):
    """Why no question can be sent at `now`; empty while it can."""
    if talk.takes_questions(now):
        return ""
    phase = talk.phase(now)
    if talk.campaign.closed_at or phase == TalkPhase.OVER:
        return gettext("這次懇談已經結束，不再收提問。")
    if not talk.takes_web:
        return gettext("這次懇談不在網上收提問。")
    if phase == TalkPhase.PREVIEW:
        return gettext("%(at)s起可以提問，現在還沒有開始。") % {"at": _told(talk.questions_open_at)}
    return gettext("這次懇談的提問已於 %(at)s截止。") % {"at": _told(talk.ends_at)}


def takes_calls(talk, now):
    """Whether it is worth to call, or to come: until the talk is over."""
    return not talk.campaign.closed_at and now < talk.ends_at


def _told(at):
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
