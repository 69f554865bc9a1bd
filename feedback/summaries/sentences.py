"""The numbers of a summary as what stands in the places of its sentences, in the language that is spoken."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from feedback.awards.rules import Grade
from feedback.ballots.counted.tally import NO_SCORE
from feedback.rules.ratings import RatingOutcome, Solved
from feedback.summaries import numbers as counting
from feedback.summaries.ratings import UNDECIDED
from feedback.summaries.rules import Piece, Place, sentence
from portal.reading.readers import english_or

LANGUAGES = {"zh": "zh-hant", "en": "en"}
ALL = {"zh": "全部", "en": "all"}
# Places that are one number, by its key.
KEYS = {
    Place.RECEIVED: "received",
    Place.VALID: "valid",
    Place.HANDLED: "handled",
    Place.HANDLED_RATE: "rate",
    Place.UNFINISHED: "unfinished",
    Place.OPEN: "open",
    Place.CLOSED: "closed",
    Place.MERGED: "merged",
    Place.MERGED_CLOSED: "merged_closed",
    Place.DECLINED: "declined",
    Place.WITHDRAWN: "withdrawn",
    Place.JUDGED: "judged",
    Place.ON_TIME: "on_time",
    Place.ON_TIME_RATE: "on_time_rate",
    Place.LATE: "late",
    Place.OVERDUE: "overdue",
    Place.RETURNS: "returns_judged",
    Place.RETURNS_ON_TIME: "returns_on_time",
    Place.REPLIED: "outcomes",
    Place.ANSWERED: "answered",
    Place.RATED: "rated",
    Place.NOT_RATED: "not_rated",
    Place.CONTENT: "content",
    Place.CONTENT_RATE: "content_rate",
    Place.FIRST_CONTENT: "first_content",
    Place.STAFFED: "staffed",
    Place.ASKED: "asked",
    Place.LOWS: "lows",
    Place.AWARDS: "awards",
    Place.SEATS: "seats",
    Place.VOTED: "voted",
    Place.TURNOUT: "turnout",
}
# A sentence of nothing is not said: of these places 0 is as good as no number.
SAID_OF_SOME = {
    Place.RETURNS, Place.REPLIED, Place.ANSWERED, Place.RATED, Place.ASKED, Place.LOWS, Place.JUDGED, Place.SEATS,
}  # fmt: skip
# Places that list codes, each with its number: kind of the keys, names of the codes in their order.
CODED = {
    Place.SOLVED: ("solved", [code for code in Solved if code != Solved.NOT_ASKED]),
    Place.LOW_OUTCOMES: ("low", RatingOutcome),
    Place.GRADES: ("award", Grade),
}
# The same, of codes whose names administrators keep.
NAMED = {Place.REASONS: "declined", Place.OUTCOMES: "outcome"}
LEVELS = {Place.LEVELS: "level", Place.FIRST_LEVELS: "first_level"}
ROWS = {Place.CATEGORIES: "category", Place.UNITS: "unit", Place.DISTRICTS: "district"}


def sentences(templates, language, campaign, numbers, names, now):
    """The sentences that can be said in `zh` or `en`, each a list of `Piece`, of rows of `SummaryTemplate`."""
    with override(LANGUAGES[language]):
        values = places(language, campaign, numbers, names, now)
    texts = [template.words(language) for template in templates]
    found = [sentence(text, instead, values) for text, instead in texts if text]
    return [one for one in found if one]


def places(language, campaign, numbers, names, now):
    """{Place: its pieces, or None where there is nothing to say}, in that language."""
    values = {place: _number(numbers, key, place) for place, key in KEYS.items()}
    for place, (kind, codes) in CODED.items():
        values[place] = _listed(labelled(kind, codes), numbers, in_times=kind == "low")
    for place, kind in NAMED.items():
        values[place] = _listed(named(kind, names), numbers)
    for place, kind in LEVELS.items():
        values[place] = _listed(levels(kind, names), numbers)
    for place, kind in ROWS.items():
        rows = counting.row_keys(numbers, names, kind)
        values[place] = _listed([(label_of(key, names), f"{key}:received") for key in rows], numbers)
    values[Place.SCORES] = _scores(numbers, names)
    is_all = numbers["valid"] and numbers["handled"] == numbers["valid"]
    values[Place.ALL] = [Piece(ALL[language], "handled")] if is_all else None
    values[Place.CAMPAIGN] = [Piece(campaign.shown_name)]
    values[Place.AS_OF] = [Piece(date_format(timezone.localdate(now), "DATE_FORMAT"))]
    return values


def scores(names):
    """[(label, key)] of what the ballot scores."""
    return [(label_of(key, names), key) for key in names if key.startswith("score:")]


def _scores(numbers, names):
    """「全局工作 85.20 分，……」 of what has a score; None before the votes are counted, or where too few voted."""
    before, _mark, after = gettext("%(label)s %(score)s 分").partition("%(score)s")
    told = []
    for label, key in scores(names):
        if numbers.get(key, NO_SCORE) != NO_SCORE:
            told += [Piece(gettext("，"))] if told else []
            told += [Piece(before % {"label": label}), Piece(numbers[key], key), Piece(after)]
    return told or None


def labelled(kind, codes):
    """[(label, key)] of all codes of a kind."""
    open_ones = [(gettext("還沒有結果"), f"low:{UNDECIDED}")] if kind == "low" else []
    return [(code.label, f"{kind}:{code.value}") for code in codes] + open_ones


def named(kind, names):
    """The same of codes whose names administrators keep: what was frozen goes by the names of then."""
    return [(label_of(key, names), key) for key in names if key.startswith(f"{kind}:")]


def levels(kind, names):
    """The same of the levels, of the last word or of the first."""
    return [(label_of(key, names), f"{kind}:{key.partition(':')[2]}") for key in names if key.startswith("level:")]


def _number(numbers, key, place):
    number = numbers.get(key)
    return None if number is None or (not number and place in SAID_OF_SOME) else [Piece(str(number), key)]


def _listed(pairs, numbers, *, in_times=False):
    """「不屬於公安機關職責 2 件，……」 of [(label, key)]; None where there is none of any."""
    sentence = gettext("%(label)s %(count)s 次") if in_times else gettext("%(label)s %(count)s 件")
    before, _mark, after = sentence.partition("%(count)s")
    told = []
    for label, key in pairs:
        if numbers.get(key):
            told += [Piece(gettext("，"))] if told else []
            told += [Piece(before % {"label": label}), Piece(str(numbers[key]), key), Piece(after)]
    return told or None


def label_of(key, names):
    """The name of a row, or what stands for none."""
    kind, _colon, row = key.partition(":")
    if row == str(counting.NOTHING):
        nameless = {
            "category": gettext("領域待定"), "unit": gettext("沒有承辦單位"), "district": gettext("不限或不清楚"),
        }  # fmt: skip
        return nameless[kind]
    return english_or(*names[key])
