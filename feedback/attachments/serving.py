"""Handing out files under a policy of their own: as a download, by nginx where it stands in front."""

from hashlib import sha256
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import storages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

POLICY = "default-src 'none'; sandbox"  # whatever a file is taken for, it can do nothing
KEPT = "public, max-age=60, must-revalidate"  # what is taken back is gone from browsers after a minute
KEPT_BY_NOBODY = "private, no-store"
TYPES = {
    "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "heic": "image/heic", "pdf": "application/pdf",
}  # fmt: skip
ENDINGS = {"jpeg": "jpg"}


def guarded(response, file_name, *, kept=KEPT_BY_NOBODY):
    """Say of `response` that it is a file to be kept under that name, not a page."""
    response["Content-Disposition"] = content_disposition_header(True, file_name)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = kept
    return response


def picture(jpeg, file_name):
    """One of our own pictures, for who asks now."""
    return guarded(HttpResponse(jpeg, content_type="image/jpeg"), file_name)


def original(pieces, attachment, number):
    """The file as it was sent. It is named after the suggestion: what its sender called it may name somebody."""
    ending = ENDINGS.get(attachment.content, attachment.content)
    response = StreamingHttpResponse(pieces, content_type=TYPES[attachment.content])
    return guarded(response, f"{number}-{attachment.name[:8]}.{ending}")


def released(request, name, file_name, *, kept):
    """The file `name` of what was released, under random names that change with each release."""
    etag = f'"{sha256(name.encode()).hexdigest()[:24]}"'
    response = get_conditional_response(request, etag=etag)
    if not response:
        response = HttpResponse(content_type="image/jpeg")
        if settings.X_ACCEL_PREFIX:
            response["X-Accel-Redirect"] = settings.X_ACCEL_PREFIX + quote(name)
        else:
            response.content = _content(name)
    response["ETag"] = etag
    return guarded(response, file_name, kept=kept)


def _content(name):
    try:
        with storages["released"].open(name) as file:
            return file.read()
    except FileNotFoundError as error:
        raise Http404 from error
