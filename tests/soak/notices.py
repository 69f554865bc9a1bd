"""The processes of `test_notices.py`: what makes notices, the worker that sends them, and what tells how they ended."""

import json
import sys
import time

import django
from django.core.management import call_command
from django.utils import timezone

SECONDS_TO_END = 600


def make(count):
    from feedback.notices.models import Notice
    from tests.factories import receive

    call_command("migrate", verbosity=0)
    now, suggestion = timezone.now(), receive()
    rows = [
        Notice(
            kind="replied", channel="mail", language="zh-hant", suggestion=suggestion, citizen=suggestion,
            created_at=now, due_at=now,
        )
        for _ in range(int(count))
    ]  # fmt: skip
    Notice.objects.bulk_create(rows)


def work():
    """The worker as it is, with a text that asks for nothing."""
    from feedback.notices import letters
    from portal.post.letters import Letter

    def compose(notices, now):
        return Letter("wang@example.com", "通知", "您好：\n您的建議已答覆。", "", {}, notices[0].message_id)

    letters.compose = compose
    call_command("worker", verbosity=0, startup_delay=False)


def tell():
    """Wait until all have ended, and print [[state, why, Message-ID]]."""
    from feedback.notices.models import Notice

    until = time.monotonic() + SECONDS_TO_END
    while Notice.objects.filter(kind="replied", ended_at=None).exists() and time.monotonic() < until:
        time.sleep(0.5)
    sys.stdout.write(json.dumps([*Notice.objects.filter(kind="replied").values_list("state", "why", "message_id")]))


if __name__ == "__main__":
    django.setup()
    {"make": make, "work": work, "tell": tell}[sys.argv[1]](*sys.argv[2:])
