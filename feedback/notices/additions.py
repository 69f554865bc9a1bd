"""What notices put into the frame of the site, beside the tasks of a worker, and beside every event."""

from django.conf import settings

from feedback.notices import (  # noqa: F401  some of them make themselves known
    bounces,
    digests,
    shown,
    staff_stopping,
    tasks,
    unwanted,
    watched,
    writing,
)
from feedback.notices.postman import Closed, Postman
from feedback.rules.notices import Channel
from portal.beside import beside
from portal.frame import WATCHED, Watch
from portal.post import sms
from portal.post.mail import Mail

WATCHED.add(40, Watch("notices", "waiting", watched.trouble))
SENDERS = {Channel.MAIL: Mail, Channel.SMS: sms.sender}


@beside
def postmen():
    sending = [Postman(channel, SENDERS[channel]()) for channel in settings.NOTICE_CHANNELS]
    closed = [Closed(channel) for channel in Channel if channel not in settings.NOTICE_CHANNELS]
    return sending + closed + bounces.mailboxes()


@beside
def gatherer():
    return [digests.Gatherer()]
