"""What talks put into the frame."""

from feedback.talks import announced, checks, touching  # noqa: F401  they make themselves known
from feedback.talks.asking import shown as _asking  # noqa: F401  its blocks
from feedback.talks.moderating import ends  # noqa: F401  as above
from feedback.talks.record import numbers
from feedback.talks.record import shown as record
from portal.frame import TALK_PAGE

TALK_PAGE.block(30, "talks/_numbers.html")(numbers.shown)
TALK_PAGE.block(40, "talks/_record.html")(record.on_the_page)
TALK_PAGE.block(50, "talks/_transcript.html")(record.transcript)
