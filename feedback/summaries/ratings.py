"""What a summary says of ratings: the last word and the first of each receipt, who said nothing, how low ones ended."""

from django.utils.translation import override

from feedback.office.levels import level_names
from feedback.rules.counted.statistics import share
from feedback.rules.counted.tally import percent
from portal.reading.readers import apart

UNDECIDED = "open"  # stands for the outcome of a low rating that has none yet


def of_ratings(ratings):
    """{key: number} of `feedback.rules.counted.ratings.Ratings`."""
    final, first, lows = ratings.final, ratings.first, ratings.lows
    numbers = {
        "answered": ratings.replied, "rated": final.rated, "not_rated": ratings.not_rated, "staffed": final.staffed,
        "content": final.content, "first_content": first.content, "asked": final.asked, "lows": sum(lows.values()),
    }  # fmt: skip
    coded = {
        "level": final.levels,
        "first_level": first.levels,
        "solved": final.solved,
        "low": {outcome or UNDECIDED: number for outcome, number in lows.items()},
    }
    for kind, counts in coded.items():
        numbers |= {f"{kind}:{code}": number for code, number in counts.items() if number}
    if final.rated:
        numbers["content_rate"] = percent(share(final.content, final.rated))
        numbers["first_content_rate"] = percent(share(first.content, first.rated))
    return numbers


def names_of_levels(campaign):
    """{key of a level: [its name, its English name]} in the order in which `campaign` offers them, older ones last."""
    with apart(wants_original=False):
        in_each = [_shown(campaign, language) for language in ("zh-hant", "en")]
    return {f"level:{code}": [names[code] for names in in_each] for code in in_each[0]}


def _shown(campaign, language):
    with override(language):
        return {level.code: level.name for level in level_names(campaign.scale)}
