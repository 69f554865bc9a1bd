"""`python -m benchmarks.processes.serving APPLICATION PORT`: any application, served as `manage.py serve` does."""

import os
import sys

import django

django.setup()

from portal.management.commands.serve import granian_options  # noqa: E402  needs the settings

application, port = sys.argv[1:]
*options, _ = granian_options(port)
os.execv(sys.executable, [sys.executable, "-m", "granian", *options, application])
