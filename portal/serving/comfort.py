"""長者模式: how large and how plain a reader wants the pages; chosen once, kept in a cookie.

The pages are the same for everybody: what differs is one small stylesheet, answered by the cookie.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

COOKIE = "comfort"
SECONDS = 365 * 24 * 3600
FOLDER = Path(__file__).resolve().parent / "comfort_css"


class Size(TextChoices):
    NORMAL = "normal", _("標準")
    LARGE = "large", _("大字")
    PLAIN = "plain", _("長者模式：特大字，簡明版面")


def chosen(request):
    value = request.COOKIES.get(COOKIE)
    return Size(value) if value in Size.values else Size.NORMAL


@cache
def rules(size):
    """What the stylesheet of `size` says; nothing for the pages as they are."""
    names = {Size.LARGE: ["large"], Size.PLAIN: ["large", "plain"]}.get(size, [])
    return "".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in names)


@cache
def tag(size):
    """An entity tag: another one for each size and each release."""
    return f'"{sha256(rules(size).encode()).hexdigest()[:16]}"'


def keep(response, size):
    """The choice for a year; the pages as they are need none."""
    if size == Size.NORMAL:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE, size, max_age=SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response
