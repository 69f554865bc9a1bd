"""Whether what is published of a draw can be redone, from a file or from this portal."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from feedback.draws import check
from feedback.draws.models import Draw
from feedback.draws.published import published


class Command(BaseCommand):
    help = "Redo a draw from its published data and say what does not agree; with no argument, every announced draw."

    def add_arguments(self, parser):
        parser.add_argument("draw", nargs="?", help="a file that the page of a draw gives, or the slug of a campaign")
        parser.add_argument("--noted", default="", help="the digest or seal that you wrote down at the time")

    def handle(self, *, draw, noted, **options):
        faulty = 0
        for name, paper in list(_papers(draw)):
            found = check.faults(paper, noted)
            faulty += bool(found)
            self.stdout.write(f"{name}: {' '.join(found) if found else 'agrees. Digest ' + paper['digest']}")
        if faulty:
            sys.exit(1)


def _papers(given):
    """(name, published draw) of what was asked for."""
    if given and Path(given).is_file():
        try:
            yield given, json.loads(Path(given).read_text(encoding="utf-8"))
        except ValueError as error:
            raise CommandError(f"{given} is no JSON: {error}") from error
        return
    draws = Draw.objects.public().select_related("campaign").order_by("campaign", "attempt")
    rows = list(draws.filter(campaign__slug=given) if given else draws)
    if not rows:
        raise CommandError(
            "No draw was announced." if not given else f"Neither a file nor a campaign with a draw: {given}"
        )
    for draw in rows:
        yield f"{draw.campaign.slug}, attempt {draw.attempt}", published(draw)
