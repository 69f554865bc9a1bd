"""What every template knows of the site."""

from django.conf import settings


def site(request):
    return {
        "site": {
            "name": settings.SITE_NAME,
            "bureau": settings.BUREAU_NAME,
            "hotline": settings.HOTLINE,
            "hotline_hours": settings.HOTLINE_HOURS,
            "footer_lines": settings.FOOTER_LINES,
            "url": settings.SITE_URL,
        }
    }
