"""How often something was tried, counted in the cache; with several workers they share it through REDIS_URL."""

from django.core.cache import cache


def counted(name, who):
    """How often `who` tried `name` in the window that runs."""
    return cache.get(_key(name, who), 0)


def count(name, who, *, seconds):
    """Count one more try of `name` by `who`, and return how many it makes; the window begins with the first try."""
    return cache.count(_key(name, who), seconds)


def _key(name, who):
    return f"throttle:{name}:{who}"
