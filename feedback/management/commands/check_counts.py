"""Whether the counters say what a count of every suggestion says."""

import sys
from collections import Counter

from django.core.management.base import BaseCommand

from feedback.models import Suggestion
from feedback.records.counters import COUNTERS, record
from portal.tables.moments import one_moment


class Command(BaseCommand):
    help = "Compare the counters with the suggestions and say every difference, while the site goes on."

    def add_arguments(self, parser):
        parser.add_argument("--mend", action="store_true", help="add to the counters what is missing")

    def handle(self, *, mend, **options):
        with one_moment():
            missing = differences()
            if mend:
                record(missing)
        if missing and not mend:
            for (counter, key), number in sorted(missing.items(), key=str):
                named = ", ".join(f"{name} {value}" for name, value in zip(counter.key(), key, strict=True))
                self.stdout.write(f"{counter.__name__} ({named}): {number:+d}")
            sys.exit(f"{len(missing)} numbers differ; --mend adds what is missing.")
        self.stdout.write(f"{len(missing)} numbers were mended." if missing else "All numbers are right.")


def differences():
    """{(counter, key): what is missing}; the mended number is the sum of both."""
    missing = Counter(Suggestion.objects.recounted())
    for counter in COUNTERS:
        missing.subtract({(counter, key): number for key, number in counter.objects.sums().items()})
    return {key: number for key, number in missing.items() if number}
