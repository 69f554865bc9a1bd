"""What becomes of a file before it is sent: it arrives, it is taken away, it moves to the suggestion or dies."""

import logging
import secrets
from contextlib import contextmanager

from django.conf import settings
from django.core.files.storage import storages
from django.db import connection, transaction
from django.utils.translation import gettext

from feedback.attachments.drawing import draw
from feedback.attachments.models import Attachment
from feedback.models import Draft
from feedback.rules.files import MOST, is_full
from feedback.rules.workflow import Refused
from portal import sealed
from portal.reading.readers import converted, english_or
from portal.reading.text import cleaned
from portal.sealed.arriving import MEGABYTE

logger = logging.getLogger(__name__)

LONGEST_NAME = 100
NAME_BYTES = 16
# Written out, since both are part of every sending, most of which bring no file: making them took longer than they do.
NAMES = "SELECT name FROM attachments_attachment WHERE flow_digest = %s AND suggestion_id IS NULL ORDER BY id"
MOVING = (
    "UPDATE attachments_attachment SET flow_digest = '', suggestion_id = %s, question_id = %s"
    " WHERE flow_digest = %s AND suggestion_id IS NULL"
)


class NotStored(Exception):
    """The storage could not take a file; nothing of it was kept."""


def add(upload, digest, *, hold, now):
    """Keep what arrived for the draft of `digest`; `Refused` where there is no room for it, or no draft any more.

    `hold()` holds what is being written until the transaction ends, and says whether it is still unsent.
    """
    _require_room(upload, digest)
    with stored(upload) as kept, transaction.atomic():
        if not hold():
            raise Refused(gettext("您正在填寫的那一件已經提交或者清除，這個文件沒有加上。"))
        _require_room(upload, digest)
        return write_down(kept, upload, flow_digest=digest, now=now)


@contextmanager
def stored(upload):
    """What arrived as it lies sealed in the storage; taken away again where the block fails."""
    try:
        kept = upload.sealing.keep(storages["sealed"])
    except Exception as error:  # whatever a storage raises
        logger.exception("A file could not be stored")
        raise NotStored from error
    try:
        yield kept
    except BaseException:
        erase_files([kept.name])
        raise


def write_down(kept, upload, *, now, **whose):
    """The row of a file that lies in the storage, and the task that draws it anew; in the caller's transaction."""
    attachment = Attachment.objects.create(
        name=secrets.token_hex(NAME_BYTES), file_name=cleaned(upload.name)[:LONGEST_NAME], added_at=now,
        size=kept.size, digest=kept.digest, content=upload.content, original=kept.name, key=kept.key, **whose,
    )  # fmt: skip
    draw.enqueue(attachment.pk)
    return attachment


@transaction.atomic
def remove(name, digest):
    """Take away one file of the draft of `digest`; whether it was there."""
    return _forget(Attachment.objects.of_draft(digest).filter(name=name)) > 0


@transaction.atomic
def clear(draft):
    """Forget a draft with its files."""
    draft.delete()
    _forget(Attachment.objects.of_draft(draft.flow_digest))


@transaction.atomic
def sweep(now):
    """Forget the files of drafts that are gone; how many they were."""
    return _forget(Attachment.objects.left_behind(now))


def names_of(digest):
    """The names of the files of the draft of `digest`, in the order in which they arrived."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES, [digest])
        return [name for (name,) in cursor.fetchall()]


def move(digest, *, suggestion, question=None):
    """The files of the draft of `digest` belong to what was made of it."""
    if digest:
        with connection.cursor() as cursor:
            cursor.execute(MOVING, [suggestion.pk, question and question.pk, digest])


def held(draft, now):
    """Hold a draft until the transaction ends; whether it is there still. It is as fresh as what was added to it."""
    return Draft.objects.filter(pk=draft.pk).update(changed_at=now) > 0


def erase_files(names):
    """Take files away from the sealed storage; one that stays is an orphan, and is found as one."""
    for name in names:
        try:
            sealed.erase(storages["sealed"], name)
        except Exception:  # whatever a storage raises
            logger.exception("The sealed file %s could not be taken away", name)


def _forget(attachments):
    rows = list(attachments.select_for_update().prefetch_related("pages"))
    names = [name for row in rows for name in (row.original, *(page.drawn for page in row.pages.all()))]
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    if names:
        transaction.on_commit(lambda: erase_files(names))
    return len(rows)


def _require_room(upload, digest):
    if Attachment.objects.of_draft(digest).usable().count() >= MOST:
        told = gettext("最多添加 %(most)s 個文件。要換一個的，請先移除不需要的。")
        raise Refused(told % {"most": MOST})
    count, size = Attachment.objects.waiting_in_all()
    if is_full(count, size, more=upload.size, megabytes=settings.ATTACHMENTS_UNSENT_MB):
        logger.error("No room for what citizens add: %s files of %s MB wait", count, size // MEGABYTE)
        told = gettext(
            "現在上傳的人太多，暫時存不下新的文件。您可以先提交建議，或者過一會兒再試，"
            "也可以撥打 %(hotline)s（%(hours)s）。"
        )
        hours = converted(english_or(settings.HOTLINE_HOURS, settings.HOTLINE_HOURS_EN))
        raise Refused(told % {"hotline": settings.HOTLINE, "hours": hours})
