"""Whether files and rows are true to each other: files without a row, rows without their file, files that changed.

A file is written before its row and deleted after it, so that a process killed between the two leaves a file that
belongs to nobody, never a row without its file. Such files are unreadable where they are sealed, for the key went with
the row; after a week they are swept away. Where there are many, a database of another day was restored: then they are
told and stay, until somebody says `check_files --sweep`.
"""

import hashlib
from datetime import timedelta
from typing import NamedTuple

from django.core.files.storage import storages
from django.utils.translation import gettext
from django_tasks_db.models import DBTaskResult

from feedback.attachments.models import Attachment, Page, State
from feedback.attachments.pictures import is_true_to
from portal import sealed

UNDRAWN_AFTER = timedelta(hours=1)
ORPHAN_AFTER = timedelta(days=1)  # a file may wait that long for its row
SWEPT_AFTER = timedelta(days=7)
MOST_SWEPT = 100


class Found(NamedTuple):
    """Files of each storage, as (storage, name)."""

    orphans: list
    lost: list
    altered: list

    def counts(self):
        return {kind: len(files) for kind, files in self._asdict().items()}

    def lines(self):
        """A line for each, for an administrator."""
        said = {"orphans": "no row knows it", "lost": "it is missing", "altered": "it is not what was put there"}
        return [f"{alias}/{name}: {said[kind]}" for kind, files in self._asdict().items() for alias, name in files]


def look(now, *, opens_sealed=False):
    """Look at every file; those that are sealed are opened only where that is asked for, for it reads them all."""
    lying = {alias: set(_names(storages[alias])) for alias in ("sealed", "released")}
    wanted = {"sealed": _sealed_names(), "released": _released_names()}
    orphans = [
        (alias, name)
        for alias in lying
        for name in sorted(lying[alias] - wanted[alias])
        if _is_older(storages[alias], name, now - ORPHAN_AFTER)
    ]
    lost = [(alias, name) for alias in lying for name in sorted(wanted[alias] - lying[alias]) if _is_lost(alias, name)]
    altered = [("released", name) for name in sorted(lying["released"] & wanted["released"]) if not _is_true(name)]
    if opens_sealed:
        altered += [("sealed", name) for name in _unopened(lying["sealed"])]
    return Found(orphans, lost, altered)


def sweep(found, now, *, most=MOST_SWEPT):
    """Delete the orphans that are old enough, unless they are more than `most`; how many were deleted."""
    old = [(alias, name) for alias, name in found.orphans if _is_older(storages[alias], name, now - SWEPT_AFTER)]
    if len(found.orphans) > most:
        return 0
    for alias, name in old:
        storages[alias].delete(name)
    return len(old)


def undrawn(now):
    """The keys of what still waits to be drawn, and has waited too long."""
    waiting = Attachment.objects.filter(state=State.ARRIVED, erased_at__isnull=True)
    return list(waiting.filter(added_at__lt=now - UNDRAWN_AFTER).order_by("pk").values_list("pk", flat=True))


def unpublished():
    """The keys of what was released and has a page that nobody can see yet."""
    released = Attachment.objects.filter(released_at__isnull=False, erased_at__isnull=True, pages__public="")
    return list(released.order_by("pk").values_list("pk", flat=True).distinct())


def last_counts():
    """What `look_after` found when it was last done; empty where it never was."""
    done = DBTaskResult.objects.filter(task_path="feedback.attachments.drawing.look_after", status="SUCCESSFUL")
    return done.order_by("-finished_at").values_list("return_value", flat=True).first() or {}


def trouble():
    """What the desk says of files that are not as they should be: as of the last look, for a look takes long."""
    counts = last_counts()
    if not any(counts.get(kind) for kind in Found._fields):
        return ""
    told = gettext(
        "附件與數據庫對不上：缺 %(lost)s 個，被改動 %(altered)s 個，多 %(orphans)s 個。請系統管理員運行 check_files。"
    )
    return told % counts


def _names(storage, folder=""):
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever put there
        return
    for name in files:
        yield f"{folder}{name}"
    for name in folders:
        yield from _names(storage, f"{folder}{name}/")


def _sealed_names():
    originals = Attachment.objects.filter(erased_at__isnull=True).exclude(original="")
    pages = Page.objects.filter(attachment__erased_at__isnull=True).exclude(drawn="")
    return {*originals.values_list("original", flat=True), *pages.values_list("drawn", flat=True)}


def _released_names():
    return {name for names in Page.objects.values_list("public", "thumb") for name in names if name}


def _is_lost(alias, name):
    """Whether it is missing now, and wanted still: files come and go while one looks."""
    if storages[alias].exists(name):
        return False
    return name in (_sealed_names() if alias == "sealed" else _released_names())


def _is_true(name):
    try:
        with storages["released"].open(name, "rb") as file:
            return is_true_to(name, file.read())
    except FileNotFoundError:  # taken back meanwhile; else it is found missing the next time
        return True


def _is_older(storage, name, moment):
    try:
        return storage.exists(name) and storage.get_modified_time(name) < moment
    except FileNotFoundError:
        return False


def _unopened(lying):
    """Of the sealed files that lie there, those that do not open with their key or hold something else."""
    for attachment in Attachment.objects.filter(erased_at__isnull=True).order_by("pk").prefetch_related("pages"):
        files = {attachment.original: attachment.digest} | {page.drawn: page.digest for page in attachment.pages.all()}
        for name, digest in files.items():
            if name in lying and not _opens(name, attachment.key, digest):
                yield name


def _opens(name, key, digest):
    try:
        found = hashlib.sha256()
        for piece in sealed.read(storages["sealed"], name, key):
            found.update(piece)
        return found.hexdigest() == digest
    except sealed.Broken:
        return False
