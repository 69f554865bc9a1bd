"""The cache that server processes share: it counts and hints, so that its absence holds up nobody.

Whatever fails on the way to Redis, the process takes the cache for empty, leaves it alone for a while and says so once.
Values are plain (what JSON knows): nothing that lies in Redis is ever run, and no release trips over the classes of
another one.
"""

import json
import operator

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.retry import Retry

from portal.serving import outage as outages

SECONDS = 0.2  # that connecting, and each answer, may take
PAUSE = 5  # seconds after a failure in which nobody asks


class Outage(outages.Outage):
    """Whether the shared cache is away."""

    pause = longest = PAUSE
    begun = "The shared cache is away; what only counts or hints goes on without it: %s %.200r"
    ended = "The shared cache is back."


outage = Outage()
FAILED = object()


def is_away():
    """Whether the shared cache does not take what is to be counted. Asks it, so that a quiet hour hides nothing.

    False where processes share none. Each process finds out for itself.
    """
    cache = caches["default"]
    return isinstance(cache, SharedCache) and not cache.takes_writes()


class Unreadable(Exception):
    """A stored value that is not of our making: for us there is none."""


class PlainValues:
    """Numbers as they are, so that Redis can count them; everything else as JSON."""

    def dumps(self, value):
        return value if type(value) is int else json.dumps(value)

    def loads(self, stored):
        try:
            return json.loads(stored)
        except ValueError as error:
            raise Unreadable from error


class Client(RedisCacheClient):
    """Django's, where two steps were to be one."""

    def incr(self, key, delta):
        """The new number, or None for a key that is not there."""
        client = self.get_client(key, write=True)
        return client.incr(key, delta) if client.exists(key) else None

    def count(self, key, seconds):
        steps = self.get_client(key, write=True).pipeline()
        _began, number = steps.set(key, 0, ex=seconds, nx=True).incr(key).execute()
        return operator.index(number)  # `TypeError` for what is no number

    def forget_connections(self):
        for pool in self._pools.values():
            pool.disconnect()


class SharedCache(RedisCache):
    """Redis; empty while it is away. What is written meanwhile is not kept, and the answers say so."""

    def __init__(self, server, params):
        options = {"socket_timeout": SECONDS, "socket_connect_timeout": SECONDS, "protocol": 2}
        options |= {"retry": Retry(NoBackoff(), 0), "serializer": PlainValues} | params.get("OPTIONS", {})
        super().__init__(server, params | {"OPTIONS": options})
        self._class = Client

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        check(value)
        return self._written(False, RedisCache.add, key, value, timeout, version)

    def get(self, key, default=None, version=None):
        return self._read(default, RedisCache.get, key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        check(value)
        self._written(None, RedisCache.set, key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._written(False, RedisCache.touch, key, timeout, version)

    def delete(self, key, version=None):
        return self._written(False, RedisCache.delete, key, version)

    def get_many(self, keys, version=None):
        keys = [*keys]
        return self._read({}, RedisCache.get_many, keys, version) if keys else {}

    def has_key(self, key, version=None):
        return self._read(False, RedisCache.has_key, key, version)

    def incr(self, key, delta=1, version=None):
        number = self._written(None, RedisCache.incr, key, delta, version)
        if number is None:
            raise ValueError(f"Key {key!r} not found.")
        return number

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        """The keys that were not kept."""
        for value in data.values():
            check(value)
        return self._written([*data], RedisCache.set_many, data, timeout, version)

    def delete_many(self, keys, version=None):
        self._written(None, RedisCache.delete_many, [*keys], version)

    def clear(self):
        return self._written(False, RedisCache.clear)

    def count(self, key, seconds):
        """Count one more under `key` in a window of `seconds` that the first began: how many, or 0 while away."""
        return self._written(0, SharedCache._count, key, seconds)

    def takes_writes(self):
        return self._written(False, SharedCache._note)

    def _count(self, key, seconds):
        return self._cache.count(self.make_and_validate_key(key), seconds)

    def _note(self):
        RedisCache.set(self, "taken", 1, PAUSE)
        return True

    def _read(self, nothing, method, *given):
        """Readers do not try whether an outage is over: a full cache answers them and takes nothing."""
        result = FAILED if outage.is_on else self._asked(method, *given)
        return nothing if result is FAILED else result

    def _written(self, nothing, method, *given):
        result = self._asked(method, *given) if outage.may_try() else FAILED
        if result is FAILED:
            return nothing
        outage.end()
        return result

    def _asked(self, method, *given):
        """What `method` answers, or `FAILED`."""
        try:
            return method(self, *given)
        except Unreadable:
            return FAILED
        except Exception as error:  # whatever it is: Redis, the network, an answer that is no answer
            outage.begin(error)
            self._cache.forget_connections()
            return FAILED


class OwnCache(LocMemCache):
    """What stands in for it where no Redis is set: of this process alone, and as strict about what is kept."""

    def add(self, key, value, *args, **kwargs):
        check(value)
        return super().add(key, value, *args, **kwargs)

    def set(self, key, value, *args, **kwargs):
        check(value)
        super().set(key, value, *args, **kwargs)

    def count(self, key, seconds):
        self.add(key, 0, seconds)
        try:
            return self.incr(key)
        except ValueError:  # it ran out between the two lines
            self.set(key, 1, seconds)
            return 1


def check(value):
    """`TypeError` for what is not plain: classes are kept by each process alone, in `caches["kept"]`."""
    json.dumps(value)
