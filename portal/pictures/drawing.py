"""Drawing anew what strangers sent, in a process of its own (`child`): whatever becomes of it, this one lives on."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread, Timer
from typing import NamedTuple

from portal.pictures.frames import Unframed, framed, pieces_of
from portal.pictures.kinds import HEAD, is_also_another, kind_of
from portal.pictures.refusals import Refusal

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120  # by the clock on the wall; of processor time it has less
MOST_SAID = 64 * 1024**2  # bytes: 20 pages take a quarter of it
MOST_PAGES, LONGEST = 20, 2560  # pages, and pixels of a side: what it may say
MOST_THUMB = 10_000  # bytes: it is shown on pages
READY = framed(b"ready")  # what it says before it looks at a file
ASKED_TO_STOP = (-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP)
# It needs no name of this machine, no key and no database; one arena, for memory that is set aside counts as used.
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}


class CannotDraw(Exception):
    """This machine is at fault, not the file: it is to be tried again later."""


class Picture(NamedTuple):
    """A page as it was drawn anew: a JPEG that was made here."""

    width: int
    height: int
    jpeg: bytes


class Drawn(NamedTuple):
    """What became of a file: its pages, or why it is refused."""

    pages: tuple = ()
    refusal: str = ""


def draw(data, *, seconds=SECONDS):
    """Draw the photo or PDF that `data` holds anew; raises `CannotDraw` where the file could not even be tried."""
    if not data:
        return Drawn(refusal=Refusal.EMPTY)
    kind = kind_of(data[:HEAD])
    if kind is None:
        return Drawn(refusal=Refusal.KIND)
    if is_also_another(kind, data):
        return Drawn(refusal=Refusal.ANOTHER)
    answer = _answer("pdf" if kind == "pdf" else "photo", {"kind": kind}, data, seconds)
    try:
        return _understood(*answer)
    except (KeyError, TypeError, ValueError):  # it died, or does not say what it should: who knows who speaks
        return Drawn(refusal=Refusal.UNREADABLE)


def words(data, *, most, seconds=SECONDS):
    """[(width, height, runs)] of the pages of a PDF, as `portal.pictures.words` has them; None of one it cannot read.

    Past `most` characters there may be more that is not told.
    """
    answer = _answer("words", {"most": most}, data, seconds)
    try:
        header, (told,) = answer
        return json.loads(told)
    except (TypeError, ValueError):
        return None


def _understood(header, pictures):
    if "refusal" in header:
        return Drawn(refusal=Refusal(header["refusal"]))
    pages = tuple(Picture(*size, jpeg) for size, jpeg in zip(header["sizes"], pictures, strict=True))
    if not 0 < len(pages) <= MOST_PAGES or not all(0 < side <= LONGEST for page in pages for side in page[:2]):
        raise ValueError
    return Drawn(pages)


def cover(jpeg, covers, *, seconds=SECONDS):
    """(the picture for everybody, its thumbnail of 10 kB at most) of one of our own, with `covers` burned in black."""
    _header, pictures = _answer("cover", {"covers": covers}, jpeg, seconds) or ({}, [])
    if len(pictures) != 2 or len(pictures[1]) > MOST_THUMB:
        raise CannotDraw("A picture of our own could not be covered.")
    return tuple(pictures)


def _answer(job, header, data, seconds):
    """(header, pictures) as the process said them; None where it died of the file or said nonsense."""
    said, code = _asked(job, framed(json.dumps(header).encode(), data), seconds)
    if not said.startswith(READY):
        raise CannotDraw(f"The process that draws ended with {code} before it began: {said.decode(errors='replace')}")
    if code in ASKED_TO_STOP:
        raise CannotDraw("The process that draws was asked to stop.")
    try:
        _, told, *pictures = pieces_of(said)
        return None if code else (json.loads(told), pictures)
    except (Unframed, ValueError):
        return None


def _asked(job, told, seconds):
    """(what it said, its exit code); one that takes too long, or says too much, is killed."""
    command = [sys.executable, "-s", "-B", "-m", "portal.pictures.child", job]
    try:
        process = subprocess.Popen(  # noqa: S603  a program of ours
            command, cwd=ROOT, env=ENVIRONMENT, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError as error:
        raise CannotDraw(str(error)) from error
    timer, teller = Timer(seconds, _kill, [process]), Thread(target=_tell, args=[process.stdin, told], daemon=True)
    timer.start()
    teller.start()
    try:
        said = process.stdout.read(MOST_SAID)
        process.stdout.close()  # who goes on talking ends of it
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    finally:
        timer.cancel()
        _kill(process)  # with all it may have started, while its number is still its own
        code = process.wait()
        teller.join()
    return said, code


def _tell(stdin, told):
    with contextlib.suppress(OSError), stdin:  # one that is gone hears nothing
        stdin.write(told)


def _kill(process):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
