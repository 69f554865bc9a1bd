"""What suggestions and campaigns put into the frame of the site; the statistics are an app of their own."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feedback.districts import drawing
from feedback.models import Campaign, District, Suggestion, Unit
from portal.frame import FIGURE_PAGE, FIRST_PAGE, MAP, MAP_PAGES, MENU, SITEMAP_PAGES, SITEMAPS, Page, Sitemap

LATEST = 5

home = Page("home", _("首頁"))
board = Page("suggestion_list", _("看建議"))
suggest = Page("suggest_start", _("提建議"))
status = Page("status_lookup", _("查進度"))
districts = Page("district_list", _("我身邊的"))
units = Page("unit_list", _("誰在辦"))
campaigns = Page("campaign_list", pgettext_lazy("several", "活動"))

MENU.add(20, board)
MENU.add(30, suggest)
MENU.add(40, status)
MENU.add(60, campaigns)

SITEMAP_PAGES.add(10, home)
SITEMAP_PAGES.add(30, board)
SITEMAP_PAGES.add(34, districts)
SITEMAP_PAGES.add(36, units)
SITEMAP_PAGES.add(40, campaigns)
SITEMAP_PAGES.add(60, suggest)
SITEMAP_PAGES.add(70, status)

MAP_PAGES["suggestions"].add(10, suggest)
MAP_PAGES["suggestions"].add(20, status)
MAP_PAGES["suggestions"].add(30, board)
MAP_PAGES["suggestions"].add(34, districts)
MAP_PAGES["suggestions"].add(36, units)
MAP_PAGES["site"].add(10, home)


class Campaigns(Sitemap):
    section = "campaigns"

    def items(self):
        return Campaign.objects.published().without_talks().newest_first()


class Suggestions(Sitemap):
    """Those whose text was released; a stub has nothing to find."""

    section = "suggestions"

    def items(self):
        return Suggestion.objects.for_site_map()


class Districts(Sitemap):
    section = "districts"

    def items(self):
        return District.objects.all()


class Units(Sitemap):
    section = "units"

    def items(self):
        return Unit.objects.all()


SITEMAPS.add(30, Campaigns)
SITEMAPS.add(40, Suggestions)
SITEMAPS.add(50, Districts)
SITEMAPS.add(60, Units)


@MAP.block(20, "pages/_map_pages.html")
def about_suggestions():
    return {"section": "suggestions", "heading": _("聽市民意見"), "pages": MAP_PAGES["suggestions"]}


@MAP.block(30, "campaigns/_map_campaigns.html")
def every_campaign():
    return {"campaigns": Campaign.objects.published().without_talks().newest_first()}


@FIRST_PAGE.block(20, "campaigns/_home_running.html")
def running(now):
    today = timezone.localdate(now)
    return {"running": Campaign.objects.running(today).without_talks().prefetch_related("phases"), "today": today}


# At 40 will stand what citizens brought about.
@FIRST_PAGE.block(30, "board/_home_replies.html")
def latest_replies(now):
    return {"latest_replied": Suggestion.objects.latest_replied()[:LATEST].lines()}


@FIRST_PAGE.block(60, "districts/_home_map.html")
def near_me(now):
    return {"map": drawing.of_the_city()}


@FIGURE_PAGE.block(10, "board/_figure_suggestions.html")
def speaking_of(figures):
    name = figures[0].name
    return {"name": name, "similar": Suggestion.objects.similar(name)}
