"""Limits on how often something may be tried, counted in the cache."""

from django.core.cache import cache


def is_exhausted(name, who, *, limit, seconds):
    """Count one try of `name` by `who`; True when it is beyond `limit` within the last `seconds`.

    The window begins with the first try. With several workers the count is shared through REDIS_URL.
    """
    key = f"throttle:{name}:{who}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, timeout=seconds)
        return limit < 1
