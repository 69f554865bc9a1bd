"""Destroying files for good: the key, the sealed files, the public ones; that there was one stays in the events."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from feedback.attachments.changing import doing
from feedback.attachments.models import Attachment
from feedback.attachments.releasing import hide, take_away
from feedback.attachments.verbs import clear
from feedback.models import Draft
from feedback.records.erasing import on_erasing
from feedback.rules import receipts
from feedback.rules.workflow import Refused, Verb


def erase_file(attachment, remark, *, by, now):
    """Destroy one file, for a reason that staff read."""
    with doing(attachment, Verb.ERASE_FILE, by=by, now=now, remark=remark) as event:
        if attachment.erased_at:
            raise Refused(gettext("這個附件已經銷毀。"))
        if not remark:
            raise Refused(gettext("請寫明銷毀的原因。"))
        destroy(attachment, event.at)


@on_erasing
def erase_with_words(suggestion, now):
    """All files of a suggestion go with its words, and what its citizen was still writing goes with its files."""
    for attachment in Attachment.objects.filter(suggestion=suggestion).standing().order_by("pk"):
        destroy(attachment, now)
    digest = receipts.unsent_digest(settings.RECEIPT_KEY, suggestion.secret_digest)
    for draft in Draft.objects.filter(flow_digest=digest):
        clear(draft)


def destroy(attachment, at):
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
