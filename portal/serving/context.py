"""What every template knows of the site, in the words and the script of the page."""

from typing import NamedTuple

from django.conf import settings

from portal.reading.readers import converted, english_or


class Site(NamedTuple):
    name: str
    bureau: str
    hotline: str
    hotline_hours: str
    url: str
    organiser: str
    contact: str
    logo: str
    icp_number: str
    police_number: str
    identifier: str
    footer_lines: tuple

    @property
    def police_digits(self):
        """By which the register of the police finds the site."""
        return "".join(character for character in self.police_number if character.isdecimal())


def site(request):
    return {
        "site": Site(
            name=converted(english_or(settings.SITE_NAME, settings.SITE_NAME_EN)),
            bureau=converted(english_or(settings.BUREAU_NAME, settings.BUREAU_NAME_EN)),
            hotline=settings.HOTLINE,
            hotline_hours=converted(english_or(settings.HOTLINE_HOURS, settings.HOTLINE_HOURS_EN)),
            url=settings.SITE_URL,
            organiser=converted(english_or(settings.ORGANISER, settings.ORGANISER_EN)),
            contact=converted(english_or(settings.CONTACT, settings.CONTACT_EN)),
            logo=settings.LOGO,
            icp_number=settings.ICP_NUMBER,
            police_number=settings.POLICE_NUMBER,
            identifier=settings.SITE_IDENTIFIER,
            footer_lines=tuple(converted(line) for line in english_or(settings.FOOTER_LINES, settings.FOOTER_LINES_EN)),
        )
    }
