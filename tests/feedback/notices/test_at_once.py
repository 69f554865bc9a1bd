"""Several at once: each notice is claimed by one worker, a digest as a whole, and no channel waits for another."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection
from django.utils import timezone

from feedback.notices import letters, outbox
from feedback.notices.models import Notice
from feedback.notices.postman import Postman
from feedback.rules.notices import State
from portal.post.outcome import accepted
from tests.factories import NOW, make_notice, make_user, receive

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 4


@pytest.fixture
def rows():
    suggestion, person = receive(), make_user(username="handler")
    single = [make_notice(suggestion=suggestion) for _ in range(10)]
    digests = [
        [make_notice(staff=person, is_for_digest=True, kind=kind, suggestion=suggestion) for kind in ("card", "to_me")]
        for _ in range(3)
    ]
    for digest in digests:
        outbox.send_together(digest, NOW)
    return [{row.pk for row in group} for group in [*([row] for row in single), *digests]]


def test_each_is_claimed_once_and_a_digest_whole(rows):
    start = Barrier(WORKERS)

    def work(number):
        start.wait()
        found = []
        try:
            while True:
                claimed = outbox.claim("mail", f"worker {number}", NOW)
                found.append({row.pk for row in claimed})
                if not claimed and not Notice.objects.due("mail", NOW).exists():
                    return found
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        found = [group for groups in pool.map(work, range(WORKERS)) for group in groups if group]

    assert sorted(found, key=min) == sorted(rows, key=min)


class Waiting:
    """A server that answers nothing before it is let go."""

    def __init__(self):
        self.asked, self.let_go = Event(), Event()

    def send(self, message, handing):
        handing()
        self.asked.set()
        self.let_go.wait(10)
        return accepted()

    def close(self):
        """Nothing to close."""


def test_a_server_that_does_not_answer_holds_up_no_other_channel(monkeypatch):
    monkeypatch.setattr(letters, "compose", lambda notices, now: "a message", raising=False)
    suggestion, now = receive(), timezone.now()
    for channel in ("mail", "sms"):
        make_notice(suggestion=suggestion, channel=channel, due_at=now)
    mail, sms = Waiting(), Waiting()
    sms.let_go.set()
    postmen = [Postman("mail", mail), Postman("sms", sms)]

    for postman in postmen:
        postman.start()
    were_asked = mail.asked.wait(10), sms.asked.wait(10)
    postmen[1].stopped.set()
    postmen[1].join(10)
    meanwhile = dict(Notice.objects.values_list("channel", "state"))
    mail.let_go.set()
    postmen[0].stopped.set()
    postmen[0].join(10)

    assert (were_asked, meanwhile, dict(Notice.objects.values_list("channel", "state"))) == (
        (True, True), {"mail": State.HANDING, "sms": State.SENT}, {"mail": State.SENT, "sms": State.SENT},
    )  # fmt: skip
