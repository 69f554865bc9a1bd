"""Totals of each day: what is counted for everybody and never told one by one. They stand in the log, the day after."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.ledger.append import Statement, append
from portal.ledger.models import Checkpoint, Day, Entry
from portal.ledger.openings import source_of
from portal.ledger.registries import names

FEWEST = 5  # below it a number could point at people: it is left out
KIND = "day"

TOTALS = {}


def day_total(name):
    """Let `count(day)`, a whole number of what happened on a `date` in Asia/Shanghai, stand under `name`."""

    def added(count):
        TOTALS[name] = count
        return count

    return added


def totals(day):
    counted = {name: count(day) for name, count in TOTALS.items()}
    return {name: count for name, count in counted.items() if count >= FEWEST}


def state_days(log, now):
    """Write an entry for each day since `log` was opened that is over and has none; whoever calls holds its row.

    A day whose entry was taken back from a mirror has one, though the restored database lost its totals.
    """
    today = timezone.localdate(now)
    last = Day.objects.order_by("-date").values_list("date", flat=True).first()
    day = last + timedelta(days=1) if last else timezone.localdate(log.opened_at)
    while day < today:
        subject = f"{KIND}/{day}"
        if not Entry.objects.filter(subject=subject).exists():
            counted = Day.objects.create(date=day, totals=totals(day))
            append(
                Statement(KIND, subject, at=today, fields=fields(counted), source=counted.pk, sequence=1),
                written_at=now,
            )
        day += timedelta(days=1)


def fields(day):
    return {"date": str(day.date), "totals": day.totals}


def _fields_of(entries):
    days = Day.objects.in_bulk([entry.source for entry in entries])
    return {entry.pk: fields(days[entry.source]) for entry in entries if entry.source in days}


source_of(KIND, fields=_fields_of, public=lambda entries: {entry.pk for entry in entries})


def _sheet(day):
    """The page of the checkpoint of that day, where there is one."""
    is_there = Checkpoint.objects.published().last_of_days(day.date, day.date).exists()
    return reverse("ledger_day", args=[day.date]) if is_there else ""


names(KIND, _("當日合計"), rows=Day.objects.all, key="date", address_of=_sheet)
