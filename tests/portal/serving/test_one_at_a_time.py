"""One makes a page anew that nobody may read any more, and the others wait for it; nobody waits for ever."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.serving import pages
from portal.serving.generation import Pulse
from portal.serving.one_at_a_time import OneAtATime

pytestmark = pytest.mark.pure
pulse = Pulse(lambda: (2,))
READERS = 4


def together(read):
    """What each of the readers gets who come at once."""
    barrier = threading.Barrier(READERS)

    def come(_number):
        barrier.wait()
        return read()

    with ThreadPoolExecutor(READERS) as pool:
        return list(pool.map(come, range(READERS)))


def test_who_comes_while_another_one_is_at_it_waits_and_is_told_so():
    singly, begun = OneAtATime(), threading.Event()
    told = []

    def second():
        begun.wait()
        with singly.at("/", seconds=60) as has_waited:
            told.append(has_waited)

    other = threading.Thread(target=second)
    other.start()
    with singly.at("/", seconds=60) as has_waited:
        begun.set()
        other.join(0.05)
        told.append(has_waited)
    other.join()

    assert (told, singly._busy) == ([False, True], {})


def test_another_thing_is_waited_for_by_nobody():
    singly = OneAtATime()
    with singly.at("/", seconds=60), singly.at("/other", seconds=60) as has_waited:
        assert has_waited is False


def test_what_takes_too_long_is_waited_for_no_longer():
    singly = OneAtATime()
    with singly.at("/", seconds=60):
        with singly.at("/", seconds=0.01) as has_waited:
            assert has_waited is True
        assert [*singly._busy] == ["/"]  # the first is still at it


def test_after_one_that_failed_the_next_one_waits_for_nobody():
    singly = OneAtATime()
    with pytest.raises(ZeroDivisionError), singly.at("/", seconds=60):
        1 / 0  # noqa: B018  it fails
    with singly.at("/", seconds=60) as has_waited:
        assert has_waited is False


@pytest.fixture
def shelf():
    """With a page that changed so long ago that nobody may read it."""
    shelf = pages.Shelf()
    shelf.put("/", pages.Page((1,), until=pages.monotonic() - 60, headers={}, content=b"old", pulse=pulse))
    return shelf


def test_of_all_who_come_at_once_when_it_is_too_old_one_makes_it(shelf):
    made = []

    def read():
        page = shelf.get("/", (2,))
        if page:
            return page.content
        with shelf.making("/") as has_waited:
            page = shelf.get("/", (2,)) if has_waited else None
            if page is None:
                made.append(threading.get_ident())
                threading.Event().wait(0.05)
                page = pages.Page((2,), until=pages.monotonic() + 60, headers={}, content=b"new", pulse=pulse)
                shelf.put("/", page)
        return page.content

    assert (together(read), len(made)) == ([b"new"] * READERS, 1)


def test_for_what_is_not_on_the_shelf_nobody_waits(shelf):
    with shelf.making("/one-persons/"), shelf.making("/one-persons/") as has_waited:
        assert has_waited is False
