"""The step after an update by which suggestions of one contact are found however it was written."""

import sys

from django.core.management.base import BaseCommand, CommandError

from feedback.desk.queries.suggestions import every
from portal.tables.encrypted import Undecryptable

BATCH = 500  # between two lines of progress; each row is a change by itself


class Command(BaseCommand):
    help = "Make the keys of contacts anew where they are from before. Interrupted, the next call does what is left."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only say how many are left, and fail if any is")

    def handle(self, *, check, **options):
        left = every().with_former_contact_key().count()
        if check:
            if left:
                sys.exit(f"{left} keys are left to be made anew.")
            self.stdout.write("All keys are made anew.")
            return
        done = 0
        try:
            while made := every().renew_contact_keys(BATCH):
                done += made
                self.stdout.write(f"{done} of {max(done, left)}")
        except KeyboardInterrupt:
            raise CommandError(f"Stopped behind {done} keys; call it again to go on.") from None
        except Undecryptable as error:
            raise CommandError("A contact is encrypted with a key that PERSONAL_DATA_KEYS does not hold.") from error
        self.stdout.write(f"{done} keys were made anew; none is left.")
