"""Public pages as everybody may keep them: the same bytes for all, with a tag to ask by, and kept in this process.

A page is one person's unless its view says `@for_everybody`: nothing else is shared, kept or tagged, whatever its
address is called. `tagged` tags what such a view answers and lets nobody keep anything else; `kept` stands in front of
all other middleware, answers from memory while the generation is in force in which the page was made, and tells
whoever has a page already that it stayed. While the database is away it answers with what it kept, marked so. What
changes every few seconds, and hundreds ask for, is in force by a pulse of its own (`kept_by`).
"""

from collections import OrderedDict
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import lru_cache, wraps
from hashlib import sha256
from threading import Lock
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.db import Error
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response, has_vary_header
from django.utils.translation import override

from portal.serving import generation
from portal.serving.addresses import canonical, language_of, prefixed
from portal.serving.marking import as_of
from portal.serving.one_at_a_time import OneAtATime

EVERYBODY, ONE_PERSON = "everybody", "one person"
FOR_ALL = "public, max-age=0, must-revalidate"
FOR_NOBODY_ELSE = "private, no-store"
LONGEST_ADDRESS = 300
MOST_BYTES = 24 * 1024 * 1024  # of all pages that a process keeps
LARGEST = 512 * 1024
SECONDS_TO_MAKE = 2
SECONDS_TO_CHANGE = 0.4  # with the half second between two looks, less than one second
SECONDS_TO_WAIT = 2  # for another one who makes the same page
PACKINGS = ("gzip", "br")
LONGEST_HEADER = 200


def for_everybody(view):
    """Mark a view whose response is the same for all who ask: it looks at the address alone, never at who asks."""
    return _declared(view, EVERYBODY)


def personal(view):
    """Mark a view whose response is for whoever asks now. One that says nothing is treated so; none says nothing."""
    return _declared(view, ONE_PERSON)


def _declared(view, audience):
    @wraps(view)
    def declared(*args, **kwargs):
        return view(*args, **kwargs)

    declared.audience = audience
    return declared


def audience(view):
    """For whom a view says that it answers, or None."""
    return getattr(view, "audience", None)


def is_for_everybody(match):
    """Whether the resolved address (None if it did not resolve) is a page for everybody."""
    return match is not None and audience(match.func) == EVERYBODY


def is_page_for_all(address):
    """Whether `address` is the canonical one of a page of this site, in any language, that everybody may open."""
    if len(address) > LONGEST_ADDRESS or not address.startswith("/") or canonical(address) != address:
        return False
    path = address.partition("?")[0]
    with override(language_of(path)):
        try:
            return is_for_everybody(resolve(path))
        except Resolver404:
            return False


def tagged(get_response):
    """Middleware: a page for everybody carries an entity tag and may be kept by whoever asks again; no other may.

    The tag is of the page and of the content policy it is shown under, of which a 304 says nothing.
    A page for everybody that says itself how long it may be kept is left as it is.
    """

    def middleware(request):
        response = get_response(request)
        if _is_for_all(request, response):
            response.headers.pop("Vary", None)  # the address carries the language
            response["Cache-Control"] = FOR_ALL
            shown = response.content + response.get("Content-Security-Policy", "").encode()
            response["ETag"] = f'W/"{sha256(shown).hexdigest()[:24]}"'
        elif not _may_be_shared(request, response):
            response["Cache-Control"] = FOR_NOBODY_ELSE
        elif is_for_everybody(request.resolver_match):
            response.headers.pop("Vary", None)
        return response

    return middleware


def _is_for_all(request, response):
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and not response.streaming
        and not response.has_header("Cache-Control")
        and _is_the_same_for_all(request, response)
    )


def _is_the_same_for_all(request, response):
    is_told_apart = response.cookies or has_vary_header(response, "Cookie")
    return is_for_everybody(request.resolver_match) and not is_told_apart


def _may_be_shared(request, response):
    """Whether it may go out as it is: it says itself that it is no page to share, or is one, or a file of no view."""
    told = response.get("Cache-Control", "")
    if told and "public" not in told:
        return True
    if request.resolver_match is None:
        return bool(told)  # a file; an address that leads nowhere says nothing
    return response.status_code < 400 and _is_the_same_for_all(request, response)


