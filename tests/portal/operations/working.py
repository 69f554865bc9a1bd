"""Workers to test: one in this process that ends once nothing is left to do, and the real command in its own."""

import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from portal.operations.worker import Worker


def make_worker(**options):
    defaults = {
        "queue_names": ["default"], "interval": 0, "batch": True, "backend_name": "default", "startup_delay": False,
        "max_tasks": None, "worker_id": "worker", "excluded_queue_names": [],
    }  # fmt: skip
    return Worker(**defaults | options)


def address_of_database():
    """The database of this test, as a process beside it is told of it."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    host = known["HOST"] or ""
    where, query = (host, "") if not host.startswith("/") else ("", f"?host={quote(host, safe='')}")
    port = f":{known['PORT']}" if known["PORT"] else ""
    return f"postgres://{quote(known['USER'])}:{quote(known['PASSWORD'])}@{where}{port}/{known['NAME']}{query}"


@contextmanager
def working(name):
    """`manage.py worker` in a process of its own, that ends once nothing is left to do; killed at the end."""
    own = {"DATABASE_URL": address_of_database(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "manage.py", "worker", "--batch", "--no-startup-delay", "--worker-id", name]
    with subprocess.Popen(
        [*command, "--verbosity", "0"], cwd=settings.BASE_DIR, env=os.environ | own, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()
