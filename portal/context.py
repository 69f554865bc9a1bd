"""What every template knows of the site, in the script of the page."""

from typing import NamedTuple

from django.conf import settings

from portal.reading import converted


class Site(NamedTuple):
    name: str
    bureau: str
    hotline: str
    hotline_hours: str
    footer_lines: tuple
    url: str


def site(request):
    return {
        "site": Site(
            name=converted(settings.SITE_NAME),
            bureau=converted(settings.BUREAU_NAME),
            hotline=settings.HOTLINE,
            hotline_hours=converted(settings.HOTLINE_HOURS),
            footer_lines=tuple(converted(line) for line in settings.FOOTER_LINES),
            url=settings.SITE_URL,
        )
    }
