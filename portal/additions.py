"""What the portal itself puts into the frame: its pages, on the map and for search engines."""

from django.utils.translation import gettext_lazy as _

from portal.frame import MAP, MAP_PAGES, SITEMAP_PAGES, Page

about = Page("about", _("關於本站"))
privacy = Page("privacy", _("個人信息保護"))
accessibility = Page("accessibility", _("無障礙說明"))

SITEMAP_PAGES.add(80, about)
SITEMAP_PAGES.add(90, privacy)
SITEMAP_PAGES.add(100, accessibility)
SITEMAP_PAGES.add(110, Page("site_map", _("網站地圖")))

MAP_PAGES["site"].add(20, about)
MAP_PAGES["site"].add(30, privacy)
MAP_PAGES["site"].add(40, accessibility)
MAP_PAGES["site"].add(50, Page("comfort_choice", _("大字版")))


@MAP.block(90, "pages/_map_pages.html")
def site():
    return {"section": "site", "heading": _("關於本站"), "pages": MAP_PAGES["site"]}
