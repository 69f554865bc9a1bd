"""The verb by which citizens say how they want to be told what happens, or that they do not."""

from django.utils.translation import gettext

from feedback.rules.contacts import addresses_in
from feedback.rules.workflow import Refused, Verb


def choose_notices(suggestion, channel, *, language, now):
    """Tell the citizen by `channel`, in `language`; by an empty one, no longer. The event says no address."""
    with suggestion.doing(Verb.CHOOSE_NOTICES, now=now) as event:
        if channel and not addresses_in(suggestion.contact).by(channel):
            raise Refused(gettext("您留的聯繫方式不能用這種方式通知。"))
        if channel == suggestion.notices_by:
            raise Refused(gettext("通知方式沒有變化。"))
        suggestion.notices_by, suggestion.notices_in = channel, language if channel else ""
        event.details = {"to": channel}
