"""On the home of the desk: what waits for this person, and below it the bureau at a glance."""

from django.core.cache import caches
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from feedback.desk.lists.forms import NO_UNIT
from feedback.desk.queries.queues import MOST_COUNTED, queue_counts
from feedback.desk.queries.suggestions import every
from feedback.models import SavedList
from feedback.office import staff
from feedback.office.calendar import working_days
from feedback.parts import guesses
from feedback.parts.drawn.bars import Row
from feedback.rules.counted.tally import percent
from feedback.rules.lateness import Lateness
from feedback.rules.queues import Age, Queue, queues_for
from portal.frame import DESK_HOME
from portal.reading.readers import name_shown

# The glance reads every open one; many people look at it, and it says as of when it is.
KEPT_SECONDS = 60


@DESK_HOME.block(10, "admin/feedback/_home.html")
def home(user, now):
    """What `user` is shown of the casework; empty for who has none."""
    if not queues_for(staff.roles_of(user)):
        return {}
    calendar = working_days()
    counts = queue_counts(every(), user, now=now, calendar=calendar)
    if not any(counts.values()) and not every().held_for(user).exists():
        return {"is_beginning": True, "sees_every": staff.sees_every(user), "guessed": []}
    glance = _glance(user, now, calendar)
    return {
        "queues": [_waiting(queue, count) for queue, count in counts.items()],
        "waits": any(counts.values()),
        "glance": glance,
        "guessed": guesses.most_guessed(now=now) if staff.sees_every(user) else [],
        "scope": gettext("全局") if staff.sees_every(user) else gettext("本單位"),
        "figures": _figures(glance),
        **_open(glance),
    }


@DESK_HOME.block(8, "admin/feedback/_saved.html")
def saved(user, now):
    """The lists under a name that `user` may use; empty for who has none, and for who has no casework."""
    rows = SavedList.objects.for_bar(user) if queues_for(staff.roles_of(user)) else []
    return {"saved_lists": rows, "viewer": user}


def _list(**filters):
    return f"{reverse('admin:feedback_suggestion_changelist')}?{urlencode(filters)}"


def _waiting(queue, count):
    shown = gettext("超過 %(most)s") % {"most": MOST_COUNTED} if count > MOST_COUNTED else count
    first = reverse("admin:feedback_suggestion_queue", args=[queue])
    return {"queue": queue, "count": count, "shown": shown, "url": _list(queue=queue), "first": first}


def _glance(user, now, calendar):
    """Of all units, or of the own ones; the same for everybody who sees the same."""
    scope = "every" if staff.sees_every(user) else "-".join(map(str, sorted(staff.units_of(user))))
    key = f"desk-glance-{scope}"
    glance = caches["kept"].get(key)
    if glance is None:
        units = None if staff.sees_every(user) else staff.units_of(user)
        glance = every().held_for(user).glance(now, calendar, units=units)
        caches["kept"].set(key, glance, KEPT_SECONDS)
    return glance


def _figures(glance):
    """(number, what it is, note, address): what is late, what the public reads, and the month.

    The rates are counted and written as those of the public statistics: of what was answered or is past its day.
    """
    month, whole, median_days = glance.month, glance.whole, glance.median_days
    in_month = gettext("本月首次答覆的和至今已過期限仍未答覆的 %(judged)s 件，其中按期答覆 %(on_time)s 件。")
    in_all = gettext("已經答覆或者已過期限的 %(judged)s 件，其中按期答覆 %(on_time)s 件。")
    in_returns = gettext("重新進入辦理以後，已經答覆或者已過這次期限的 %(judged)s 次，其中按期答覆 %(on_time)s 次。")
    return [
        (glance.overdue, gettext("逾期未答覆"), "", _list(late=Lateness.UNANSWERED)),
        (
            percent(whole.on_time_rate),
            gettext("按期答覆率（全部年份）"),
            in_all % {"judged": whole.judged, "on_time": whole.on_time},
            reverse("statistics"),
        ),
        (glance.replied, gettext("本月首次答覆"), "", _list(queue=Queue.MONTH_REPLIED)),
        (
            percent(month.on_time_rate),
            gettext("本月按期答覆率"),
            in_month % {"judged": month.judged, "on_time": month.on_time},
            _list(queue=Queue.MONTH_ON_TIME),
        ),
        (glance.late, gettext("本月逾期答覆"), "", _list(queue=Queue.MONTH_LATE)),
        (
            "—" if median_days is None else f"{float(median_days):g}",
            gettext("本月首次答覆用時中位數"),
            gettext("工作日，自收到起"),
            _list(queue=Queue.MONTH_REPLIED),
        ),
        (glance.redone, gettext("本月發回重辦"), "", _list(queue=Queue.MONTH_REDONE)),
        (
            percent(whole.returns_on_time_rate),
            gettext("重辦按期率（全部年份）"),
            in_returns % {"judged": whole.returns_judged, "on_time": whole.returns_on_time},
            f"{reverse('statistics')}#returns",
        ),
        (glance.returns_on_time, gettext("本月重辦按期答覆"), "", _list(queue=Queue.MONTH_RETURN_ON_TIME)),
        (glance.returns_late, gettext("本月重辦逾期答覆"), "", _list(queue=Queue.MONTH_RETURN_LATE)),
    ]


def _open(glance):
    """The open ones as bars by unit, and as numbers by unit and age; each number with its list."""
    rows, longest = [], max((sum(ages.values()) for _unit, ages in glance.open), default=0)
    for (unit, name), ages in glance.open:
        total = sum(ages.values())
        row = Row(
            label=name_shown(name) or gettext("尚未轉辦"),
            parts=tuple((age.name.lower(), ages.get(age, 0)) for age in Age),
            told=total,
            url=_list(stage="open", unit=unit or NO_UNIT),
        )
        cells = [(ages.get(age, 0), _list(stage="open", unit=unit or NO_UNIT, age=age)) for age in Age]
        rows.append({"row": row, "bars": row.bars(longest), "cells": cells, "total": total})
    ages = glance.ages
    return {
        "open_rows": rows,
        "open_total": sum(ages.values()),
        "open_url": _list(stage="open"),
        "open_ages": [(age.label, ages.get(age, 0), _list(stage="open", age=age), age.name.lower()) for age in Age],
    }
