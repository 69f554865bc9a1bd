"""`python -m benchmarks.loading SIZE` fills the empty database of DATABASE_URL."""

import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402  needs the settings
from django.utils import timezone  # noqa: E402

from benchmarks.loading.fill import fill  # noqa: E402

begun = time.monotonic()


def tell(line):
    print(f"  {time.monotonic() - begun:5.0f} s  {line}", file=sys.stderr, flush=True)


call_command("migrate", interactive=False, verbosity=0)
fill(int(sys.argv[1]), now=timezone.now(), tell=tell)
tell("Done.")
