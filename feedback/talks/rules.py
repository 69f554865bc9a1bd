"""The rules of a talk: which phase the clock is in, how a question stands, and in which list of the record it is."""

from datetime import datetime, timedelta
from typing import NamedTuple

import regex
from django.db.models import TextChoices
from django.utils.translation import gettext
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


def part(stage, *, is_answered_live, had_reply=False):
    """In which list a question in `stage` is; `is_answered_live`: whether it was answered while the talk went on.

    `had_reply`: whether its answer was written already; one that came back since waits like the others.
    """
    if stage in ENDS:
        return ENDS[stage]
    if stage in UNANSWERED_STAGES:
        return Part.WRITING if is_answered_live and not had_reply else Part.WAITING
    return Part.LIVE if is_answered_live else Part.AFTER


def questions_open(starts_on, days):
    """The day from which questions are taken, so many days before the talk; 0 is the day itself."""
    return starts_on - timedelta(days=days)


def why_not_held(starts_at, ends_at, questions_open_at):
    """Why no talk can have these times, told; empty where one can. `starts_at` and `ends_at` are of one zone."""
    if ends_at <= starts_at:
        return gettext("結束時間應當晚於開始時間。")
    if ends_at.date() != starts_at.date():
        return gettext("懇談應當在同一天開始和結束。")
    if questions_open_at > starts_at:
        return gettext("開始徵集的時間不能晚於懇談開始。")
    return ""


def why_not_moved(before, after, now):
    """Why a published talk cannot be moved from the `Times` it has to those it shall have, told; empty where it can.

    Before it begins it may be put earlier or later, but never into the past, and who may ask already may ask on. While
    it runs only its end is put off. Of `after` the day of the answers is not looked at.
    """
    if now >= before.ends_at:
        return gettext("懇談已經結束，不能再改期。")
    if (after.questions_open_at, after.starts_at, after.ends_at) == before[:3]:
        return gettext("時間沒有改動。")
    if now >= before.starts_at:
        return "" if _is_longer(before, after) else gettext("懇談正在進行，只能推遲結束時間。")
    if after.starts_at <= now:
        return gettext("新的開始時間應當晚於現在。")
    if before.questions_open_at <= now < after.questions_open_at:
        return gettext("已經開始徵集提問，不能再推遲徵集。")
    return ""


def _is_longer(before, after):
    return after[:2] == before[:2] and after.ends_at > before.ends_at


TITLE_LENGTH, TITLE_LEAST = 60, 6
# Where a sentence ends: what asks or exclaims belongs to it, a stop does not. A Latin stop ends one before a blank.
_SENTENCE_END = regex.compile(r"[。；;\n]+|[？！?!]+|\.(?=\s|$)")
_STOP = "。；;.\n ，,、：:"
_BLANK = "。，、\n\t 　"
_PIECE = regex.compile(r"[\p{Latin}\p{M}\p{N}'’@._+-]+|\X")  # a word or a number is one piece, and so is a character
_BREAK = regex.compile(r"[，,、：:。；;？！?!）)」』》\s]")


def title_of(text, whole=()):
    """A title of at most 60 characters for a question that has none: its first sentence, or how it begins.

    No word, number or character is cut in two, and nothing of `whole`, (start, end) in `text`: what is masked in the
    text stays as recognisable in the title. A greeting alone is no title: the sentence after it belongs to it.
    """
    start = len(text) - len(text.lstrip(_BLANK))
    end = _sentence(text, start, whole)
    if end - start <= TITLE_LENGTH:
        return _line(text[start:end])
    last = start + TITLE_LENGTH - 1
    pieces = (match.end() for match in _PIECE.finditer(text, start))
    ends = [to for to in pieces if to <= last and not _is_inside(to, whole)]
    breaks = [to for to in ends if to >= start + TITLE_LENGTH // 2 and _BREAK.fullmatch(text[to - 1])]
    cut = max(breaks or ends, default=last)
    return f"{_line(text[start:cut])}…"


def _sentence(text, start, whole):
    """Where the first sentence that says something ends."""
    for match in _SENTENCE_END.finditer(text, start):
        if match.end() - start > TITLE_LEAST and not _is_inside(match.start(), whole):
            return match.end()
    return len(text)


def _is_inside(place, whole):
    return any(first < place < then for first, then in whole)


def _line(text):
    return " ".join(text.split()).rstrip(_STOP)
