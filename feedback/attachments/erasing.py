"""Destroying files for good: the key, the sealed files, the public ones; that there was one stays in the events."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext

from feedback.attachments.changing import doing
from feedback.attachments.models import Attachment
from feedback.attachments.releasing import hide, take_away
from feedback.rules.workflow import Refused, Verb


def erase_file(attachment, remark, *, by, now):
    """Destroy one file, for a reason that staff read."""
    with doing(attachment, Verb.ERASE_FILE, by=by, now=now, remark=remark) as event:
        if attachment.erased_at:
            raise Refused(gettext("這個附件已經銷毀。"))
        if not remark:
            raise Refused(gettext("請寫明銷毀的原因。"))
        _destroy(attachment, event.at)


def erase(suggestion, remark, *, by, now):
    """Destroy all files of a suggestion; how many there were."""
    standing = Attachment.objects.filter(suggestion=suggestion).standing().order_by("pk")
    files = list(standing)
    for attachment in files:
        attachment.suggestion = suggestion
        erase_file(attachment, remark, by=by, now=now)
    return len(files)


def _destroy(attachment, at):
    """What is left is a row that says that there was a file, when it came and how large it was.

    The key goes with the transaction: a copy of the sealed files opens only with a copy of the database from before.
    """
    hide(Attachment.objects.filter(pk=attachment.pk))
    names = [attachment.original, *attachment.pages.values_list("drawn", flat=True)]
    attachment.pages.all().delete()
    attachment.key, attachment.original, attachment.file_name = None, "", ""
    attachment.caption = attachment.digest = ""
    attachment.released_at = attachment.released_by = None
    attachment.erased_at = at
    attachment.save()
    transaction.on_commit(partial(take_away, "sealed", names))
