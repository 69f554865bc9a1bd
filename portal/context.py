"""What every template knows of the site, in the script of the page."""

from django.conf import settings

from portal.reading import converted


def site(request):
    return {
        "site": {
            "name": converted(settings.SITE_NAME),
            "bureau": converted(settings.BUREAU_NAME),
            "hotline": settings.HOTLINE,
            "hotline_hours": converted(settings.HOTLINE_HOURS),
            "footer_lines": [converted(line) for line in settings.FOOTER_LINES],
            "url": settings.SITE_URL,
        }
    }
