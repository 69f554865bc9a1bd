"""Whether the files of attachments are those that the database knows of."""

import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from feedback.attachments import orphans
from feedback.attachments.drawing import look_after


class Command(BaseCommand):
    help = "Compare the files of attachments with the database and say every difference, as after a restore."

    def add_arguments(self, parser):
        parser.add_argument("--open", action="store_true", help="open every sealed file, too: it reads them all")
        parser.add_argument(
            "--sweep", action="store_true", help="delete files that no row has known of for a week, however many"
        )

    def handle(self, *, sweep, **options):
        now = timezone.now()
        found = orphans.look(now, opens_sealed=options["open"])
        for line in found.lines():
            self.stdout.write(line)
        swept = orphans.sweep(found, now, most=len(found.orphans)) if sweep else 0
        if swept:
            self.stdout.write(f"{swept} files were swept away.")
        wrong = sum(found.counts().values()) - swept
        if wrong:
            sys.exit(f"{wrong} files are not as they should be.")
        look_after.enqueue()  # what the desk says of them is of the last look
        self.stdout.write("All files are as they should be.")
