"""Opening what is sealed, for staff: the original under log, the pages that were drawn anew like the words."""

from django.core.files.storage import storages
from django.utils.translation import gettext

from feedback.attachments.changing import doing
from feedback.rules.workflow import Refused, Verb
from portal import sealed


def read_original(attachment, *, by, now):
    """The plain pieces of the file as it was sent. It may say where and when it was made: each reading is recorded."""
    with doing(attachment, Verb.READ_FILE, by=by, now=now):
        if not attachment.original:
            raise Refused(gettext("這個附件已經銷毀。"))
    return sealed.read(storages["sealed"], attachment.original, attachment.key)


def drawn_page(page):
    """The JPEG of a page that was drawn anew. It holds nothing but what is to be seen on it, so whoever may read the
    words of the suggestion may see it, and neither is recorded.
    """
    attachment = page.attachment
    return b"".join(sealed.read(storages["sealed"], page.drawn, attachment.key))
