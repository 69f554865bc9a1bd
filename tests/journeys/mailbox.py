"""A mail server in this process, what arrives there, and the worker that sends it; its parts are called by the test."""

import re
from email.header import decode_header, make_header
from urllib.request import Request, urlopen

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from feedback.notices.postman import Postman
from feedback.rules.notices import Channel
from portal.post.mail import Mail
from tests.portal.post.mail_server import serving

LINK = re.compile(r"https?://\S+")


class Mailbox:
    """Every letter that a server took, read one after the other."""

    def __init__(self, post, site):
        self._post, self.site, self._read = post, site, 0

    def new(self):
        """[(to, subject, words)] of what arrived since it was asked last, once the worker did what waited."""
        work()
        letters = self._post.letters[self._read :]
        self._read += len(letters)
        return [(letter["To"], subject(letter), words(letter)) for letter in letters]

    def last(self, to):
        return [letter for letter in self._post.letters if letter["To"] == to][-1]

    def raw(self):
        """All heads of all letters, and all that stands in their parts."""
        parts = [part for letter in self._post.letters for part in letter.walk()]
        return "\n".join(f"{part.items()} {(part.get_payload(decode=True) or b'').decode()}" for part in parts)

    def path(self, to, place=0):
        """Where a link of the last letter to somebody leads on this site."""
        return LINK.findall(words(self.last(to)))[place].removeprefix(self.site)


def subject(letter):
    return str(make_header(decode_header(letter["Subject"])))


def words(letter):
    """The plain text, which comes first."""
    return letter.get_payload(0).get_payload(decode=True).decode().replace("\r\n", "\n")


def one_click(letter):
    """What a mail program does whose user wants no more of these: status, and what was answered."""
    address = letter["List-Unsubscribe"].strip().strip("<>")  # a long one begins on a line of its own
    request = Request(address, data=letter["List-Unsubscribe-Post"].encode(), method="POST")  # noqa: S310  our own site
    with urlopen(request) as answer:  # noqa: S310
        return answer.status, answer.read()


def scan(letter):
    """What programs do that look through mails: open every link, without cookies or a button; the statuses."""
    found = []
    for address in dict.fromkeys(LINK.findall(words(letter))):
        with urlopen(address) as answer:  # noqa: S310  our own site
            found.append(answer.status)
    return found


def work():
    """What waits in the queue is done, what is due is sent."""
    for result in DBTaskResult.objects.filter(status=TaskResultStatus.READY).order_by("enqueued_at"):
        result.task.call(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
        DBTaskResult.objects.filter(pk=result.pk).update(status=TaskResultStatus.SUCCESSFUL)
    postman = Postman(Channel.MAIL, Mail())
    while postman.turn(timezone.now()):
        pass
    postman.rest()


@pytest.fixture
def mailbox(settings, live_server):
    """The site sends its mails to a server that takes them all; their links lead to the site as it runs here."""
    with serving() as post:
        settings.EMAIL_BACKEND = "portal.post.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
        settings.SITE_URL = live_server.url
        yield Mailbox(post, live_server.url)
