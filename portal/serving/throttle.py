"""Whether something was done too often: counted in the cache, and what protects a secret in the database.

A cache that is away counts nothing and refuses nobody.
"""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache

from portal.reading.readers import converted, english_or
from portal.serving import visitors
from portal.tables.tries import Tries


def refuses(limit, request, *, now, about=""):
    """Whether `request` is one too many of `limit`; one that is not is counted. `about` is the thing it is done to."""
    bounds = limit.bounds(browser=visitors.browser(request), network=visitors.network_digest(request), about=about)
    if limit.is_of_secret:
        return _database_refuses(bounds, limit.seconds, now)
    return _cache_refuses(bounds, limit.seconds)


def _cache_refuses(bounds, seconds):
    """Whoever is refused already is not counted further: a stubborn browser does not use up its network's limit."""
    counted = cache.get_many(bounds)
    if any(counted.get(key, 0) >= most for key, most in bounds.items()):
        return True
    are_over = [cache.count(key, seconds) > most for key, most in bounds.items()]  # each is counted
    return any(are_over)


def _database_refuses(bounds, seconds, now):
    counted = Tries.objects.how_often(bounds, now)
    if any(counted.get(key, 0) >= most for key, most in bounds.items()):
        return True
    Tries.objects.note([*bounds], now, timedelta(seconds=seconds))
    return False


def how_often(key, *, now):
    """How often `key`, which some secret was tried under, failed in the window that runs."""
    return Tries.objects.how_often([key], now).get(key, 0)


def count(key, *, now, lasting):
    """One more in vain under `key`; the first begins a window of `lasting`."""
    Tries.objects.note([key], now, lasting)


def places(limit):
    """The values for the sentence of a refusal: when to come again, whom to call instead."""
    return {
        "minutes": limit.minutes,
        "hotline": settings.HOTLINE,
        "hours": converted(english_or(settings.HOTLINE_HOURS, settings.HOTLINE_HOURS_EN)),
    }
