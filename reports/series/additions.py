"""What the figures through the years put into the frame of the site, and what is done when a report is published."""

from django.utils.translation import gettext_lazy as _

from portal.frame import SITEMAP_PAGES, SITEMAPS, Page, Sitemap
from reports.records.publications import at_publish
from reports.series import differences, ledger, verbs  # noqa: F401  `ledger` reads again what is told
from reports.series.models import Series

SITEMAP_PAGES.add(25, Page("figure_index", _("歷年指標")))


class AllSeries(Sitemap):
    section = "figures"

    def items(self):
        return Series.objects.public().order_by("pk")


SITEMAPS.add(22, AllSeries)


@at_publish(10)
def proposed_and_compared(report, by, now):
    verbs.propose(report, by=by, now=now)
    differences.find(Series.objects.filter(points__figure__section__report=report).distinct(), now=now)
