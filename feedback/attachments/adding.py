"""A file that staff add: with what came by letter or at the counter, or with a reply (a map, before and after)."""

from django.utils.translation import gettext

from feedback.attachments.verbs import stored, write_down
from feedback.rules.workflow import Refused, Verb

MOST = 30  # of one suggestion, the citizen's own among them


def add(suggestion, upload, *, reply=None, by, now):
    """Keep `upload`, a `SealedUpload`, with the suggestion, or with its `reply`; it is drawn anew like any other.

    Raises `feedback.attachments.verbs.NotStored` where the storage does not take it.
    """
    suggestion.refresh_from_db(fields=["revision"])
    with stored(upload) as kept, suggestion.doing(Verb.ADD_FILE, by=by, now=now) as event:
        if suggestion.attachments.standing().count() >= MOST:
            raise Refused(gettext("一件建議最多 %(most)s 個附件。") % {"most": MOST})
        attachment = write_down(kept, upload, now=event.at, suggestion=suggestion, reply=reply, by=by)
        event.details, event.reply = {"file": attachment.name}, reply
    return attachment
