"""What search engines are told there is to read. Each page names its own addresses in the other languages."""

from django.contrib.sitemaps import views
from django.urls import reverse

from portal.frame import SITEMAP_PAGES, SITEMAPS, Sitemap
from portal.serving.pages import for_everybody


class Pages(Sitemap):
    section = "pages"

    def items(self):
        return list(SITEMAP_PAGES)

    def location(self, page):
        return reverse(page.name)


def sections():
    """{what stands in its address: sitemap}, the pages first, then the lists in their order."""
    return {sitemap.section: sitemap for sitemap in (Pages, *SITEMAPS)}


@for_everybody
def index(request):
    return views.index(request, sections(), sitemap_url_name="site_map_part")


@for_everybody
def part(request, section):
    return views.sitemap(request, sections(), section)
