"""How one request reads content: converted to the reader's script, or, with `?original=1`, as it was written."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils.translation import get_language

from portal.reading import protected
from portal.reading.text import SIMPLIFIED, TRADITIONAL, script_of

PARAMETER = "original"


@dataclass
class Reader:
    wants_original: bool = False
    met_converted: bool = False  # whether anything was shown in other characters than it was written in


_reader = ContextVar("reader", default=None)


def reader(get_response):
    """Middleware: every request is a reader of its own."""

    def middleware(request):
        token = _reader.set(Reader(wants_original=request.GET.get(PARAMETER) == "1"))
        try:
            return get_response(request)
        finally:
            _reader.reset(token)

    return middleware


@contextmanager
def apart(wants_original):
    """Inside, somebody else reads: yields who, so that what they met can be asked; outside nothing was noticed."""
    who = Reader(wants_original=wants_original)
    token = _reader.set(who)
    try:
        yield who
    finally:
        _reader.reset(token)


def current():
    """Who reads now; outside a request somebody who leaves no trace."""
    return _reader.get() or Reader()


def page_script():
    """The script content is shown in: Simplified on Simplified pages, Traditional on all others."""
    return SIMPLIFIED if get_language() == SIMPLIFIED else TRADITIONAL


def converted(text):
    """`text` in the script of the page, whatever the reader wants: what the site says of itself."""
    script = page_script()
    return text if not text or script_of(text) == script else protected.conversion().in_script(text, script)


def english_or(own, english):
    """What readers of English pages are shown where there is English, and the office's own words for all others."""
    return english if english and get_language() == "en" else own


def worded(thing):
    """The words that stand for `thing`: of a row, the name that it has in the language of the page."""
    return str(getattr(thing, "shown_name", thing))


def shown(thing):
    """Content, or the name of a row, as this reader sees it."""
    who, text = current(), worded(thing)
    if who.wants_original:
        return "".join(text)  # never what somebody else had marked as safe HTML
    result = converted(text)
    who.met_converted = who.met_converted or result != text
    return "".join(result)


def name_shown(thing):
    """The name of `thing`, a row that has one or the name itself, as this reader sees it; nothing for none.

    What a row is called by itself, in sentences, choices and cells: a catalog has the sentence, and nobody else
    converts what stands within it.
    """
    if not thing:
        return ""
    return shown(thing if isinstance(thing, str) else getattr(thing, "shown_name", None) or thing.name)


def script_shown(text):
    """The script in which `shown(text)` stands."""
    return script_of(text) if current().wants_original else page_script()
