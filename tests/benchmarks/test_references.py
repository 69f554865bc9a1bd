"""The references of the benchmark answer, each as a project of its own."""

import json
import subprocess
import sys

from django.conf import settings

BARE = """
import json
from benchmarks.references.bare import application
from django.test import Client
response = Client().get("/")
print(json.dumps([response.status_code, len(response.content)]))
"""
PLAIN = """
import json
from datetime import UTC, datetime
from benchmarks.references.plain.wsgi import application
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from benchmarks.references.plain.models import Letter, State, Subject

call_command("migrate", run_syncdb=True, verbosity=0)
subject, state = Subject.objects.create(name="a"), State.objects.create(name="b")
for number in range(30):
    sent_at = datetime(2026, 1, 1, tzinfo=UTC)
    Letter.objects.create(number=number, title="t", body="b", subject=subject, state=state, sent_at=sent_at)
with CaptureQueriesContext(connection) as queries:
    response = Client().get("/")
print(json.dumps([response.status_code, response.text.count("<tr>"), len(queries)]))
"""


def told(program, folder):
    """What `program` prints, in a process of its own with a database of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"DATABASE_URL": f"sqlite:///{folder / 'plain.sqlite3'}", "PYTHONPATH": str(settings.BASE_DIR)},
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def test_the_bare_view_is_20_kb(tmp_path):
    assert told(BARE, tmp_path) == [200, 20_000]


def test_the_plain_page_is_twenty_rows_by_three_queries(tmp_path):
    assert told(PLAIN, tmp_path) == [200, 20, 3]
