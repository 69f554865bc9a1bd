"""Who of the staff did what on a day: verbs, other work at the desk, logins, as one list."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from axes.models import AccessFailureLog, AccessLog
from django.contrib.admin.models import ADDITION, DELETION
from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from feedback.models import Event
from feedback.rules import receipts
from feedback.rules.workflow import Verb
from portal.tables.staff import StaffRecord

MOST = 300


@dataclass(frozen=True)
class LogLine:
    at: datetime
    username: str
    name: str
    what: str
    about: str = ""
    url: str = ""


def of_day(day, *, person="", before=None, with_links=False):
    """(lines, newest first; the moment before which there are more, or None) of `day` in the office's time zone.

    `person` is a user name, `before` the moment an earlier call gave; with `with_links` a suggestion's number leads
    to its page.
    """
    start = timezone.make_aware(datetime.combine(day, time.min))
    end = min(before, start + timedelta(days=1)) if before else start + timedelta(days=1)
    found = [*_verbs(start, end, person, with_links), *_work(start, end, person), *_logins(start, end, person)]
    found.sort(key=lambda line: line.at, reverse=True)
    if len(found) <= MOST:
        return found, None
    last = found[MOST - 1].at
    return [line for line in found if line.at >= last], last  # those of one moment stay together


def _verbs(start, end, person, with_links):
    """The verbs of suggestions; what was done to many at one moment is one line."""
    events = Event.objects.filter(by__isnull=False, at__gte=start, at__lt=end)
    if person:
        events = events.filter(by__username=person)
    rows = (
        events.values("at", "verb", "by__username", "by__first_name")
        .annotate(
            count=Count("pk"), pk=Min("suggestion"), year=Min("suggestion__year"), first=Min("suggestion__sequence")
        )
        .order_by("-at", "verb")[: MOST + 1]
    )
    for row in rows:
        number = receipts.number(row["year"], row["first"])
        many = gettext("%(number)s 等 %(count)s 件") % {"number": number, "count": row["count"]}
        yield LogLine(
            at=row["at"],
            username=row["by__username"],
            name=row["by__first_name"],
            what=Verb(row["verb"]).label,
            about=number if row["count"] == 1 else many,
            url=reverse("admin:feedback_suggestion_change", args=[row["pk"]])
            if with_links and row["count"] == 1
            else "",
        )


def _work(start, end, person):
    """Changes of the admin, exports, imports, accounts."""
    records = StaffRecord.objects.filter(action_time__gte=start, action_time__lt=end)
    if person:
        records = records.filter(user__username=person)
    for row in records.select_related("user", "content_type").order_by("-action_time", "-pk")[: MOST + 1]:
        is_told = not row.change_message  # by `portal.accounts.records`, in a sentence of its own
        words = {ADDITION: gettext("新增：%(model)s"), DELETION: gettext("刪除：%(model)s")}.get(
            row.action_flag, gettext("更改：%(model)s")
        )
        what = words % {"model": row.content_type.name if row.content_type else ""}
        yield LogLine(
            at=row.action_time,
            username=row.user.username,
            name=row.user.first_name,
            what=row.object_repr if is_told else what,
            about="" if is_told else row.object_repr,
        )


def _logins(start, end, person):
    by_log = ((AccessLog, gettext("登錄工作臺")), (AccessFailureLog, gettext("登錄失敗")))
    for log, what in by_log:
        logins = log.objects.filter(attempt_time__gte=start, attempt_time__lt=end)
        if person:
            logins = logins.filter(username=person)
        for row in logins.order_by("-attempt_time", "-pk")[: MOST + 1]:
            is_locked = getattr(row, "locked_out", False)
            yield LogLine(
                at=row.attempt_time,
                username=row.username or "",
                name="",
                what=gettext("登錄失敗，已鎖定") if is_locked else what,
                about=row.ip_address or "",
            )
