"""What a page of hits offers beside the hits: filters that the words name, similar suggestions, other words."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from feedback.office.names import names
from feedback.office.words.synonyms import synonyms
from feedback.parts.board_address import board_address
from feedback.records import counters
from feedback.rules.receipts import number, parse_number
from feedback.rules.texts.mentions import mentioned
from feedback.suggestions.places import Nearby, public_by_district
from portal.reading.languages import reading

ON_A_PAGE = 20  # lines of both lists: where the exact one leaves room, the second says what is near in meaning
MOST_WORDS = 6
# A filter that somebody named, and how many it leaves.
SENTENCES = {
    "unit": _("%(name)s承辦的 %(count)s 件"),
    "district": _("只看%(name)s的"),
    "category": _("「%(name)s」領域的 %(count)s 件"),
    "status": _("狀態為「%(name)s」的 %(count)s 件"),
    "campaign": _("「%(name)s」收到的 %(count)s 件"),
}


class Offer(NamedTuple):
    """A filter that the words name, with the rest of them looked for under it at `inside`, if there is any."""

    kind: str
    name: str
    label: str
    address: str
    inside: str


class Beyond(NamedTuple):
    offers: list
    rest: str  # of the words, beside what they name
    near: list  # `Line`s
    other_words: list  # where nothing was found
    number: str  # that was typed, as it is written in full


def beyond(form, suggestions, slice):
    """`Beyond` for a page of hits: `slice` of those of `suggestions`, which the filters of `form` left."""
    known = names()
    called = {
        kind: [
            (key, name) for key, row in getattr(known, kind).items() for name in (str(row), row.english_name) if name
        ]
        for kind in SENTENCES
    }
    named = mentioned(form.query.text, called, synonyms())
    rest = named.rest if named.rest != form.query.text else ""
    near = []
    if _is_short(form, slice) and named.rest:
        # Not those of the exact list; in the order by due day, only what stands in it.
        others = suggestions.sorted_by(form.order).exclude(pk__in=[line.pk for line in slice.lines])
        first = {f"{kind}_id": keys for kind, keys in named.rows.items()} if rest else {}
        near = others.near(named.rest, most=ON_A_PAGE - len(slice.lines), first=first)
    other_words = [] if slice.lines or near else synonyms().others(form.query.text)[:MOST_WORDS]
    typed = parse_number(form.query.text)
    return Beyond(
        _offers(form, named.rows, rest), rest, near, [reading(word) for word in other_words],
        number(*typed) if typed else "",
    )  # fmt: skip


def _is_short(form, slice):
    """Whether all hits fit on less than a page; never of a number, by which nothing else is meant."""
    is_whole = form.is_first and not (slice.after or slice.before or slice.is_cut)
    return is_whole and len(slice.lines) < ON_A_PAGE and not parse_number(form.query.text)


def _offers(form, rows, rest):
    """Filters that would leave something and are not chosen already."""
    found, (_counted_at, totals) = [], counters.totals()
    for kind, keys in rows.items():
        for key in keys:
            value, row = next((value, row) for value, row in form.fields[kind].rows.items() if row.pk == key)
            count = (
                public_by_district().get(key, Nearby()).count if kind == "district" else totals.number(**{kind: key})
            )
            if count and form.filters[kind] != row:
                label = str(SENTENCES[kind]) % {"name": reading(row), "count": count}
                inside = board_address(**{kind: value, "q": rest}) if rest else ""
                found.append(Offer(kind, str(row), label, board_address(**{kind: value}), inside))
    return found
