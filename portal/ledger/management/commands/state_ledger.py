"""Bring into the ledger what was there before it."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.ledger.standing import state_all


class Command(BaseCommand):
    help = (
        "Append a `standing` entry for each suggestion, answer, rating and report of which the ledger says nothing yet."
        " It may be stopped at any time and goes on where it was; the site may run meanwhile."
    )

    def handle(self, *, verbosity, **options):
        count = 0
        for more in state_all(timezone.now()):
            count += more
            if verbosity > 1:
                self.stdout.write(f"{count} …")
        self.stdout.write(f"{count} entries were added." if count else "The ledger knows of everything.")