class Page(NamedTuple):
    """A response as it went out; `until` is on the clock that never goes back, `made_at` on that of the wall."""

    generation: tuple
    until: float
    headers: dict
    content: bytes
    is_made_anew: bool = False  # by somebody at this moment
    made_at: datetime | None = None
    pulse: generation.Pulse | None = None  # what it is in force by, where that is not the generation of all pages
    noticed: tuple | None = None  # the newer generation of its own pulse for which it is made anew


class Asked(NamedTuple):
    """What tells the requests for one page from those for another: all that a response for everybody depends on.

    The query is as it came, before anything decodes it; `packing` is what `packings` made of the header, and all that
    whoever packs the response is shown of it.
    """

    host: str
    scheme: str
    mount: str
    path: str
    query: str
    packing: str

    @classmethod
    def of(cls, request):
        meta = request.META
        return cls(
            meta.get("HTTP_HOST"), request.scheme, meta.get("SCRIPT_NAME"), request.path_info,
            meta.get("QUERY_STRING"), meta["HTTP_ACCEPT_ENCODING"],
        )  # fmt: skip


@lru_cache(maxsize=1024)
def packings(accepted):
    """Of an Accept-Encoding header, the packings that we have and the reader takes, in one spelling for all."""
    return ", ".join(name for name in PACKINGS if any(_takes(name, part) for part in accepted.lower().split(",")))


def _takes(name, part):
    found, _, weight = part.replace(" ", "").partition(";q=")
    try:
        return found == name and (not weight or float(weight) > 0)
    except ValueError:
        return False


class Shelf:
    """Pages by request, those asked for longest ago given up first."""

    def __init__(self):
        self._pages, self._bytes, self._lock, self._makers = OrderedDict(), 0, Lock(), OneAtATime()

    def get(self, key, generation):
        """The page, or None for whoever is to make it.

        One that everybody asks for is made anew by the first who finds it too old; the others read the old one
        meanwhile, which is no older than SECONDS_TO_MAKE more. So is a page with a pulse of its own when that changed,
        but for SECONDS_TO_CHANGE: hundreds ask for it at that moment, and what was taken back is gone in a second.
        """
        now = monotonic()
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.generation != generation and page.pulse is None:
                return None
            has_changed = page.generation != generation
            if has_changed and page.noticed != generation:
                page = page._replace(noticed=generation, until=min(page.until, now), is_made_anew=False)
            if now >= page.until + (SECONDS_TO_CHANGE if has_changed else SECONDS_TO_MAKE):
                return None
            if now >= page.until and not page.is_made_anew:
                self._pages[key] = page._replace(is_made_anew=True)
                return None
            self._pages.move_to_end(key)
        return page

    def pulse(self, key):
        """The pulse that the page there has of its own, or None."""
        with self._lock:
            page = self._pages.get(key)
        return page and page.pulse

    def last(self, key, generation):
        """The page of that generation, however old it is, or None."""
        with self._lock:
            page = self._pages.get(key)
        return page if page and page.generation == generation else None

    @contextmanager
    def making(self, key):
        """Make the page of `key` anew while nobody else does; yields whether somebody did, so that it may be there.

        Where no page was ever kept nobody waits: whatever is there may be one person's.
        """
        with self._lock:
            is_kept = key in self._pages
        with self._makers.at(key, seconds=SECONDS_TO_WAIT) if is_kept else nullcontext(False) as has_waited:
            yield has_waited

    def put(self, key, page):
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += len(page.content)
            while self._bytes > MOST_BYTES:
                self._drop(next(iter(self._pages)))

    def forget(self, address):
        """Let the page at `address`, without a query, be made anew in every language."""
        path = prefixed(address, settings.LANGUAGE_CODE)
        with self._lock:
            for key in [key for key in self._pages if prefixed(key.path, settings.LANGUAGE_CODE) == path]:
                self._drop(key)

    def clear(self):
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _drop(self, key):
        if key in self._pages:
            self._bytes -= len(self._pages.pop(key).content)


shelf = Shelf()


