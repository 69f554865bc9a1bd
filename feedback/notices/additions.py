"""What notices put beside the tasks of a worker, and into what is watched."""

from django.conf import settings

from feedback.notices import bounces, watched
from feedback.notices.postman import Postman
from feedback.rules.notices import Channel
from portal.beside import beside
from portal.frame import WATCHED, Watch
from portal.post import sms
from portal.post.mail import Mail

WATCHED.add(40, Watch("notices", "waiting", watched.trouble))
SENDERS = {Channel.MAIL: Mail, Channel.SMS: sms.sender}


@beside
def postmen():
    return [Postman(channel, SENDERS[channel]()) for channel in settings.NOTICE_CHANNELS] + bounces.mailboxes()
