"""Every number of a campaign's summary, counted by what the statistics count by: {key: number}, flat, to be kept.

A key is that of the tally (`received`), a code behind its kind (`declined:not_ours`), or a row and what is counted of
it (`category:3:valid`). What there is none of at all, as awards where none were made, has no key.
"""

from django.db import models
from django.utils import timezone

from feedback.awards.models import Award
from feedback.models import Category, District, Suggestion, Unit
from feedback.office.outcomes import decline_reasons, outcomes
from feedback.parts.board_address import board_address
from feedback.records import counters
from feedback.rules.counted import few, statistics
from feedback.rules.counted.tally import days, percent
from feedback.rules.periods import Promptness
from feedback.rules.workflow import Stage
from feedback.summaries.parts import MORE
from feedback.summaries.ratings import names_of_levels, of_ratings

TALLY = ("received", "valid", "handled", "open", "closed", "declined", "merged", "merged_closed", "withdrawn")
KINDS = {"category": Category, "unit": Unit, "district": District}
# Codes whose names administrators keep, by the kind of their keys.
CODES = {"declined": decline_reasons, "outcome": outcomes}
# What is counted of each row; 0 is the key of what belongs to none.
OF_ROWS = ("received", "valid", "handled", "judged", "on_time", "on_time_rate")
NOTHING = 0


def counted(campaign, now):
    """({key: number}, {key of a row, level or code: [its name, its English name]}) of `campaign` at the moment `now`.

    The names are in the order in which a page lists them.
    """
    found = counters.statistics(now, timezone.localdate(now), campaign=campaign.pk)
    numbers = _of_group(found.total)
    numbers |= _coded("declined", declined_by_reason(campaign))
    numbers |= _coded("outcome", found.outcomes) | {"outcomes": sum(found.outcomes.values())}
    numbers |= of_ratings(found.ratings)
    numbers |= _awards(campaign)
    names = names_of_levels(campaign)
    for more in MORE:
        own, named = more(campaign, now)
        numbers |= own
        names |= named
    for kind, model in KINDS.items():
        groups = found.groups[kind]
        rows = {row.pk: row for row in model.objects.filter(pk__in=[key for key in groups if key])}
        for key in [*rows, *([None] if None in groups else [])]:
            numbers |= _of_row(f"{kind}:{key or NOTHING}", groups[key])
            if key:
                names[f"{kind}:{key}"] = [rows[key].name, rows[key].english_name]
    for kind, rows in CODES.items():
        names |= {f"{kind}:{code}": [row.name, row.english_name] for code, row in rows().items()}
    return numbers, names


def declined_by_reason(campaign):
    """{reason: how many} of those that stand declined."""
    rows = Suggestion.objects.filter(campaign=campaign, stage=Stage.DECLINED).order_by()
    return dict(rows.values_list("decline_reason").annotate(count=models.Count("pk")))


def _of_group(group):
    tally = group.tally
    numbers = {name: getattr(tally, name) for name in TALLY}
    numbers |= {
        "unfinished": group.unfinished,
        "judged": group.judged,
        "on_time": group.on_time,
        "late": group.promptness.get(Promptness.LATE, 0),
        "overdue": group.promptness.get(Promptness.OVERDUE, 0),
        "not_yet": group.promptness.get(Promptness.NOT_YET, 0),
        "replied": group.replied,
        "returns": sum(group.returns.values()),
        "returns_judged": group.returns_judged,
        "returns_on_time": group.returns_on_time,
    }
    told = {
        "rate": group.rate if tally.valid else None,
        "on_time_rate": group.on_time_rate,
        "returns_rate": group.returns_on_time_rate,
    }
    numbers |= {key: percent(rate) for key, rate in told.items() if rate is not None}
    if group.replied:
        numbers["median"] = days(statistics.median(group.days))
        numbers["most"] = days(statistics.percentile(group.days, 90))
    return numbers


def _awards(campaign):
    counts = Award.objects.standing().filter(campaign=campaign).counts()
    total = sum(counts.values())
    return _coded("award", counts) | {"awards": total} if total else {}


def _of_row(key, group):
    """Of few there is no rate."""
    rate = few.rate(group.on_time, group.judged)
    of_row = {
        "received": group.tally.received, "valid": group.tally.valid, "handled": group.tally.handled,
        "judged": group.judged, "on_time": group.on_time,
    }  # fmt: skip
    if rate is not None:
        of_row["on_time_rate"] = percent(rate)
    return {f"{key}:{name}": number for name, number in of_row.items()}


def _coded(kind, counts):
    """{kind:code: number} of {code: number}, without zeros."""
    return {
        f"{kind}:{code.value if hasattr(code, 'value') else code}": count for code, count in counts.items() if count
    }


def row_keys(numbers, names, kind):
    """The keys of the rows of a kind, in the order of their names; last, of what belongs to none."""
    keys = [*(key for key in names if key.startswith(f"{kind}:")), f"{kind}:{NOTHING}"]
    return [key for key in keys if f"{key}:received" in numbers]


def address(key, campaign):
    """Where the list behind a number is today; nothing where there is none that holds exactly these."""
    slug = campaign.slug
    if key in statistics_lists():
        return board_address(campaign=slug, tally=key)
    if key in Promptness.values:
        return board_address(campaign=slug, promptness=key)
    kind, _colon, rest = key.partition(":")
    if kind == "declined":
        return board_address(campaign=slug, declined=rest)
    row, _colon, tally = rest.partition(":")
    if kind in KINDS and row != str(NOTHING) and tally in ("received", "valid", "handled"):
        return board_address(campaign=slug, tally=tally, **{kind: row})
    return ""


def statistics_lists():
    """The numbers of the tally behind which the board has a list."""
    return [name for name in TALLY if name != "merged_closed"]
