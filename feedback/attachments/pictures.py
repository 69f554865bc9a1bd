"""The pictures of one file: what arrived is drawn anew, and public ones are made once a person released it.

Both may be done again, or by two workers at once: who comes second finds it done, and takes its own files away.
"""

import hashlib
import logging
import secrets
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from feedback.attachments.models import Attachment, Page, State
from portal import sealed
from portal.pictures import drawing
from portal.pictures.refusals import Refusal
from portal.serving import generation

logger = logging.getLogger(__name__)


class Altered(Exception):
    """A sealed file is not what the row says: nothing of it becomes public."""


def draw_anew(pk):
    """Draw the attachment as pictures of ours, or refuse it; raises `CannotDraw` and whatever the storage raises."""
    attachment = _arrived(Attachment.objects, pk)
    if not attachment:
        return
    drawn = _drawn(attachment)
    with _new_files("sealed") as names:
        pages = []
        for number, page in enumerate(drawn.pages, start=1):
            kept = sealed.write(storages["sealed"], [page.jpeg], key=attachment.key)
            names.append(kept.name)
            pages.append(
                Page(
                    attachment=attachment, number=number, width=page.width, height=page.height,
                    drawn=kept.name, digest=kept.digest,
                )
            )  # fmt: skip
        with transaction.atomic():
            if _arrived(Attachment.objects.select_for_update(), pk):
                Page.objects.bulk_create(pages)
                state = State.REFUSED if drawn.refusal else State.DRAWN
                Attachment.objects.filter(pk=pk).update(state=state, why=drawn.refusal)
                names.clear()  # before the commit: should that end unknown, better a file too many than one too few


def _arrived(attachments, pk):
    return attachments.filter(pk=pk, state=State.ARRIVED, erased_at__isnull=True).first()


def _drawn(attachment):
    try:
        return drawing.draw(b"".join(sealed.read(storages["sealed"], attachment.original, attachment.key)))
    except sealed.Broken:
        logger.error("The sealed original of attachment %s was altered.", attachment.pk)
        return drawing.Drawn(refusal=Refusal.UNREADABLE)


def publish(pk):
    """Make the picture and the thumbnail of each page of a released attachment, with what is covered burned in.

    Raises `Altered` where a sealed file is not the one that was released.
    """
    attachment = _released(Attachment.objects, pk)
    pages = list(attachment.pages.filter(public="")) if attachment else []
    if not pages:
        return
    _plain(attachment, attachment.original, attachment.digest)
    with _new_files("released") as names:
        made = {}
        for page in pages:
            pictures = drawing.cover(_plain(attachment, page.drawn, page.digest), page.covers)
            made[page] = [_put(picture, names) for picture in pictures]
        with generation.publishing():
            locked = _released(Attachment.objects.select_for_update(), pk)
            if locked and locked.released_at == attachment.released_at and _are_as_seen(made):
                for page, (page.public, page.thumb) in made.items():
                    page.save(update_fields=["public", "thumb"])
                generation.bump()
                names.clear()


def _released(attachments, pk):
    return attachments.filter(pk=pk, released_at__isnull=False, erased_at__isnull=True).first()


def _plain(attachment, name, digest):
    plain = b"".join(sealed.read(storages["sealed"], name, attachment.key))
    if hashlib.sha256(plain).hexdigest() != digest:
        raise Altered(f"Attachment {attachment.pk}: {name}")
    return plain


def _put(picture, names):
    name = storages["released"].save(name_of(picture), ContentFile(picture))
    names.append(name)
    return name


def name_of(picture):
    """A name nobody guesses, whose second half says what has to lie under it: `is_true_to`."""
    return secrets.token_hex(16) + _mark(picture)


def is_true_to(name, picture):
    return name.endswith(_mark(picture))


def _mark(picture):
    return hashlib.sha256(picture).hexdigest()[:32]


def _are_as_seen(made):
    """Whether nobody covered something else, or made them public, while they were made."""
    now = {page.pk: page for page in Page.objects.filter(pk__in=[page.pk for page in made])}
    return all(page.pk in now and (now[page.pk].covers, now[page.pk].public) == (page.covers, "") for page in made)


@contextmanager
def _new_files(alias):
    """The names of files that are put there; those that are left in it at the end belong to no row and go again."""
    names = []
    try:
        yield names
    finally:
        for name in names:
            storages[alias].delete(name)
