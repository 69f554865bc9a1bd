"""A question of the record as everybody reads it: words or stub, its answer or where it stands, and what then."""

from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from feedback.models import Rating, Reply, Suggestion
from feedback.office.calendar import working_days
from feedback.office.names import names
from feedback.parts.answers import Course, course, due_sentence, outcome_sentence
from feedback.parts.days import day
from feedback.rules.lateness import Late, LateOn
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Stage
from feedback.suggestions.listing import RAW, Line
from feedback.talks.models import Turn
from feedback.talks.record.transcribed import linked_parts
from feedback.talks.rules import Part, part
from portal.reading.languages import told

_STOPS = "。？！?!."


class Entry(NamedTuple):
    line: Line
    body: str  # released, else nothing: what the title, which is cut from it, does not say already
    part: Part
    channel: object  # a `Channel`
    call: str
    course: Course  # of the answer: when it was given and after how long
    standing: str  # of one without an answer: where it stands; HTML
    reply: object  # a `Reply` that everybody may read, or None
    outcome: str  # what that reply comes to; nothing where it explains, which is what a question asks for
    rating: object  # the last word of its receipt on that reply, or None
    later: list  # what became of it since, in sentences
    late: Late | None
    is_supervised: bool
    transcript_parts: list


def entries(page, talk, today):
    """[`Entry`] of one page of a list, a QuerySet or a slice of one, in a fixed number of queries."""
    lines = page.lines()
    keys = [line.pk for line in lines]
    rows = _rows(keys)
    public = [key for key, row in rows.items() if row.is_public]
    replies, ratings = _replies(public), _ratings(public)
    parts, late_on = linked_parts(talk, public), LateOn(today, working_days())
    return [
        _entry(
            line, rows[line.pk], replies.get(line.pk), ratings.get(line.pk), parts.get(line.pk, []),
            late_on.of(line.owed),
        )
        for line in lines
    ]  # fmt: skip


def _rows(keys):
    known = names()
    found = Suggestion.objects.filter(pk__in=keys).defer(*RAW).select_related("channel", "turn")
    return {row.pk: known.dress(row) for row in found}


def _replies(keys):
    """{key: the answer that everybody reads with it}, of those with public words."""
    known, found = names(), {}
    for reply in Reply.objects.approved().filter(suggestion__in=keys) if keys else ():
        reply.known_outcomes = known.outcome
        found[reply.suggestion_id] = known.dress(reply)
    return found


def _ratings(keys):
    found = Rating.objects.filter(suggestion__in=keys).for_reading() if keys else ()
    return {rating.suggestion_id: rating for rating in found}


def _entry(line, row, reply, rating, parts, late):
    turn = _turn(row)
    its_part = part(
        row.stage, is_answered_live=bool(turn and turn.answered_at), had_reply=row.first_replied_at is not None
    )
    is_answered = row.stage in (Stage.REPLIED, Stage.CLOSED)
    reply = reply if is_answered else None
    return Entry(
        line=line,
        body=_beyond(row.public_title, row.public_body),
        part=its_part,
        channel=row.channel,
        call=turn.get_call_display() if turn and turn.call else "",
        course=_course(row, reply, turn) if is_answered else Course(""),
        standing="" if is_answered else _standing(row, turn, late),
        reply=reply,
        outcome=_outcome(reply) if reply else "",
        rating=rating if reply and rating and rating.reply.approved_at == row.replied_at else None,
        later=_later(row, is_answered=is_answered),
        late=late,
        is_supervised=row.is_public and row.is_supervised and not row.closing,
        transcript_parts=parts,
    )


def _beyond(title, body):
    """`body` without the sentence that stands above it as the title; the whole where the title is not its beginning."""
    body, said = body.strip(), title.strip().rstrip(_STOPS)
    return body[len(said) :].lstrip(_STOPS).lstrip() if said and body.startswith(said) else body


def _outcome(reply):
    row = reply.outcome_row
    if row and row.meaning == Adoption.NOT_ADOPTED:
        return outcome_sentence(reply)
    if row and row.meaning == Adoption.EXPLAINED and not row.has_own_name:
        return ""
    return told(gettext("採納情況：%(outcome)s。"), outcome=row or reply.outcome)


def _turn(row):
    try:
        return row.turn
    except Turn.DoesNotExist:
        return None


def _course(row, reply, turn):
    """When the answer was given; of one that was answered in the talk, when that was and when its words came."""
    if turn and turn.answered_at:
        places = {"time": _time(turn.answered_at), "day": day(row.replied_at)}
        late = course(row, reply).late if reply else ""  # of the words, which have a day to be there
        return Course(gettext("懇談現場 %(time)s 答覆，文字 %(day)s公布。") % places, late)
    if reply and not reply.corrects_id:
        return course(row, reply)
    return Course(gettext("%(day)s答覆。") % {"day": day(row.replied_at)})


def _time(moment):
    return date_format(localtime(moment), "H:i")


def _standing(row, turn, late):
    """Where one without an answer stands; what a merged or a declined one says, its line says already."""
    if row.stage == Stage.WITHDRAWN:
        return gettext("市民已經撤回。")
    if row.stage in (Stage.MERGED, Stage.DECLINED):
        return ""
    due = due_sentence(row, late, in_words=row.is_public)
    if not (turn and turn.answered_at) or row.first_replied_at:
        return due
    words = gettext("懇談現場 %(time)s 已經答覆，文字正在整理，審核以後公布。") % {"time": _time(turn.answered_at)}
    return format_html(gettext("{before}{after}"), before=words, after=due)


def _later(row, *, is_answered):
    """What became of it after the first answer, as far as it may be said of a stub too."""
    again = row.period_count - 1
    said = []
    if again and is_answered:
        said.append(ngettext("曾重新辦理 %(count)s 次。", "曾重新辦理 %(count)s 次。", again) % {"count": again})
    elif again:
        said.append(gettext("此前已經答覆，正在重新辦理。") if row.first_replied_at else gettext("正在重新辦理。"))
    if row.stage == Stage.CLOSED:
        said.append(gettext("%(day)s辦結。") % {"day": day(row.closed_at)})
    return said


__all__ = ["Entry", "entries"]
