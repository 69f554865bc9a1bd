"""The shared cache is a convenience: whatever is wrong with Redis, everybody gets what they came for."""

import pickle
from threading import Thread

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from feedback.models import Suggestion
from feedback.rules.workflow import Stage
from portal.serving import shared_cache as shared
from portal.serving.shared_cache import PAUSE, Outage, is_away
from tests import factories
from tests.feedback.passage import fill, send
from tests.portal.serving import redis

MARK = "緩存服務暫時連不上"


class Clock:
    now = 0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """The clock of outages; it stands still until a test moves it."""
    clock = Clock()
    monkeypatch.setattr(shared, "outage", Outage(clock))
    return clock


@pytest.fixture
def share(settings, clock):
    """Share the cache at an address from now on."""

    def share(url):
        settings.CACHES = settings.CACHES | {
            "default": {"BACKEND": "portal.serving.shared_cache.SharedCache", "LOCATION": url}
        }
        return caches["default"]

    yield share
    caches["default"].close()


@pytest.fixture
def real():
    with redis.real() as server:
        yield server


@pytest.fixture(params=redis.HARMFUL, ids=lambda answer: answer.__name__)
def harmful(request):
    with redis.stand_in(request.param) as server:
        yield server


def lines(caplog):
    return [
        record.message.partition(":")[0] for record in caplog.records if record.name == "portal.serving.shared_cache"
    ]


def everything(cache):
    """What each of Django's calls answers."""
    answers = {
        "get": cache.get("a", "absent"),
        "get_many": cache.get_many(["a", "b"]),
        "has_key": cache.has_key("a"),
        "set": cache.set("a", 1),
        "set_many": cache.set_many({"a": 1, "b": 2}),
        "add": cache.add("a", 1),
        "touch": cache.touch("a"),
        "delete": cache.delete("a"),
        "delete_many": cache.delete_many(["a"]),
        "get_or_set": cache.get_or_set("a", lambda: 5),
        "count": cache.count("c", 60),
    }
    with pytest.raises(ValueError, match="not found"):
        cache.incr("d")
    return answers


EMPTY = {
    "get": "absent", "get_many": {}, "has_key": False, "set": None, "set_many": ["a", "b"], "add": False,
    "touch": False, "delete": False, "delete_many": None, "get_or_set": 5, "count": 0,
}  # fmt: skip


def test_while_it_is_there_it_is_a_cache(share, real):
    cache = share(real.url)
    counts = [cache.count("c", 60) for _ in range(3)]
    cache.set_many({"a": 1, "b": {"c": ["意見", 2.5, None]}})
    assert (counts, cache.get_many(["a", "b", "c", "d"]), cache.incr("a"), is_away()) == (
        [1, 2, 3], {"a": 1, "b": {"c": ["意見", 2.5, None]}, "c": 3}, 2, False,
    )  # fmt: skip


def test_a_window_of_counting_ends(share, real):
    cache = share(real.url)
    cache.count("c", 60)
    assert 0 < cache._cache.get_client(None).ttl(cache.make_key("c")) <= 60


def test_a_stopped_one_is_empty_until_it_is_back(share, real, clock, caplog):
    cache = share(real.url)
    cache.set("a", 1)
    real.stop()
    stopped = everything(cache), is_away()
    real.start()
    resting = everything(cache), is_away()
    clock.now += PAUSE
    assert (stopped, resting, is_away(), cache.count("c", 60)) == ((EMPTY, True), (EMPTY, True), False, 1)
    assert lines(caplog) == [
        "The shared cache is away; what only counts or hints goes on without it", "The shared cache is back.",
    ]  # fmt: skip


def test_connections_of_before_a_restart_are_no_failure(share, real, caplog):
    cache = share(real.url)
    cache.count("c", 60)
    real.stop()
    real.start()
    assert (cache.count("c", 60), lines(caplog)) == (1, [])


def test_one_that_does_harm_is_left_alone(share, harmful, caplog):
    assert everything(share(harmful.url)) == EMPTY
    writes = [words[0] for words in harmful.asked if words[0] not in redis.READS]
    assert (len(writes) <= 4, lines(caplog)) == (
        True, ["The shared cache is away; what only counts or hints goes on without it"],
    )  # fmt: skip


def test_after_each_pause_one_asks_for_all_and_says_nothing_more(share, clock, caplog):
    with redis.stand_in(redis.nothing) as server:
        cache = share(server.url)
        for _ in range(3):
            clock.now += PAUSE
            for _ in range(20):
                cache.get("a")
                cache.count("c", 60)
    assert (len(server.asked), len(lines(caplog))) == (3, 1)


def test_a_full_one_that_answers_readers_stays_away(share, clock):
    """Else it would be back and away again with each request."""
    with redis.stand_in(redis.full) as server:
        cache = share(server.url)
        cache.count("c", 60)
        asked = len(server.asked)
        clock.now += PAUSE
        assert (cache.get("a"), len(server.asked) - asked, is_away()) == (None, 0, True)


