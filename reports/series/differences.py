"""數字不一致: found whenever points or a report change, told to the desk, and to the public by a person's decision."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.serving import generation
from reports.series import ledger
from reports.series.log import log
from reports.series.models import Difference, Part, Point, Series
from reports.series.reading import readings_of
from reports.series.rules import Comparison, by_year, comparisons, summed, told_words


class SeriesRefused(Exception):
    """It cannot be done; the message is a sentence for the person who tried."""


def found_in(readings, breaks, parts=()):
    """{(key of figure, kind): Comparison or Sum} of one series; `parts` are the readings of each of its parts."""
    changes = {(one.told.about.pk, Difference.Kind.CHANGE): one for one in comparisons(readings, breaks) if one.differs}
    totals = {(one.whole.about.pk, Difference.Kind.SUM): one for one in sums(readings, parts) if one.differs}
    return changes | totals


def as_kept(found):
    """(told, computed) of what was found, as it is written down: in digits, in no language."""
    told = found.told if isinstance(found, Comparison) else found.whole
    return told_words(told), found.words


def sums(readings, parts):
    """What the parts come to in each year in which all are exact."""
    values = [by_year(part) for part in parts]
    return [
        total
        for year, whole in by_year(readings).items()
        if (total := summed(whole, [part.get(year) for part in values])) is not None
    ]


def find(series, *, now):
    """Look through these series, and through those they are parts of, and write down what does not agree.

    All that is confirmed counts, drafts too: the desk is told before the public reads it. What agrees by now stands no
    more; what a person said of it is kept.
    """
    keys = {one.pk for one in series}
    keys |= set(Part.objects.filter(part__in=keys).values_list("whole", flat=True))
    parts = {}
    for whole, part in Part.objects.filter(whole__in=keys).values_list("whole", "part"):
        parts.setdefault(whole, []).append(part)
    points = Point.objects.confirmed().filter(series__in=keys.union(*parts.values()))
    readings = readings_of(points.in_order().with_place())
    found = {}
    for one in Series.objects.filter(pk__in=keys).prefetch_related("breaks"):
        breaks = [each.year for each in one.breaks.all()]
        of_parts = [readings.get(part, []) for part in parts.get(one.pk, ())]
        for place, new in found_in(readings.get(one.pk, []), breaks, of_parts).items():
            found[place] = one.pk, *as_kept(new)
    _write(keys, found, now)


def _write(keys, found, now):
    """Keep what was `found` of these series, {(figure, kind): (series, told, computed)}, beside what is known."""
    figures = [figure for figure, _kind in found]
    known = Difference.objects.select_for_update().filter(Q(series__in=keys) | Q(figure__in=figures))
    rows = {(one.figure_id, one.kind): one for one in known}
    for place, row in rows.items():
        if place in found:
            continue
        if row.decided_at:
            row.is_standing = False
            row.save()
        else:
            row.delete()
    for (figure, kind), (series, told, computed) in found.items():
        row = rows.get((figure, kind)) or Difference(figure_id=figure, kind=kind)
        if (row.told, row.computed) != (told, computed):  # new, or another one than was decided on
            if row.is_public:
                ledger.write(row, timezone.localdate(now), kind="difference_end")
            row.told, row.computed, row.found_at = told, computed, now
            row.decided_at, row.decided_by, row.is_public = None, None, False
        row.series_id, row.is_standing = series, True
        row.save()


@generation.publishing()
def publish(difference, note, *, by, now):
    """Say to everybody that the two do not agree, and why: `note` is public."""
    _decide(difference, note, True, by=by, now=now)
    ledger.write(difference, now)
    log(by, [difference.series], _("公開說明數字不一致：%(note)s"), note=note)
    generation.bump()


@generation.publishing()
def set_aside(difference, note, *, by, now):
    """Write down that nothing is to be said of it, and why; the note stays among staff."""
    was_public = Difference.objects.select_for_update().get(pk=difference.pk).is_public
    if was_public:
        ledger.write(difference, now, kind="difference_end")
    _decide(difference, note, False, by=by, now=now)
    log(by, [difference.series], _("數字不一致不另作說明：%(note)s"), note=note)
    if was_public:
        generation.bump()


def _decide(difference, note, is_public, *, by, now):
    difference = Difference.objects.select_for_update().get(pk=difference.pk)
    if not difference.is_standing:
        raise SeriesRefused(gettext("這處數字現在已經一致，不用再說明。"))
    if not note.strip():
        raise SeriesRefused(gettext("請用一句話寫明原因。"))
    difference.note, difference.is_public = note, is_public
    difference.decided_at, difference.decided_by = now, by
    difference.save()
