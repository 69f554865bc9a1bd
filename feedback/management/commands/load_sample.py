"""Fill an empty portal with the sample year (示例資料)."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from feedback.models import Suggestion
from feedback.rules import receipts
from feedback.rules.workflow import Stage
from feedback.sample import leave, offices, reports, staff, years
from feedback.sample.parts import PARTS
from feedback.tasks import run_daily
from portal import keys
from portal.ledger.append import silent
from portal.ledger.standing import state_all
from portal.serving import generation
from reports.models import Report


class Command(BaseCommand):
    help = "Load the sample year into an empty database and print the accounts to try it with."

    def handle(self, **options):
        if Suggestion.objects.exists() or Report.objects.exists():
            raise CommandError("The database is not empty; the sample year is for a new one.")
        if not keys.are_made_here("LEDGER_KEY", settings.LEDGER_KEY, settings.VAR_DIR / "keys.json"):
            raise CommandError("LEDGER_KEY is of a real site: what it signs stands for ever, and this is a sample.")
        now = timezone.now()
        with silent():
            accounts, told = self.load(now)
        for _count in state_all(now):
            pass
        self.print_accounts(accounts, told)

    def load(self, now):
        """Let the years be told by the verbs; the ledger learns afterwards how they ended."""
        with generation.publishing():
            offices.create()
            accounts = staff.create()
            cast = staff.Cast()
            report = reports.publish(cast)[2021]
            years.load_2020(cast)
            years.load_current(cast, report, now)
            leave.load(cast, now)
            autodiscover_modules("sample")  # what later apps add
            told = [line for load in PARTS for line in load(cast, now) or ()]
        run_daily(now)
        return accounts, told

    def print_accounts(self, accounts, told):
        count = Suggestion.objects.count()
        self.stdout.write(f"Sample year loaded (示例資料): {count} suggestions. Staff accounts, shown this once:")
        for account in accounts:
            self.stdout.write(f"  {account.username:14} {account.password:18} {account.shown}")
        for line in told:
            self.stdout.write(line)
        answered = Suggestion.objects.filter(stage=Stage.REPLIED, talk_on=None).latest("received_at")
        secret = receipts.secret_of(settings.RECEIPT_KEY, years.flow_of(answered.title))
        self.stdout.write(f"A receipt to look up and rate: {answered.number}  {receipts.grouped(secret)}")
