"""Which phase of a campaign opens what. No phase holds up a suggestion that is filed."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class PhaseKind(TextChoices):
    """The parts of a round, in the order in which they usually begin."""

    PREPARE = "prepare", _("準備")
    APPLY = "apply", _("代表報名")
    COLLECT = "collect", _("聽市民意見")
    REPORT = "report", _("向市民報告")
    RATE = "rate", _("請市民評議")
    HANDLE = "handle", _("辦理反饋")
    AWARD = "award", _("統計表揚")


class Act(TextChoices):
    """What somebody may do only while a phase of the campaign is open for it."""

    FILE = "file", _("提出意見建議")
    APPLY = "apply", _("報名擔任市民代表")
    RATE_SECTION = "rate_section", _("評議報告章節")
    BALLOT = "ballot", _("在代表評議中投票")
    AWARD = "award", _("評選優秀建議")


OPENED_BY = {
    Act.FILE: frozenset({PhaseKind.COLLECT}),
    Act.APPLY: frozenset({PhaseKind.APPLY}),
    Act.RATE_SECTION: frozenset({PhaseKind.REPORT, PhaseKind.RATE}),
    Act.BALLOT: frozenset({PhaseKind.RATE}),
    Act.AWARD: frozenset({PhaseKind.AWARD}),
}

# The others are done at the desk.
BY_CITIZENS = tuple(act for act in Act if act != Act.AWARD)


class Opening(NamedTuple):
    """Whether an act is open on a day, and when else it is.

    `opens_on` is the first day on which it opens next, `closed_on` the last day of the last phase that opened it;
    `closes_on` the last day without a break, through phases that follow each other from one day to the next. Each is
    None where there is none, or no end.
    """

    is_open: bool
    opens_on: date | None = None
    closed_on: date | None = None
    closes_on: date | None = None


def opening(act, phases, today):
    """The `Opening` of `act` on `today` by phases that have `kind`, `starts_on`, and `ends_on` (a date or None)."""
    spans = [(each.starts_on, each.ends_on) for each in phases if each.kind in OPENED_BY[act]]
    is_open = any(first <= today and (last is None or today <= last) for first, last in spans)
    closes_on = _last_without_a_break(spans, today) if is_open else None
    after = (closes_on or date.max) if is_open else today
    opens_on = min((first for first, _last in spans if after < first), default=None)
    closed_on = max((last for _first, last in spans if last and last < today), default=None)
    return Opening(is_open, opens_on, closed_on, closes_on)


def _last_without_a_break(spans, today):
    """The last day of what is open on `today`; None where it has no end."""
    until = today
    for first, last in sorted(spans, key=lambda span: span[0]):
        if first > until + timedelta(days=1):
            break
        if last is None:
            return None
        until = max(until, last)
    return until


def why_not(act, title, found):
    """The sentence that says why `act` is not open in a campaign, by its `Opening`."""
    if found.opens_on:
        told = gettext("%(title)s從%(day)s起可以%(act)s，現在還沒有開始。")
        return told % {"title": title, "act": act.label, "day": day_told(found.opens_on)}
    if found.closed_on:
        told = gettext("在%(title)s中%(act)s，已於%(day)s截止。")
        return told % {"title": title, "act": act.label, "day": day_told(found.closed_on)}
    return gettext("%(title)s沒有可以%(act)s的環節。") % {"title": title, "act": act.label}


def after_close(act, title, day):
    """The same of a campaign that was closed on `day`."""
    told = gettext("%(title)s已於%(day)s結束，不能再%(act)s。")
    return told % {"title": title, "act": act.label, "day": day_told(day)}


def of_a_draft(act):
    """The same of a draft, of which nothing is told."""
    return gettext("這個活動還沒有公布，不能%(act)s。") % {"act": act.label}


def filed_elsewhere(why, title):
    """`why`, and the campaign to which a suggestion of today goes."""
    return gettext("%(why)s現在提的意見建議，歸入%(title)s。") % {"why": why, "title": title}


def open_instead(why, acts):
    """`why`, and what may be done in the same campaign today; nothing is added where nothing may."""
    if not acts:
        return why
    names = gettext("、").join(str(act.label) for act in acts)
    return gettext("%(why)s現在可以%(acts)s。") % {"why": why, "acts": names}


def day_told(day):
    return date_format(day, "DATE_FORMAT")
