"""A kept page as it goes out while the database is away: marked as of when it is, the same for all, kept by nobody."""

import gzip
from functools import lru_cache

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, override

MARKED = 64  # pages that a process keeps with their mark
NOT_NOW = {"ETag", "Content-Length", "Cache-Control"}


def as_of(made_at, content, headers, language):
    """The response that everybody gets; what is no page of HTML is sent as it is."""
    is_page, is_packed = headers["Content-Type"].startswith("text/html"), "Content-Encoding" in headers
    if is_page:
        content = _marked(content, is_packed, f"{timezone.localtime(made_at):%Y-%m-%d %H:%M}", language)
    rest = {name: value for name, value in headers.items() if name not in NOT_NOW}
    return HttpResponse(content, headers=rest | {"Cache-Control": "no-store"})


@lru_cache(maxsize=MARKED)
def _marked(content, is_packed, moment, language):
    with override(language):
        told = gettext("數據截至 %(moment)s，系統正在恢復。這一頁可以照常閱讀，新的變化恢復以後顯示。") % {
            "moment": moment
        }
        notice = render_to_string("components/notice.html", {"kind": "warning", "text": told}).strip()
    page = gzip.decompress(content) if is_packed else content
    place = page.find(b">", page.find(b"<main")) + 1
    page = page[:place] + notice.encode() + page[place:]
    return gzip.compress(page, mtime=0) if is_packed else page
