"""What asking puts into other pages: the way in on the page of a talk, and the talk on the pages of a question."""

from feedback.talks.asking import ways
from feedback.talks.models import Talk
from portal.frame import STATUS_PAGE, SUGGESTION_WORDS, TALK_HEAD


@TALK_HEAD.block(20, "talks/_ask.html")
def asking(talk, now):
    return {
        "talk": talk,
        "is_open": talk.takes_questions(now),
        "why": ways.why_not(talk, now),
        "is_coming": ways.takes_calls(talk, now),
    }


@STATUS_PAGE.block(5, "talks/_talk_of.html")
@SUGGESTION_WORDS.block(20, "talks/_talk_of.html")
def talk_of(suggestion, now):
    """Nothing for what was not asked in a talk."""
    if not suggestion.talk_on:
        return {"talk": None}
    return {"talk": Talk.objects.published().for_page().filter(pk=suggestion.campaign_id).first()}