def test_every_thread_knows_what_one_found_out(share, clock):
    with redis.stand_in(redis.nothing) as server:
        share(server.url).count("c", 60)
        asked, answers = len(server.asked), []
        others = [Thread(target=lambda: answers.append(caches["default"].count("c", 60))) for _ in range(5)]
        for other in others:
            other.start()
        for other in others:
            other.join()
    assert (answers, len(server.asked) - asked) == ([0] * 5, 0)


def test_nobody_waits_longer_than_a_fifth_of_a_second_and_nobody_tries_twice(share):
    with redis.stand_in(redis.nothing) as server:
        cache = share(server.url)
        options = cache._cache._get_connection_pool(write=True).connection_kwargs
        cache.count("c", 60)
    seconds = options["socket_timeout"], options["socket_connect_timeout"]
    assert (seconds, options["retry"].get_retries()) == ((0.2, 0.2), 0)
    assert len(server.asked) == 1


@pytest.mark.parametrize("stored", [pickle.dumps(Stage.CLOSED), b"\xff\xfe", b"{", b"not json"])
def test_what_another_release_or_hand_left_is_nothing_and_is_not_run(share, real, stored):
    cache = share(real.url)
    cache._cache.get_client(None, write=True).set(cache.make_key("a"), stored)
    assert (cache.get("a", "absent"), cache.get_many(["a"]), is_away()) == ("absent", {}, False)


@pytest.mark.parametrize("backend", ["portal.serving.shared_cache.SharedCache", "portal.serving.shared_cache.OwnCache"])
def test_classes_are_not_kept_in_it(settings, backend):
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1/0"}}
    for keep in (caches["default"].set, caches["default"].add):
        with pytest.raises(TypeError):
            keep("a", object())


def test_a_log_line_holds_no_line_of_the_server(share, caplog):
    with redis.stand_in(lambda words: b"-ERR first\nsecond\r\n") as server:
        share(server.url).count("c", 60)
    [record] = [record for record in caplog.records if record.name == "portal.serving.shared_cache"]
    assert "\n" not in record.getMessage()


# What people come for.


def the_whole_way(client, suggestion):
    """What a citizen gets, from beginning the form to looking it up, and a supporter."""
    sent = send(client, fill(client))
    own = Suggestion.objects.exclude(pk=suggestion.pk).get()
    secret = client.get(sent.url).context["secret"]
    opened = client.post(reverse("status_lookup"), {"number": own.number, "secret": secret})
    wrong = Client().post(reverse("status_lookup"), {"number": own.number, "secret": "1"}, follow=True)
    supported = client.post(reverse("suggestion_support", args=[suggestion.number]), follow=True)
    hits = client.get(reverse("suggest_hits"), {"title": "小學門口的斑馬線"})
    alive = client.get(reverse("healthz"))
    return {
        "sent": sent.url,
        "opened": opened.url,
        "wrong": (wrong.status_code, [str(told) for told in wrong.context["messages"]]),
        "supported": (supported.status_code, suggestion.supports.count()),
        "hits": hits.status_code,
        "alive": alive.status_code,
    }


GOT = {
    "sent": "/suggest/receipt/",
    "opened": "/status/mine/",
    "wrong": (200, ["編號或查詢碼不對，請對照回執再試一次。"]),
    "supported": (200, 1),
    "hits": 200,
    "alive": 200,
}


@pytest.fixture
def suggestion(db):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, has_consent=True)
    factories.release(suggestion, title="路燈不亮")
    return suggestion


def test_a_stopped_redis_refuses_nobody(client, share, real, suggestion):
    share(real.url)
    real.stop()
    assert the_whole_way(client, suggestion) == GOT


def test_a_harmful_redis_refuses_nobody(client, share, harmful, suggestion):
    share(harmful.url)
    assert the_whole_way(client, suggestion) == GOT
    assert len([words for words in harmful.asked if words[0] not in redis.READS]) <= 4


def test_what_protects_a_secret_is_counted_all_the_same(client, share, real, suggestion):
    share(real.url)
    real.stop()
    client.get(reverse("status_lookup"))
    guess = {"number": suggestion.number, "secret": "1"}
    answers = [client.post(reverse("status_lookup"), guess).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


def test_a_redis_that_stops_on_the_way_is_not_noticed(client, share, real, suggestion):
    share(real.url)
    page = fill(client)
    real.stop()
    assert send(client, page).url == reverse("suggest_receipt")


@pytest.mark.parametrize("who", ["supervisor", "administrator"])
def test_the_home_of_the_desk_says_so(request, client, share, real, office, who):
    share(real.url)
    client.force_login(request.getfixturevalue(who))
    pages = [client.get(reverse("admin:index"))]
    real.stop()
    pages += [client.get(reverse("admin:index"))]
    assert [(page.status_code, MARK in page.text) for page in pages] == [(200, False), (200, True)]


def test_where_no_redis_is_set_none_is_missed(client, supervisor):
    client.force_login(supervisor)
    assert (is_away(), MARK in client.get(reverse("admin:index")).text) == (False, False)
