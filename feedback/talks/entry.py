"""A talk as an entry of a calendar."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from feedback.parts.calendars import Hours
from portal.reading.languages import reading


def entry(talk, *, changed_at, sequence):
    """The talk at its hours; postponed, it is the same entry with a higher `sequence`."""
    return Hours(
        key=f"talk-{talk.pk}",
        title=reading(talk.campaign),
        starts_at=talk.starts_at,
        ends_at=talk.ends_at,
        changed_at=changed_at or talk.questions_open_at,
        url=talk.get_absolute_url(),
        description=_described(talk),
        place=reading(talk.place),
        sequence=sequence,
    )


def _described(talk):
    """Who answers, how to ask, and where to watch: a line for each that there is."""
    lines = [gettext("主辦單位：%(unit)s") % {"unit": reading(talk.unit)}]
    if talk.takes_web:
        opens_at = date_format(timezone.localtime(talk.questions_open_at), "DATETIME_FORMAT")
        lines.append(gettext("網上提問：%(moment)s起") % {"moment": opens_at})
    if talk.hotline:
        lines.append(gettext("熱線電話：%(number)s") % {"number": talk.hotline})
    if talk.broadcast_url:
        lines.append(gettext("直播：%(address)s") % {"address": talk.broadcast_url})
    return "\n".join(lines)
