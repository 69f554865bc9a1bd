"""「您說，我們做」: the measures as pages list them, by field and district, and as a table to download."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.measures.models import MeasureSuggestion
from feedback.office.names import names
from feedback.rules.moments import day
from portal.reading.languages import reading

HEADINGS = (
    _("舉措編號"), _("舉措"), _("做了什麼"), _("承辦單位"), _("完成日期"), _("公布日期"), _("領域"), _("區市"),
    _("意見建議（件）"), _("其中內容公開的"), _("「我也遇到」（次）"), _("報告章節"), _("網址"),
)  # fmt: skip


class Choice(NamedTuple):
    label: str
    number: int
    address: str


class Field(NamedTuple):
    """A field with how many measures it has, and the same of each district in it."""

    whole: Choice
    districts: tuple


def dressed(measures):
    """A list of these; what their keys name is in memory."""
    known = names()
    return [known.dress(measure) for measure in measures]


def measures_address(**filters):
    query = urlencode({name: value for name, value in filters.items() if value})
    return reverse("measure_list") + (f"?{query}" if query else "")


def by_place(measures):
    """[`Field`] in the order of the fields; of what belongs to none the last."""
    counted, known = {}, names()
    for category, district, number in measures.by_place():
        counted.setdefault(category, {})[district] = number
    rows = [(pk, known.category[pk]) for pk in known.category if pk in counted]
    return [_field(pk, row, counted[pk], known) for pk, row in rows]


def _field(pk, row, numbers, known):
    districts = tuple(
        Choice(place.shown_name, numbers[key], measures_address(category=pk, district=place.code))
        for key, place in known.district.items()
        if key in numbers
    )
    return Field(Choice(row.shown_name, sum(numbers.values()), measures_address(category=pk)), districts)


def for_table(measures):
    """With the suggestions behind each that everybody may read, and no text of any."""
    released = MeasureSuggestion.objects.exclude(suggestion__public_title="").select_related("suggestion")
    columns = released.only("measure", "suggestion__year", "suggestion__sequence")
    return measures.with_numbers().for_page().prefetch_related(Prefetch("links", columns, to_attr="released"))


def headings():
    return [str(heading) for heading in HEADINGS]


def cells(measure):
    section = measure.shown_section
    return [
        measure.pk, reading(measure.title), reading(measure.body), reading(measure.unit), measure.done_on,
        day(measure.published_at),
        *(reading(row) if row else "" for row in (measure.category, measure.district)),
        measure.suggestion_count, gettext("、").join(link.suggestion.number for link in measure.released),
        measure.support_count, f"{section.report.year} {reading(section.label)}" if section else "",
        f"{settings.SITE_URL}{measure.get_absolute_url()}",
    ]  # fmt: skip
