"""Put the ledger right after the database was restored, copied or lost."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from portal.ledger import recovering
from portal.ledger.state import Refused


class Command(BaseCommand):
    help = "Take back from a mirror what the database lacks of the ledger, or end it and open the one that follows."

    def add_arguments(self, parser):
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--mirror", metavar="PLACE", help="a folder or an address with a copy of the ledger")
        way.add_argument("--end", action="store_true", help="end the ledger for ever and state everything anew")

    def handle(self, *, mirror, end, **options):
        now = timezone.now()
        try:
            if mirror:
                self._take_back(mirror, now)
            else:
                self._end(now)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _take_back(self, mirror, now):
        count = recovering.take_back(mirror, now)
        told = ngettext("從鏡像補回 %(count)s 條記錄。", "從鏡像補回 %(count)s 條記錄。", count)
        self.stdout.write(told % {"count": count})

    def _end(self, now):
        """What an earlier run began is brought to its end."""
        try:
            log = recovering.end(now)
        except Refused:
            if not recovering.restate(now):
                raise
        else:
            self.stdout.write(gettext("原來的帳本已結束，新的帳本是 %(origin)s。") % {"origin": log.origin})
            recovering.restate(now)
        self.stdout.write(gettext("已有的事項都重新記入了帳本。"))
