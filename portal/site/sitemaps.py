"""What search engines are told there is to read. Each page names its own addresses in the other languages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import sitemaps
from django.urls import reverse

from feedback.models import Campaign, Suggestion
from reports.models import Report

PAGES = [
    "home", "report_list", "suggestion_list", "campaign_list", "statistics", "suggest_start", "status_lookup", "about",
    "privacy", "accessibility", "site_map",
]  # fmt: skip


class Sitemap(sitemaps.Sitemap):
    """Addresses as the site knows itself, whatever name it was asked by."""

    limit = 50_000

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class Pages(Sitemap):
    def items(self):
        return PAGES

    def location(self, name):
        return reverse(name)


class Reports(Sitemap):
    def items(self):
        return Report.objects.published().newest_first()

    def lastmod(self, report):
        return report.published_at


class Campaigns(Sitemap):
    def items(self):
        return Campaign.objects.newest_first()


class Suggestions(Sitemap):
    """Those whose text was released; a stub has nothing to find."""

    def items(self):
        return Suggestion.objects.for_site_map()


SITEMAPS = {"pages": Pages, "reports": Reports, "campaigns": Campaigns, "suggestions": Suggestions}
