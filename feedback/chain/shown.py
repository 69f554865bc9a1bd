"""The chain as its page lists it: six steps, each with what everybody may read and the way to its own chain."""

from typing import NamedTuple

from django.utils.translation import gettext, ngettext, pgettext

from feedback.chain.ends import Kind, chain_address
from feedback.office.names import names
from feedback.parts.days import day
from feedback.rules import moments
from portal.reading.languages import reading


class Item(NamedTuple):
    """`address` is its own page, `chain` the chain that is walked from it, nothing for the one that is read."""

    title: str
    note: str
    address: str
    chain: str


class Step(NamedTuple):
    """`more` is said below the items, `empty` where there is none."""

    name: str
    label: str
    items: tuple
    more: str = ""
    empty: str = ""


def title_of(end):
    """What the end is called; of an answer, the suggestion that it answers."""
    row = end.row
    match end.kind:
        case Kind.SECTION:
            return row.label
        case Kind.FIGURE:
            return row.name
        case Kind.SUGGESTION:
            return row.public_title
        case Kind.REPLY:
            return row.suggestion.public_title
    return row.title


def steps(end, chain):
    """[`Step`] in the order of the chain."""
    known = names()
    for reply in chain.replies:
        known.dress(reply).known_outcomes = known.outcome
    of_report = [_section(end, row) for row in chain.sections] + [_figure(end, row) for row in chain.figures]
    return [
        Step("report", gettext("報告"), tuple(of_report), empty=gettext("還沒有寫進公布的報告。")),
        Step(
            "commitment", gettext("承諾"), tuple(_commitment(end, row) for row in chain.commitments),
            empty=gettext("沒有公布過相關的承諾。"),
        ),
        Step(
            "measure", gettext("舉措"), tuple(_measure(end, known.dress(row)) for row in chain.measures),
            empty=gettext("還沒有公布相關的舉措。"),
        ),
        Step(
            "suggestion", gettext("意見建議"), tuple(_suggestion(end, line) for line in chain.lines), _others(chain),
            gettext("沒有關聯內容公開的意見建議。"),
        ),
        Step(
            "reply", pgettext("several", "答覆"), tuple(_reply(end, row) for row in chain.replies),
            empty=gettext("還沒有可以公開的答覆。"),
        ),
        Step("rating", gettext("評議"), (), _rated(chain.ratings), gettext("還沒有答覆可以評議。")),
    ]  # fmt: skip


def _item(end, kind, row, title, note, address=None):
    chain = "" if end.is_same(kind, row) else chain_address(kind, row)
    return Item(title, note, address or row.get_absolute_url(), chain)


def _section(end, section):
    return _item(end, Kind.SECTION, section, section.label, section.report.title)


def _figure(end, figure):
    note = gettext("%(year)s 年報告：%(value)s") % {"year": figure.section.report.year, "value": figure.told}
    return _item(end, Kind.FIGURE, figure, figure.name, note)


def _commitment(end, commitment):
    state = commitment.get_state_display()
    if not commitment.promised_on:
        return _item(end, Kind.COMMITMENT, commitment, commitment.title, state)
    note = gettext("%(state)s，承諾 %(day)s完成") % {"state": state, "day": day(commitment.promised_on)}
    return _item(end, Kind.COMMITMENT, commitment, commitment.title, note)


def _measure(end, measure):
    places = {"unit": reading(measure.unit), "day": day(measure.done_on)}
    return _item(end, Kind.MEASURE, measure, measure.title, gettext("%(unit)s，%(day)s完成") % places)


def _suggestion(end, line):
    note = gettext("%(number)s，%(status)s") % {"number": line.number, "status": line.status}
    return _item(end, Kind.SUGGESTION, line, line.public_title, note)


def _reply(end, reply):
    suggestion = reply.suggestion
    places = {"unit": reading(reply.unit), "day": day(moments.day(reply.approved_at))}
    title = gettext("%(unit)s於 %(day)s答覆") % places
    outcome = {"number": suggestion.number, "outcome": reply.get_outcome_display()}
    note = gettext("%(number)s：%(outcome)s") % outcome
    return _item(end, Kind.REPLY, reply, title, note, suggestion.get_absolute_url())


def _others(chain):
    told = []
    if more := chain.released - len(chain.lines):
        told.append(gettext("另有 %(count)s 件內容公開的沒有列出。") % {"count": more})
    if chain.hidden:
        words = ngettext(
            "另有 %(count)s 件內容不公開，只計件數。", "另有 %(count)s 件內容不公開，只計件數。", chain.hidden
        )
        told.append(words % {"count": chain.hidden})
    return "".join(told)


def _rated(ratings):
    """How many rated and how, and always how many did not."""
    if not ratings.replied:
        return ""
    last = ratings.final
    told = gettext(
        "內容公開、已有答覆的 %(replied)s 件裡：基本滿意及以上 %(content)s 件，不滿意及以下 %(low)s 件，"
        "沒有評議 %(not_rated)s 件。"
    )
    return told % {
        "replied": ratings.replied, "content": last.content, "low": last.low, "not_rated": ratings.not_rated,
    }  # fmt: skip
