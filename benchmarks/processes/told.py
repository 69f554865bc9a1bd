"""`python -m benchmarks.processes.told MOMENT`: waits until notices since then went out; writes {state: notices}."""

import json
import sys
import time
from datetime import datetime

import django

django.setup()

from django.db.models import Count  # noqa: E402  needs the settings

from feedback.notices.models import Notice  # noqa: E402

MOST_SECONDS = 120

written = Notice.objects.filter(created_at__gte=datetime.fromisoformat(sys.argv[1])).order_by()
until = time.monotonic() + MOST_SECONDS
while written.filter(ended_at=None).exists() and time.monotonic() < until:
    time.sleep(0.5)
json.dump(dict(written.values_list("state").annotate(count=Count("pk"))), sys.stdout)
