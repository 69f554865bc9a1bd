"""What talks put into the frame."""

from feedback.records.erasing import desk_pages, holds_words, pages_of
from feedback.talks import announced, checks, ledger, touching  # noqa: F401  they make themselves known
from feedback.talks.asking import shown as _asking  # noqa: F401  its blocks
from feedback.talks.moderating import ends  # noqa: F401  as above
from feedback.talks.record import numbers
from feedback.talks.record import shown as record
from portal.frame import TALK_PAGE

# Whatever section speaks of it: nobody can tell its words from those of the others in there.
holds_words("talks.TranscriptPart", "questions", empty=("heading",), told=("body",))


@desk_pages
def of_question(suggestion):
    """Where it is moderated, and where its caller is called back."""
    talk = pages_of("talks_talk", suggestion.campaign_id)
    return [f"{talk}{way}/{suggestion.pk}/" for way in ("stage", "calls")]


TALK_PAGE.block(30, "talks/_numbers.html")(numbers.shown)
TALK_PAGE.block(40, "talks/_record.html")(record.on_the_page)
TALK_PAGE.block(50, "talks/_transcript.html")(record.transcript)
