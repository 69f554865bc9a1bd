"""The digest of each day: who gets one, when, once, and of what."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from feedback.notices import digests, letters, outbox, wishes
from feedback.notices.digests import put_together
from feedback.notices.models import Notice
from feedback.notices.writing import tell_staff
from feedback.rules.cadence import Cadence
from feedback.rules.notices import Channel, Kind, State
from tests import factories
from tests.factories import at

SEVEN, HALF_PAST = at("2020-12-02 07:00"), at("2020-12-02 07:30")


def person(username="reader"):
    return factories.make_user(username=username, email=f"{username}@example.com")


def tell(*people, count=1, now=None, kind=Kind.SHEET):
    for _number in range(count):
        tell_staff([each.pk for each in people], kind, at=now or at("2020-12-01 10:00"))


def groups():
    """{user name: how many rows each message has}, those in no message apart as 0."""
    found = {}
    for name, message_id in Notice.objects.order_by("pk").values_list("staff__username", "message_id"):
        found.setdefault(name, {}).setdefault(message_id, 0)
        found[name][message_id] += 1
    return {name: sorted((bool(key), count) for key, count in ids.items()) for name, ids in found.items()}


def send(now):
    """What the postman does with all that waits in a message."""
    Notice.objects.exclude(message_id="").filter(ended_at=None).update(state=State.SENT, ended_at=now)


@pytest.mark.django_db
class TestDigests:
    def test_nobody_gets_an_empty_one(self):
        person()
        assert put_together(HALF_PAST) == 0

    def test_before_half_past_seven_nobody_gets_one(self):
        tell(person())
        assert put_together(SEVEN) == 0

    def test_what_waits_for_a_person_is_one_message(self):
        tell(person(), person("other"), count=3)
        assert (put_together(HALF_PAST), groups()) == (2, {"reader": [(True, 3)], "other": [(True, 3)]})

    def test_a_second_look_finds_nothing(self):
        tell(person())
        assert (put_together(HALF_PAST), put_together(HALF_PAST)) == (1, 0)

    def test_what_comes_while_one_is_on_its_way_waits_for_the_next_day(self):
        reader = person()
        tell(reader)
        put_together(HALF_PAST)
        tell(reader, now=HALF_PAST)
        made = [put_together(HALF_PAST + timedelta(hours=1))]
        send(HALF_PAST + timedelta(hours=2))
        made += [put_together(HALF_PAST + timedelta(hours=hours)) for hours in (3, 23, 24)]
        assert (made, groups()) == ([0, 0, 0, 1], {"reader": [(True, 1), (True, 1)]})

    def test_days_without_a_worker_are_made_good_at_any_hour_and_once(self):
        reader = person()
        tell(reader)
        put_together(HALF_PAST)
        send(HALF_PAST)
        tell(reader, count=2, now=HALF_PAST)
        late = at("2020-12-06 22:00")
        assert (put_together(late), put_together(late), groups()) == (1, 0, {"reader": [(True, 1), (True, 2)]})

    def test_a_clock_that_was_ahead_keeps_back_no_more_than_it_sent(self):
        reader = person()
        tell(reader)
        put_together(at("2020-12-09 07:30"))
        send(at("2020-12-09 07:30"))
        tell(reader, now=HALF_PAST)
        assert [put_together(at(day)) for day in ("2020-12-02 07:30", "2020-12-09 09:00", "2020-12-10 07:30")] == [
            0,
            0,
            1,
        ]

    def test_who_wants_a_kind_at_once_after_all_gets_it_at_once(self):
        reader = person()
        tell(reader)
        wishes.choose(reader, {Kind.SHEET: Cadence.AT_ONCE}, now=SEVEN)
        assert list(Notice.objects.values_list("is_for_digest", "due_at")) == [(False, SEVEN)]
        assert put_together(HALF_PAST) == 0

    def test_what_goes_at_once_is_in_no_digest(self):
        tell(person(), kind=Kind.MENTIONED)
        assert (put_together(HALF_PAST), groups()) == (0, {"reader": [(False, 1)]})

    def test_the_postman_takes_it_up_as_one_letter(self):
        tell(person(), count=3)
        put_together(HALF_PAST)
        taken = outbox.claim(Channel.MAIL, "a worker", HALF_PAST)
        letter = letters.compose(taken, HALF_PAST)
        assert (len(taken), letter.to, letter.message_id) == (3, "reader@example.com", taken[0].message_id)

    def test_the_thread_looks_and_rests(self):
        tell(person(), now=at("2020-11-01 10:00"))
        assert (digests.Gatherer().turn(HALF_PAST), groups()) == (False, {"reader": [(True, 1)]})


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_send_one():
    tell(person(), count=5)
    barrier, made = Barrier(2), []

    def work():
        barrier.wait()
        made.append(put_together(HALF_PAST))
        connections.close_all()

    threads = [Thread(target=work) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(made), groups()) == ([0, 1], {"reader": [(True, 5)]})
