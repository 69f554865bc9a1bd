"""One change of one file: the verb on its suggestion, with the row of the file read anew and held."""

from contextlib import contextmanager

from feedback.attachments.models import Attachment


@contextmanager
def doing(attachment, verb, *, by, now, **event_fields):
    """Yields the event, which names the file. `attachment.suggestion` may be an old one: the file is what was seen."""
    suggestion = attachment.suggestion
    suggestion.refresh_from_db(fields=["revision"])
    with suggestion.doing(verb, by=by, now=now, details={"file": attachment.name}, **event_fields) as event:
        held = Attachment.objects.select_for_update(no_key=True)
        attachment.refresh_from_db(from_queryset=held)
        attachment.suggestion = suggestion
        yield event
