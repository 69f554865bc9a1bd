"""The numbers of a talk: those of this site, computed, each with the list behind it; those counted elsewhere, apart."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Case, Count, F, Sum, Value, When
from django.utils.translation import gettext

from feedback.models import Channel
from feedback.office.outcomes import decline_reason_name
from feedback.parts.board_address import board_address
from feedback.rules.counted.statistics import median
from feedback.rules.counted.tally import days
from feedback.talks.questions import questions_of
from feedback.talks.record.lists import record_address
from feedback.talks.rules import Call, Part, part
from portal.reading.languages import reading
from portal.reading.readers import name_shown


class Alike(NamedTuple):
    """What questions have in common that are counted together."""

    stage: str
    is_answered_live: bool
    channel: str
    call: str = ""
    decline_reason: str = ""
    answered_in: int | None = None  # working days to the first reply
    had_reply: bool = False

    @property
    def part(self):
        return part(self.stage, is_answered_live=self.is_answered_live, had_reply=self.had_reply)


@dataclass(frozen=True)
class Numbers:
    """{`Alike`: how many} of one talk, and how many supports they have; plain counting, no queries."""

    counts: dict
    supports: int = 0

    @property
    def asked(self):
        return sum(self.counts.values())

    @property
    def parts(self):
        """{every `Part`: how many}; together they are all that were asked."""
        return {listed: self._number(lambda alike, of=listed: alike.part == of) for listed in Part}

    @property
    def channels(self):
        """{code of a channel: how many came by it}; together they are all that were asked."""
        return self._by("channel")

    @property
    def calls(self):
        """{`Call`: how many that the office entered were dealt with so}."""
        return {call: self._number(lambda alike, of=call: alike.call == of) for call in Call}

    @property
    def declined(self):
        """{code of a reason: how many were declined for it}; together they are those of `Part.DECLINED`."""
        found = Counter()
        for alike, number in self.counts.items():
            if alike.part == Part.DECLINED:
                found[alike.decline_reason] += number
        return dict(found)

    @property
    def days(self):
        """The median of the working days after which those were answered that were answered after the talk, or None."""
        taken = Counter()
        for alike, number in self.counts.items():
            if alike.part == Part.AFTER and alike.answered_in is not None:
                taken[alike.answered_in] += number
        return median(taken)

    def _by(self, name):
        found = Counter()
        for alike, number in self.counts.items():
            found[getattr(alike, name)] += number
        return dict(found)

    def _number(self, takes):
        return sum(number for alike, number in self.counts.items() if takes(alike))


def numbers(talk):
    """The `Numbers` of `talk`, in one query."""
    names = ("stage", "is_live", "channel", "turn__call", "decline_reason", "answered_in", "had_reply")
    said = {"is_live": _is_said("turn__answered_at"), "had_reply": _is_said("first_replied_at")}
    rows = questions_of(talk).annotate(**said).order_by().values_list(*names)
    counts, supports = Counter(), 0
    for *key, number, supported in rows.annotate(number=Count("pk"), supported=Sum(F("support_count"))):
        stage, is_answered_live, channel, call, *others = key
        counts[Alike(stage, is_answered_live, channel, call or "", *others)] += number
        supports += supported
    return Numbers(dict(counts), supports)


def _is_said(moment):
    return Case(When(**{f"{moment}__isnull": False}, then=Value(True)), default=Value(False))


class Row(NamedTuple):
    label: str
    number: int | str
    url: str = ""


class Table(NamedTuple):
    title: str
    rows: list


def shown(talk, now):
    """What the page of a talk shows of its numbers; nothing where nothing was asked or counted."""
    of_ours, elsewhere = numbers(talk), counted_elsewhere(talk)
    return {
        "talk": talk,
        "numbers": of_ours,
        "numbers_at": now,
        "record_url": record_address(talk),
        "tables": tables(talk, of_ours) if of_ours.asked else [],
        "days": days(of_ours.days),
        "elsewhere": elsewhere,
        "elsewhere_by": name_shown(talk.calls_counted_by),
    }


def tables(talk, of_ours):
    """The numbers as tables, each row with the address of the list that holds exactly these."""
    found = [
        Table(gettext("答覆情況"), _of_parts(talk, of_ours.parts)),
        Table(gettext("怎樣提問的"), _of_channels(talk, of_ours.channels)),
        Table(gettext("來電和現場提問怎樣處理的"), _of_calls(talk, of_ours.calls)),
        Table(gettext("不予受理的原因"), _of_declined(talk, of_ours.declined)),
    ]
    return [table for table in found if table.rows]


def counted_elsewhere(talk):
    """The rows of what the switchboard of the hotline counted; what nobody counted is not listed."""
    rows = [
        Row(gettext("打入"), talk.calls_in),
        Row(gettext("接聽答覆"), talk.calls_answered),
        Row(gettext("回電"), talk.calls_back),
        Row(gettext("書面答覆"), talk.calls_written),
    ]
    return [row for row in rows if row.number is not None]


def _of_parts(talk, parts):
    return [Row(listed.label, number, record_address(talk, part=listed)) for listed, number in parts.items() if number]


def _of_channels(talk, counts):
    channels = Channel.objects.in_bulk(counts)
    return [
        Row(reading(channels[code]), counts[code], record_address(talk, channel=code))
        for code in sorted(counts, key=lambda code: (channels[code].order, code))
    ]


def _of_calls(talk, calls):
    return [Row(call.label, number, record_address(talk, call=call)) for call, number in calls.items() if number]


def _of_declined(talk, counts):
    slug = talk.campaign.slug
    return [
        Row(reading(decline_reason_name(code)), number, board_address(campaign=slug, declined=code))
        for code, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
