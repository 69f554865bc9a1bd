"""`manage.py recount FILE.csv`: count a ballot again from its published table alone, without the database."""

import csv

from django.core.management.base import BaseCommand, CommandError

from feedback.ballots.counted.answers_csv import Unreadable, read
from feedback.ballots.counted.tally import score, told


class Command(BaseCommand):
    help = "Count a ballot again from the table that its page offers (CSV): the same numbers, question by question."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, file, **options):
        try:
            with open(file, encoding="utf-8-sig", newline="") as table:
                counted, weights = read(csv.DictReader(table))
        except (OSError, UnicodeError, csv.Error, Unreadable) as error:
            raise CommandError(str(error)) from error
        for question in counted:
            self.tell(question, score(question, weights))

    def tell(self, question, scored):
        self.stdout.write(question.text)
        for option in question.options:
            self.stdout.write(f"  {option.text} ({option.weight}): {option.number}")
        self.stdout.write(f"  blank: {question.blank}")
        for level in question.levels:
            self.stdout.write(f"  daily {level.text} ({level.weight}): {level.number}")
        self.stdout.write(
            f"  representatives {told(scored.representatives)} x {scored.weights.representatives}%,"
            f" daily {told(scored.daily)} x {scored.weights.daily}%: {told(scored.whole)}"
        )
