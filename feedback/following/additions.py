"""What following puts into the frame of the site: its page, and the way to it from what can be followed."""

from django.utils.translation import gettext_lazy as _

from feedback.following import ledger, news, stopping, talks  # noqa: F401  they make themselves known
from feedback.following.news import is_by_mail
from feedback.following.subjects import Subject
from feedback.rules.workflow import UNANSWERED_STAGES
from feedback.talks.listing import answered_in_full
from portal.frame import CAMPAIGN_PAGE, MAP_PAGES, SITEMAP_PAGES, SUGGESTION_PAGE, SUPPORT_PAGE, TALK_PAGE, Page

follow = Page("follow", _("關注"))

SITEMAP_PAGES.add(75, follow)
MAP_PAGES["site"].add(15, follow)


@SUGGESTION_PAGE.block(40, "following/_link.html")
def follow_suggestion(suggestion, now):
    return {
        "subject": Subject("suggestion", suggestion),
        "has_answer_to_come": is_by_mail() and suggestion.stage in UNANSWERED_STAGES,
    }


@CAMPAIGN_PAGE.block(95, "following/_link.html")
def follow_campaign(campaign, now):
    return {"subject": Subject("campaign", campaign)}


@TALK_PAGE.block(60, "following/_talk.html")
def follow_talk(talk, now):
    """Who has nothing more to hear is offered no mail: neither before it nor once all is answered."""
    is_over = now >= talk.ends_at
    return {
        "talk": talk,
        "is_over": is_over,
        "has_reminder": is_by_mail() and not (is_over and answered_in_full(now).filter(pk=talk.pk).exists()),
        "subject": Subject("campaign", talk.campaign),
    }


@SUPPORT_PAGE.block(10, "following/_hear_the_answer.html")
def hear_the_answer(suggestion):
    """What is sent with it names the suggestion and the address: nothing of this browser goes along."""
    return {"is_by_mail": is_by_mail(), "subject": Subject("suggestion", suggestion)}
