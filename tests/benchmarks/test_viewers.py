"""The viewers of a talk: what they ask with, what they see, and what is counted."""

import gzip

from benchmarks.asking import viewers
from benchmarks.asking.client import Answer
from benchmarks.asking.viewers import Audience


class Told:
    """What answers them: each answer in turn, the last one again and again."""

    def __init__(self, *answers):
        self.answers, self.tags = list(answers), []

    async def ask(self, method, path, headers):
        self.tags.append(headers.get("If-None-Match", ""))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def page(etag, body, **more):
    return Answer(200, "", {}, body, etag, size=len(body), **more)


STAYED = Answer(304, "", {}, b"", size=100)


def watched(told, run_to_end, monkeypatch, count=1):
    monkeypatch.setattr(viewers, "PAUSE", (0.01, 0.01))
    audience = Audience(told, "/now")
    run_to_end(audience.watch(count, 0.2))
    return audience


def test_they_ask_with_the_tag_of_what_they_have(run_to_end, monkeypatch):
    told = Told(page("a", b"1"), page("b", b"22"), STAYED)
    audience = watched(told, run_to_end, monkeypatch)
    assert (told.tags[:4], audience.statuses[200], audience.bytes) == (
        ["", "a", "b", "b"],
        2,
        3 + 100 * audience.statuses[304],
    )


def test_an_answer_is_seen_once_its_mark_is_shown_packed_or_not(run_to_end, monkeypatch):
    told = Told(page("a", b"[bench-1]"), page("b", gzip.compress(b"[bench-1] [bench-2]"), is_packed=True), STAYED)
    [seen] = watched(told, run_to_end, monkeypatch).seen
    assert [*seen] == ["bench-1", "bench-2"]


def test_what_fails_is_counted_and_nobody_leaves_for_it(run_to_end, monkeypatch):
    told = Told(Answer(503, "", {}, b""), page("a", b""), STAYED)
    audience = watched(told, run_to_end, monkeypatch)
    assert (dict(audience.times.errors), audience.statuses[200]) == ({"ValueError: GET /now: 503": 1}, 1)


def test_who_saw_an_answer_late_or_never_did_not_see_it():
    audience = Audience(None, "/now")
    audience.seen = [{"bench-1": 13.0, "bench-2": 20.0}, {"bench-1": 16.0}]
    answers = {"bench-1": 10.0, "bench-2": 15.0}
    assert (audience.share_that_saw(answers, 5), audience.slowest(answers)) == (0.5, float("inf"))


def test_nobody_saw_what_nobody_answered():
    assert Audience(None, "/now").share_that_saw({}, 5) == 0.0


def test_they_come_one_after_the_other(run_to_end, monkeypatch):
    audience = watched(Told(page("a", b"")), run_to_end, monkeypatch, count=3)
    assert len(audience.seen) == 3
