"""Whether something was done too often, and by whom as far as a limit knows."""

from datetime import timedelta

import pytest

from portal.serving import limits, throttle, visitors
from portal.serving.limits import Limit
from portal.tables.tries import Tries
from tests.factories import NOW

QUICK = Limit("quick", 60, browser="ONE_BROWSER", network="ONE_NETWORK", each="ONE_EACH")
SECRET = QUICK._replace(name="secret", is_of_secret=True)


@pytest.fixture(autouse=True)
def _limits(settings, time_machine):
    settings.ONE_BROWSER, settings.ONE_NETWORK, settings.ONE_EACH = 2, 5, 3
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(params=[QUICK, SECRET], ids=["cache", "database"])
def limit(request, db):
    return request.param


@pytest.fixture
def ask(rf):
    def ask(limit, browser="", address="203.0.113.7", *, about="", now=NOW):
        meta = {"REMOTE_ADDR": address} | ({"CSRF_COOKIE": browser} if browser else {})
        return throttle.refuses(limit, rf.post("/", **meta), now=now, about=about)

    return ask


def test_a_browser_is_refused_first_and_uses_up_nothing_of_its_network(ask, limit):
    stubborn = [ask(limit, "one", about=str(time)) for time in range(20)]
    others = [ask(limit, f"other {time}", about=f"other-{time}") for time in range(4)]
    assert (stubborn, others) == ([False] * 2 + [True] * 18, [False] * 3 + [True])


def test_who_drops_the_cookies_meets_the_limit_of_the_network(ask, limit):
    assert [ask(limit, about=str(time)) for time in range(7)] == [False] * 5 + [True] * 2


def test_one_thing_has_a_limit_of_its_own_for_each_network(ask, limit):
    assert [ask(limit, about="2020-0001") for _ in range(4)] == [False] * 3 + [True]
    assert [ask(limit, about="2020-0002"), ask(limit, address="198.51.100.1", about="2020-0001")] == [False, False]


def test_a_window_begins_with_the_first_and_ends(ask, limit, time_machine):
    answers = []
    for seconds in (0, 50, 59, 61):
        now = NOW + timedelta(seconds=seconds)
        time_machine.move_to(now, tick=False)
        answers.append(ask(limit, "one", now=now))
    assert answers == [False, False, True, False]


def test_a_limit_of_0_refuses_nobody(ask, limit, settings):
    settings.ONE_BROWSER = settings.ONE_NETWORK = settings.ONE_EACH = 0
    assert {ask(limit, "one") for _ in range(10)} == {False}


def test_many_at_once_do_not_slip_through(ask, settings, monkeypatch):
    """All have asked how many there were before the first one was counted."""
    monkeypatch.setattr(throttle.cache, "get_many", lambda keys: {}, raising=False)
    assert [ask(QUICK, "one") for _ in range(4)] == [False, False, True, True]


def test_nobody_who_was_counted_can_be_read(ask, limit):
    ask(limit, "token", "203.0.113.7")
    kept = [*Tries.objects.values_list("key", flat=True), *throttle.cache._cache]
    assert (len(kept), [key for key in kept if "203.0.113" in key or "token" in key]) == (3, [])


def test_tries_are_counted_apart_and_forgotten(db):
    for key in ("a", "b", "a"):
        throttle.count(key, now=NOW, lasting=timedelta(minutes=1))
    counts = [throttle.how_often(key, now=NOW) for key in "abc"]
    late = NOW + timedelta(minutes=1)
    assert (counts, throttle.how_often("a", now=late), Tries.objects.over(late).count()) == ([2, 1, 0], 0, 2)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("fe80::1%eth0", "fe80::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("unknown", None),
        ("", None),
    ],
)
def test_an_address_counts_by_its_network(rf, address, network):
    assert visitors.network(rf.get("/", REMOTE_ADDR=address)) == network


def test_every_limit_names_settings_and_is_lower_for_a_browser(settings):
    table = [limit for limit in vars(limits).values() if isinstance(limit, Limit)]
    named = [name for limit in table for name in (limit.browser, limit.each, limit.network) if name]
    ordered = [
        getattr(settings, limit.browser) < getattr(settings, limit.each or limit.network)
        and getattr(settings, limit.each or limit.network) <= getattr(settings, limit.network)
        for limit in table
        if limit.browser
    ]
    assert (len(table), len({limit.name for limit in table}), {*ordered}) == (11, 11, {True})
    assert [name for name in named if not isinstance(getattr(settings, name), int)] == []
