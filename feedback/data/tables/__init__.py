"""The tables of the statistics: what is counted in each, what that means, and the list behind a number."""

from feedback.data.tables import breakdowns, origins, ratings, wholes
from feedback.data.tables.scope import Scope

__all__ = ["BUILDERS", "Scope", "table", "tables"]

# Every table by the name its download has in the address, in the order of the page.
BUILDERS = {
    "summary": wholes.summary,
    "months": breakdowns.months,
    "units": breakdowns.units,
    "promptness": wholes.promptness,
    "working-days": wholes.working_days,
    "categories": breakdowns.categories,
    "districts": breakdowns.districts,
    "outcomes": wholes.outcomes,
    "ratings": ratings.ratings,
    "solved": ratings.solved,
    "lows": ratings.lows,
    "standing": wholes.standing,
    "closings": wholes.closings,
    "campaigns": origins.campaigns,
    "kinds": breakdowns.kinds,
    "channels": origins.channels,
    "returns": wholes.returns,
}


def tables(scope):
    return [build(scope) for build in BUILDERS.values()]


def table(name, scope):
    """One table by its name, a key of `BUILDERS`."""
    return BUILDERS[name](scope)
