"""What every template knows of the site, in the words and the script of the page."""

from typing import NamedTuple

from django.conf import settings

from portal.reading.readers import converted, english_or


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
            name=converted(english_or(settings.SITE_NAME, settings.SITE_NAME_EN)),
            bureau=converted(english_or(settings.BUREAU_NAME, settings.BUREAU_NAME_EN)),
            hotline=settings.HOTLINE,
            hotline_hours=converted(english_or(settings.HOTLINE_HOURS, settings.HOTLINE_HOURS_EN)),
            footer_lines=tuple(converted(line) for line in english_or(settings.FOOTER_LINES, settings.FOOTER_LINES_EN)),
            url=settings.SITE_URL,
        )
    }
