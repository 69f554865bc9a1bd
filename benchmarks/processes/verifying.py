"""`python -m benchmarks.processes.verifying`: looks up every receipt that was shown, and the numbers, in the database.

Reads [[number, secret], …] from the standard input; writes {"shown": …, "missing": [number, …], "gaps": …}.
"""

import json
import sys

import django

django.setup()

from django.db.models import Count, Max  # noqa: E402  needs the settings

from feedback.models import Suggestion  # noqa: E402

shown = json.load(sys.stdin)
missing = [number for number, secret in shown if not Suggestion.objects.by_receipt(number, secret)]
years = Suggestion.objects.order_by().values("year").annotate(last=Max("sequence"), count=Count("pk"))
gaps = sum(year["last"] - year["count"] for year in years)
json.dump({"shown": len({number for number, _ in shown}), "missing": missing, "gaps": gaps}, sys.stdout)
