"""Check the whole ledger against itself and against the tables, while the site goes on."""

import json
import sys

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from portal.ledger.models import Log
from portal.ledger.verifying import whole
from portal.ledger.verifying.tree import Walk


class Command(BaseCommand):
    help = "Verify the ledger: tree, signatures, gaps, what it commits to, moments and counts; exit with 1 for a fault."

    def add_arguments(self, parser):
        parser.add_argument("--resume", action="store_true", help="go on where an interrupted run had come to")

    def handle(self, *, resume, **options):
        """How far it came stands beside the state of the log, until it came to the end."""
        file = settings.LEDGER_STATE.with_name("verified")
        draft = file.with_name("verified.new")
        reached = json.loads(file.read_text()) if resume and file.exists() else {}
        file.parent.mkdir(parents=True, exist_ok=True)
        erased, count = 0, 0
        for log in Log.objects.order_by("number"):
            walk = Walk(log, **reached.get(log.origin, {}))
            for faults in walk.pieces():
                self._tell(faults)
                reached[log.origin] = walk.reached
                draft.write_text(json.dumps(reached))
                draft.replace(file)  # whole or not at all, wherever it is interrupted
                told = gettext("%(origin)s：已核對 %(size)s 條")
                self.stderr.write(told % {"origin": log.origin, "size": walk.size})
            erased, count = erased + walk.erased, count + walk.found
        for fault in whole.faults(timezone.now()):
            self._tell([fault])
            count += 1
        file.unlink(missing_ok=True)
        self._end(erased, count)

    def _tell(self, faults):
        for fault in faults:
            self.stdout.write(fault)

    def _end(self, erased, count):
        if erased:
            told = ngettext(
                "%(count)s 條記錄的文字已依法銷毀，記錄還在。", "%(count)s 條記錄的文字已依法銷毀，記錄還在。", erased
            )
            self.stdout.write(told % {"count": erased})
        if count:
            told = ngettext("帳本有 %(count)s 處不符。", "帳本有 %(count)s 處不符。", count)
            self.stdout.write(told % {"count": count})
            sys.exit(1)
        self.stdout.write(gettext("帳本完整，與數據庫相符。"))
