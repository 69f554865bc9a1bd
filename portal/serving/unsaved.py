"""What is answered while the database is away or takes nothing: that it is so, and to a form all that was sent.

The words go back to the very browser that sent them, ready to be sent again, and are kept nowhere. Nothing here asks
the database or the session.
"""

import logging
import re

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from portal.serving.context import site
from portal.serving.gate import without_nul
from portal.serving.outage import reason

RETRY_SECONDS = 60
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field
SECRET = re.compile("password|secret|passcode")
# Pages whose fields are typed again; the last one says that what is typed there is kept nowhere.
ASKING_SECRETS = {"login", "staff_code", "staff_enrol", "status_lookup", "feedback_suggestion_reissue"}
# What a page sends of itself: keys, choices, marks of what it shows. All else was typed by a person.
OF_THE_PAGE = re.compile(r"\d{0,6}|[a-z_-]{0,20}|[0-9a-f-]{32,}", re.ASCII)

logger = logging.getLogger(__name__)


def unavailable(request, error):
    """503 for `request`, which ended with `error` of the database."""
    logger.warning("Answered 503 to %s %r: the database said %s", request.method, request.path, reason(error))
    typed = _typed(request) if request.method == "POST" else {}
    content = render_to_string("503.html", site(None) | {"is_form": request.method == "POST"} | typed)
    headers = {"Cache-Control": "no-store", "Retry-After": str(RETRY_SECONDS)}
    response = HttpResponse(content, status=503, headers=headers)
    response.is_unavailable = True  # for `portal.serving.pages.kept`, which may have a page to show instead
    return response


def _typed(request):
    """What the page of a form shows, and holds to be sent again. That is offered only to who sent it from our page."""
    sent, has_files = _sent(request)
    fields = [(name, value) for name, values in sent.lists() for value in values if name != TOKEN]
    kept = [] if _asks_secrets(request) else [(name, value) for name, value in fields if not SECRET.search(name)]
    texts = (value.strip() for _name, value in kept)
    is_whole = len(kept) == len(fields) and not has_files
    return {
        "texts": [*dict.fromkeys(text for text in texts if not OF_THE_PAGE.fullmatch(text))],
        "has_secret": len(kept) < len(fields),
        "has_files": has_files,
        "fields": kept,
        "address": request.get_full_path(),
        "csrf_token": sent.get(TOKEN, "") if is_whole and _is_from_our_page(request) else "",
    }


class NamesAlone(FileUploadHandler):
    """Of a file that nobody takes, nothing is kept but that it came: no copy of it lies in a temporary file."""

    def receive_data_chunk(self, raw_data, start):
        return None

    def file_complete(self, file_size):
        return UploadedFile(name=self.file_name, size=0)


def _sent(request):
    """The fields that were sent, and whether there were files beside them."""
    if not hasattr(request, "_files"):
        request.upload_handlers = [NamesAlone(request)]
    try:
        return without_nul(request.POST), bool(request.FILES)
    except (OSError, SuspiciousOperation, MultiPartParserError):  # what cannot be read cannot be given back
        return QueryDict(), False


def _asks_secrets(request):
    try:
        return resolve(request.path_info).url_name in ASKING_SECRETS
    except Resolver404:
        return True


class Check(CsrfViewMiddleware):
    """Django's, without its page for who is refused: that one asks the database."""

    def _reject(self, request, reason):
        return reason


def _is_from_our_page(request):
    """Whether the form was one of ours. Another site's words, with a button that sends them, are given to nobody."""
    return Check(lambda _: None).process_view(request, unavailable, (), {}) is None
