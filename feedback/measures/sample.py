"""The measures of the sample: what was done about its suggestions, by the verbs; one is a draft that waits."""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from feedback.commitments.models import Commitment
from feedback.measures import verbs
from feedback.measures.models import Measure
from feedback.measures.rules import EvidenceKind
from feedback.models import Category, District, Suggestion, Unit
from feedback.sample.days import moment
from feedback.sample.parts import sample_part
from reports.models import Figure, Section

YEAR = 2021  # of the report whose sections and figures are named


@sample_part(78)
def load_measures(cast, now):
    """After the promises, which some of them keep, and before the notices, which are all sent then."""
    for place, row in enumerate(entries()):
        _load(row, cast, place, now)


def entries():
    return tomllib.loads((Path(__file__).parent / "sample.toml").read_text(encoding="utf-8"))["measure"]


def _load(row, cast, place, now):
    done_on = row.get("done_on") or timezone.localdate(now) - timedelta(days=row["days_ago"])
    unit = Unit.objects.get(name=row["unit"])
    measure = Measure(
        title=row["title"], body=row["body"], unit=unit, done_on=done_on, is_sample=True,
        category=Category.objects.get(name=row["category"]), section=_section(row.get("section")),
        district=District.objects.get(name=row["district"]) if "district" in row else None,
        commitment=_promise(row.get("promise")),
    )  # fmt: skip
    drafted_at = min(moment(done_on + timedelta(days=1), place), now - timedelta(hours=3))
    verbs.draft(measure, [_suggestion(words) for words in row["about"]], by=cast.handler(unit), now=drafted_at)
    _prove(measure, row)
    if not row.get("is_draft"):
        published_at = min(drafted_at + timedelta(days=1), now - timedelta(hours=1))
        verbs.publish(measure, measure.revision, by=cast.reviewer(unit), now=published_at)


def _prove(measure, row):
    if "link" in row:
        measure.evidence.create(kind=EvidenceKind.LINK, label=row["link_label"], url=row["link"])
    if "figure" in row:
        figure = Figure.objects.filter(section__report__year=YEAR, name=row["figure"]).order_by("pk").first()
        measure.evidence.create(kind=EvidenceKind.FIGURE, label=row["figure_label"], figure=figure)


def _suggestion(words):
    """The one of the sample whose title begins so."""
    return Suggestion.objects.get(title__startswith=words)


def _section(words):
    return Section.objects.get(report__year=YEAR, heading__contains=words) if words else None


def _promise(words):
    """The promise whose sentence says so; none where no promises were loaded."""
    return Commitment.objects.get(sentence__contains=words) if words and Commitment.objects.exists() else None
