"""Write the whole search index anew, in small transactions, while the site serves."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from feedback.models import Suggestion
from reports.models import Report

BATCH = 100  # suggestions whose verbs may have to wait for it, for less than a second
WIDTH = 40


class Command(BaseCommand):
    help = "Write the search index anew. Interrupted, it goes on at the next call where it stood."

    def add_arguments(self, parser):
        parser.add_argument("--anew", action="store_true", help="begin at the beginning, whatever was done before")

    def handle(self, *, anew, **options):
        place = settings.VAR_DIR / "rebuild_search.json"
        if anew:
            place.unlink(missing_ok=True)
        Report.objects.reindex()
        done = json.loads(place.read_text()) if place.exists() else {"last": 0, "count": 0}
        if done["count"]:
            self.stdout.write(f"Going on behind {done['count']} suggestions.")
        total = Suggestion.objects.count()
        try:
            while last := Suggestion.objects.reindex_after(done["last"], BATCH):
                done = {"last": last, "count": min(done["count"] + BATCH, total)}
                place.write_text(json.dumps(done))
                self.show(done["count"], total)
        except KeyboardInterrupt:
            raise CommandError(f"Stopped behind {done['count']} suggestions; call it again to go on.") from None
        place.unlink(missing_ok=True)
        self.stdout.write(f"\n{total} suggestions and the reports can be found.")

    def show(self, count, total):
        full = WIDTH * count // max(total, 1)
        bar = "#" * full + "." * (WIDTH - full)
        self.stderr.write(f"\r[{bar}] {count} of {total}", ending="")
        self.stderr.flush()
