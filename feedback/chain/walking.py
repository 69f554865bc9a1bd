"""From one end to all that hangs together with it: report, promise, measure, suggestion, answer, rating."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Q

from feedback.chain.ends import Kind, public_figures, public_replies, public_sections
from feedback.commitments.models import Commitment
from feedback.measures.models import Measure
from feedback.models import Rating, Suggestion
from feedback.rules.counted.ratings import Ratings, said_with

MOST = 20  # of each kind


@dataclass
class Chain:
    """The rows of each kind that everybody may read, at most MOST of each.

    Of suggestions, `released` is how many are public and `hidden` how many more are only counted; `ratings` counts
    those that are public, all of them.
    """

    sections: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    commitments: list = field(default_factory=list)
    measures: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    released: int = 0
    hidden: int = 0
    replies: list = field(default_factory=list)
    ratings: Ratings = field(default_factory=Ratings)


def walked(end):
    """The `Chain` of an `End`, in the same number of queries however long it is."""
    chain = Chain()
    chain.measures = list(Measure.objects.public().filter(_measures(end)).distinct().in_order().for_page()[:MOST])
    promised = Commitment.objects.public().filter(_commitments(end, chain.measures)).distinct()
    chain.commitments = list(promised.select_related("section__report", "reply").order_by("pk")[:MOST])
    chain.sections = _sections_of(end, chain)
    chain.figures = _figures_of(end, chain.measures)
    keys = _answer(chain, end)
    _rate(chain, keys)
    return chain


def _measures(end):
    row = end.row
    return {
        Kind.SECTION: lambda: Q(section=row) | Q(commitment__in=Commitment.objects.public().filter(section=row)),
        Kind.FIGURE: lambda: Q(evidence__figure=row),
        Kind.COMMITMENT: lambda: Q(commitment=row),
        Kind.MEASURE: lambda: Q(pk=row.pk),
        Kind.SUGGESTION: lambda: _of_suggestion(row),
        Kind.REPLY: lambda: _of_suggestion(row.suggestion),
    }[end.kind]()


def _family(suggestion):
    """It and the main one whose answer it has."""
    return {suggestion.pk, suggestion.main_id or suggestion.pk}


def _of_suggestion(suggestion):
    whose = _family(suggestion)
    promised = Commitment.objects.public().filter(reply__suggestion__in=whose)
    return Q(links__suggestion__in=whose) | Q(commitment__in=promised)


def _commitments(end, measures):
    own = {
        Kind.SECTION: lambda: Q(section=end.row),
        Kind.FIGURE: Q,
        Kind.COMMITMENT: lambda: Q(pk=end.row.pk),
        Kind.MEASURE: Q,
        Kind.SUGGESTION: lambda: Q(reply__suggestion__in=_family(end.row)),
        Kind.REPLY: lambda: Q(reply__suggestion=end.row.suggestion_id),
    }[end.kind]()
    return own | Q(pk__in=[measure.commitment_id for measure in measures if measure.commitment_id])


def _sections_of(end, chain):
    keys = {row.section_id for row in (*chain.measures, *chain.commitments) if row.section_id}
    if end.kind == Kind.SECTION:
        keys.add(end.row.pk)
    if end.kind == Kind.FIGURE:
        keys.add(end.row.section_id)
    return list(public_sections().filter(pk__in=keys).order_by("report__year", "order")[:MOST])


def _figures_of(end, measures):
    shown = Q(evidence__measure__in=[measure.pk for measure in measures])
    if end.kind == Kind.FIGURE:
        shown |= Q(pk=end.row.pk)
    figures = public_figures().filter(shown).distinct()
    return list(figures.order_by("section__report__year", "section__order", "order")[:MOST])


def _answer(chain, end):
    """Fill in the suggestions and the answers to them; returns what is known of each that is public."""
    behind = Q(measure_links__measure__in=[measure.pk for measure in chain.measures])
    behind |= Q(pk__in=[commitment.reply.suggestion_id for commitment in chain.commitments if commitment.reply])
    if end.kind in (Kind.SUGGESTION, Kind.REPLY):
        behind |= Q(pk=end.row.pk if end.kind == Kind.SUGGESTION else end.row.suggestion_id)
    columns = ("pk", "public_title", "main", "main__public_title", "first_replied_at", "main__first_replied_at")
    facts = list(Suggestion.objects.filter(behind).order_by("-received_at", "-pk").distinct().values(*columns))
    public = [fact for fact in facts if fact["public_title"] and fact["main__public_title"] != ""]
    chain.released, chain.hidden = len(public), len(facts) - len(public)
    shown = [fact["pk"] for fact in public[:MOST]]
    if end.kind == Kind.SUGGESTION and end.row.pk not in shown:
        shown.append(end.row.pk)
    chain.lines = Suggestion.objects.filter(pk__in=shown).for_list().lines()
    whose = {key for fact in public if fact["pk"] in shown for key in (fact["pk"], fact["main"]) if key}
    chain.replies = list(
        public_replies()
        .filter(suggestion__in=whose)
        .select_related("suggestion")
        .order_by("-approved_at", "-pk")[:MOST]
    )
    return public


def _rate(chain, public):
    given = Rating.objects.filter(suggestion__in=[fact["pk"] for fact in public]).facts()
    ratings = {}
    for key, rating in given:
        ratings.setdefault(key, []).append(rating)
    said = Counter()
    for fact in public:
        was_answered = bool(fact["first_replied_at"] or fact["main__first_replied_at"])
        said.update(said_with(ratings.get(fact["pk"], ()), was_answered=was_answered))
    chain.ratings = Ratings(dict(said))
