"""The gate: which requests say one thing only, whoever reads them. All of the site is UTF-8.

A request that names another charset is read otherwise than it is kept, counted and stored; what no database can store
fails wherever it comes to be stored. Neither gets in: `portal.serving.middleware.gate` answers 400 before anything is
read, and `around` stands before Django, which reads the type of the content while it makes the request.
"""

LONGEST_TYPE = 300  # characters of a Content-Type; a boundary has 70 at most
UTF_8 = {"utf-8", "utf8"}
INSTEAD = "\ufffd"  # what bytes that are no UTF-8 become as well
IS_READABLE = "portal.is_readable"  # in a WSGI environ, where no header of a visitor comes to stand


def around(application):
    """The WSGI `application` behind the gate: no request is made of what nobody can read."""

    def guarded(environ, start_response):
        environ[IS_READABLE] = is_readable(environ)
        if not environ[IS_READABLE]:
            environ["CONTENT_TYPE"] = ""  # of which Django might make an error that nobody answers
        return application(environ, start_response)

    return guarded


def is_readable(environ):
    """Whether a request, all but its content, can be read in one way only and be stored."""
    query, length = environ.get("QUERY_STRING", ""), environ.get("CONTENT_LENGTH")
    return not (
        "%00" in query
        or "\0" in query
        or "\0" in environ.get("PATH_INFO", "")
        or "\0" in environ.get("HTTP_USER_AGENT", "")
        or "\0" in environ.get("HTTP_ACCEPT", "")
        or (length and not (length.isascii() and length.isdigit()))
        or ((content_type := environ.get("CONTENT_TYPE")) and not is_plain_type(content_type))
    )


def is_plain_type(content_type):
    """Whether a Content-Type is well formed and names no charset but UTF-8.

    It is cut at every semicolon, those inside quotes too: nothing that Django takes for a parameter is overlooked, and
    what has a semicolon in a value is refused. So is every asterisk, by which a parameter brings a charset of its own.
    """
    if len(content_type) > LONGEST_TYPE or not (content_type.isascii() and content_type.isprintable()):
        return False
    kind, *parameters = content_type.split(";")
    if "*" in content_type or "," in kind or kind.count("/") != 1 or not all(kind.strip().partition("/")):
        return False
    found = {}
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        name, value = name.strip().lower(), value.strip().strip("\"'")
        if found.setdefault(name, value) != value:
            return False
    is_of_parts = kind.strip().lower().startswith("multipart/")
    return found.get("charset", "utf-8").lower() in UTF_8 and (bool(found.get("boundary")) or not is_of_parts)


def without_nul(sent):
    """A QueryDict with each NUL shown as what it is, a character that cannot be read; nothing else is lost by it."""
    if not any("\0" in text for name, values in sent.lists() for text in (name, *values)):
        return sent
    shown = sent.copy()
    shown.clear()
    for name, values in sent.lists():
        shown.setlist(name.replace("\0", INSTEAD), [value.replace("\0", INSTEAD) for value in values])
    return shown