def kept_for(seconds):
    """Mark a view for everybody whose page shows no totals of the office: it is kept so long, or to a publication."""

    def decorator(view):
        @wraps(view)
        def wrapped(*args, **kwargs):
            response = view(*args, **kwargs)
            response.kept_for = getattr(response, "kept_for", seconds)  # the view may know better
            return response

        return wrapped

    return decorator


def kept_by(pulse_of, *, seconds):
    """Mark a view for everybody that shows one thing which changes often: no publication ends its page, and its own
    changes end no other.

    `pulse_of` gives the `Pulse` of the thing for the arguments of the address. The page is made anew when the pulse
    changed, and after `seconds`.
    """

    def decorator(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            pulse = pulse_of(*args, **kwargs)
            in_force = pulse.value()  # before the page is made: what changes meanwhile makes it one of yesterday
            response = view(request, *args, **kwargs)
            response.kept_by = pulse, in_force, seconds
            return response

        return wrapped

    return decorator


def kept(get_response):
    """Middleware: a page for everybody is made once for all who ask in the next seconds, until something is published.

    The generation is read before the page is made: what is published meanwhile makes it one of yesterday. Who has the
    page already is told so, 304, once it stands on the shelf for the others. One at a time makes anew what nobody may
    read any more: the others wait, and get what that one made. A page from before the database went away is sent whole
    to everybody, and kept by nobody.
    """

    def middleware(request):
        request.META["HTTP_ACCEPT_ENCODING"] = packings(request.META.get("HTTP_ACCEPT_ENCODING", "")[:LONGEST_HEADER])
        if not settings.PAGE_CACHE or request.method not in ("GET", "HEAD"):
            return _unless_known(request, get_response(request))
        asked = Asked.of(request)
        try:
            page, in_force = _found(asked)
            if page:
                return _unless_known(request, HttpResponse(page.content, headers=page.headers))
            with shelf.making(asked) as has_waited:
                if has_waited:
                    page, in_force = _found(asked)
                response = HttpResponse(page.content, headers=page.headers) if page else made(request, asked, in_force)
        except Error:  # what needs no database is there all the same
            return _while_away(asked) or get_response(request)
        if getattr(response, "is_unavailable", False):
            return _while_away(asked) or response
        return _unless_known(request, response)

    def made(request, asked, in_force):
        made_at, response = timezone.now(), get_response(request)
        if _may_be_kept(response):
            shelf.put(asked, _page(response, in_force, made_at))
        return response

    return middleware


def _found(asked):
    """(the page there or None for whoever is to make it, the generation in force: of its own pulse, or of all pages)"""
    pulse = shelf.pulse(asked)
    in_force = pulse.value() if pulse else generation.current()
    return shelf.get(asked, in_force), in_force


def _page(response, now_in_force, made_at):
    """What is kept of a response that was begun at `made_at`, and for how long."""
    headers = {name: value for name, value in response.items() if name != "Date"}
    seconds, pulse = max(settings.PAGE_CACHE, getattr(response, "kept_for", 0)), None
    if hasattr(response, "kept_by"):
        pulse, now_in_force, seconds = response.kept_by
    until = monotonic() + seconds
    return Page(now_in_force, until, headers, response.content, made_at=made_at, pulse=pulse)


def _while_away(asked):
    """The page of the generation seen last, marked as of when it is; None where none was kept, or it is too long ago.

    What was taken back ended its generation and is not shown again.
    """
    seen = (shelf.pulse(asked) or generation).seen_within(settings.DATABASE_AWAY_MINUTES * 60)
    page = shelf.last(asked, seen) if seen else None
    return as_of(page.made_at, page.content, page.headers, language_of(asked.path)) if page else None


def _unless_known(request, response):
    """The response, or 304 when it is a page for everybody that whoever asks has already."""
    if "HTTP_IF_NONE_MATCH" not in request.META or response.get("Cache-Control") != FOR_ALL:
        return response
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _may_be_kept(response):
    return (
        response.status_code == 200
        and not response.streaming
        and response.get("Cache-Control") == FOR_ALL
        and not response.cookies
        and len(response.content) <= LARGEST
    )
