"""Where talks are announced beside their own pages: the first page, campaigns, units, the map, the calendar."""

from django.utils.translation import pgettext_lazy

from feedback.rounds.calendar import own_entries
from feedback.talks import listing
from feedback.talks.entry import entry
from feedback.talks.models import Talk
from portal.frame import (
    CAMPAIGN_PAGE,
    CAMPAIGNS_PAGE,
    FIRST_PAGE,
    MAP_PAGES,
    SITEMAP_PAGES,
    SITEMAPS,
    UNIT_PAGE,
    Page,
    Sitemap,
)

talks = Page("talk_list", pgettext_lazy("several", "在線懇談"))

SITEMAP_PAGES.add(42, talks)
MAP_PAGES["suggestions"].add(38, talks)


class Talks(Sitemap):
    section = "talks"

    def items(self):
        return Talk.objects.published().select_related("campaign")


SITEMAPS.add(35, Talks)


@FIRST_PAGE.block(15, "talks/_home.html")
def near_talks(now):
    return {"talks": listing.at_home(now)}


@CAMPAIGNS_PAGE.block(10, "talks/_of_campaigns.html")
def talks_to_come(now):
    running, coming = listing.shown_now(now)
    return {"talks": running + coming}


@CAMPAIGN_PAGE.block(5, "talks/_of_campaign.html")
def talk_of_campaign(campaign, now):
    talk = Talk.objects.filter(pk=campaign.pk).for_page().first() if campaign.talk_on else None
    return {"talks": listing.listed([talk], now) if talk else []}


@UNIT_PAGE.block(10, "talks/_of_unit.html")
def talks_of_unit(unit, now):
    return {"talks": listing.of_unit(unit, now)}


@own_entries
def hours_of_talks(campaigns):
    changed = {campaign.pk: campaign for campaign in campaigns if campaign.talk_on}
    talks = Talk.objects.filter(pk__in=changed).for_page() if changed else []
    return {
        talk.pk: [entry(talk, changed_at=campaign.changed_at, sequence=max(campaign.changes - 1, 0))]
        for talk in talks
        if (campaign := changed[talk.pk])
    }
