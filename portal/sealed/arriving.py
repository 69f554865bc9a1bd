"""A file in a form, sealed while it arrives: no plain copy on a disk, and no more of it in memory than a piece.

Django reads a form before its view is called, so a view for such a form says that it reads the form itself.
"""

import logging
from contextlib import closing, suppress
from functools import wraps

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponseBadRequest, UnreadablePostError
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from portal.sealed.shape import PIECE
from portal.sealed.writing import Sealing
from portal.serving.gate import without_nul

logger = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE  # of one file
MOST_BODY = 12 * MEGABYTE  # of a form with its one file
READ_AND_DROPPED = 100 * MEGABYTE  # of a form that is too large: browsers look for an answer once they have sent all
HEAD = 64  # bytes that are kept to tell what a file is


class SealedUpload(UploadedFile):
    """A file as it arrived. `sealing` is None where it was too large, was not the first, or could not be written."""

    def __init__(self, *, name, content_type, size, sealing, head, is_further):
        super().__init__(name=name, content_type=content_type, size=size)
        self.sealing, self.head, self.is_further = sealing, head, is_further

    @property
    def is_too_large(self):
        return self.size > MOST_BYTES

    def close(self):
        if self.sealing:
            self.sealing.drop()


class SealingHandler(FileUploadHandler):
    """Seals the first file of a form, up to `MOST_BYTES`; of what is more it keeps the name alone."""

    chunk_size = PIECE

    def __init__(self, request=None):
        super().__init__(request)
        self._count, self._sealing, self._first = 0, None, None

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self._count += 1
        self._head, self._size = b"", 0
        self._sealing = self._begun() if self._count == 1 else None
        self._first = self._first or self._sealing

    def receive_data_chunk(self, raw_data, start):
        self._size += len(raw_data)
        if self._size > MOST_BYTES:
            self._give_up()
        if not self._sealing:
            return
        self._head = (self._head + raw_data[:HEAD])[:HEAD]
        try:
            self._sealing.add(raw_data)
        except OSError:
            logger.exception("A file that arrives could not be written")
            self._give_up()

    def file_complete(self, file_size):
        return SealedUpload(
            name=self.file_name, content_type=self.content_type, size=self._size, sealing=self._sealing,
            head=self._head, is_further=self._count > 1,
        )  # fmt: skip

    def upload_interrupted(self):
        self._give_up()

    def close(self):
        """What the view did not keep is gone, whatever became of the request."""
        if self._first:
            self._first.drop()

    def _begun(self):
        try:
            return Sealing()
        except OSError:
            logger.exception("A file that arrives could not be written")
            return None

    def _give_up(self):
        if self._sealing:
            self._sealing.drop()
        self._sealing = None


def takes_files(view):
    """A view whose form brings a file, as `SealedUpload`; a form that is too large is answered with 413 and a sentence.

    It stands outside of every decorator that looks at what was sent.
    """

    checked = csrf_protect(view)

    @csrf_exempt  # until the handler is in place: the token is looked for in the form
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method != "POST":
            return checked(request, *args, **kwargs)
        if _length(request) > MOST_BODY:
            return _too_large(request)
        with closing(SealingHandler(request)) as handler:
            request.upload_handlers = [handler]
            try:
                request.POST = without_nul(request.POST)
            except UnreadablePostError:  # whoever sends it has gone
                return HttpResponseBadRequest()
            return checked(request, *args, **kwargs)

    wrapped.reads_its_form = True
    return wrapped


def _length(request):
    return int(request.META.get("CONTENT_LENGTH") or 0)


def _too_large(request):
    left = min(_length(request), READ_AND_DROPPED)
    with suppress(UnreadablePostError):  # whoever sends it has gone
        while left > 0 and (dropped := request.read(min(left, PIECE))):
            left -= len(dropped)
    context = {"megabytes": MOST_BYTES // MEGABYTE, "back": request.get_full_path()}
    return render(request, "413.html", context, status=413)
