"""What the reports put into the frame of the site."""

from django.utils.translation import gettext_lazy as _

from portal.frame import FIRST_PAGE, MAP, MENU, SITEMAP_PAGES, SITEMAPS, Page, Sitemap
from reports import ledger  # noqa: F401  writes what is published
from reports.models import Report

reports = Page("report_list", _("向市民報告"))

MENU.add(10, reports)
SITEMAP_PAGES.add(20, reports)


class Reports(Sitemap):
    section = "reports"

    def items(self):
        return Report.objects.published().newest_first()

    def lastmod(self, report):
        return report.published_at


SITEMAPS.add(20, Reports)


@MAP.block(10, "reports/_map.html")
def published():
    return {"reports": Report.objects.published().newest_first()}


@FIRST_PAGE.block(50, "reports/_home.html")
def latest(now):
    return {"report": Report.objects.published().newest_first().first()}
