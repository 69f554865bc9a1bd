"""How many questions of a talk still wait for their answer, and by when: counted down in public until none is left."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Max, Min, Q
from django.utils.translation import gettext, ngettext

from feedback.models import Suggestion
from feedback.office.calendar import working_days
from feedback.parts.days import day
from feedback.rules.workflow import UNANSWERED_STAGES, Stage

_WAITS = Q(stage__in=sorted(UNANSWERED_STAGES))
# Of what was merged, the answer is that of its main one; within the talk that one is counted itself.
_ELSEWHERE = Q(stage=Stage.MERGED, main__stage__in=sorted(UNANSWERED_STAGES)) & ~Q(main__campaign=F("campaign"))


class Countdown(NamedTuple):
    """Of one talk on one day; `due_on` is the last of the days that run, of those that are not late."""

    asked: int = 0
    answered: int = 0
    unanswered: int = 0
    late: int = 0
    late_days: int = 0  # working days, of the eldest
    due_on: date | None = None
    days_left: int = 0  # working days
    elsewhere: int = 0  # merged into something that waits and is none of this talk's

    @property
    def is_done(self):
        return bool(self.asked) and not (self.unanswered or self.elsewhere)

    @property
    def sentences(self):
        """What everybody is told, each a whole sentence; nothing of a talk in which nothing was asked."""
        return [sentence for sentence in (self._done(), self._waiting(), self._late(), self._elsewhere()) if sentence]

    def _done(self):
        if not self.is_done:
            return ""
        if self.answered == self.asked:
            return gettext("這次懇談的提問已全部答覆。")
        return gettext("這次懇談沒有待答覆的提問：該答覆的已全部答覆，其餘的寫明了去向。")

    def _waiting(self):
        running = self.unanswered - self.late
        if not running:
            return ""
        if not self.due_on:
            words = ngettext("還有 %(count)s 件待答覆。", "還有 %(count)s 件待答覆。", running)
            return words % {"count": running}
        places = {"count": running, "day": day(self.due_on), "days": self.days_left}
        if not self.days_left:
            words = ngettext(
                "還有 %(count)s 件待答覆，最遲 %(day)s。", "還有 %(count)s 件待答覆，最遲 %(day)s。", running
            )
        elif self.days_left == 1:
            words = ngettext(
                "還有 %(count)s 件待答覆，最遲 %(day)s（還剩 1 個工作日）。",
                "還有 %(count)s 件待答覆，最遲 %(day)s（還剩 1 個工作日）。",
                running,
            )
        else:
            words = ngettext(
                "還有 %(count)s 件待答覆，最遲 %(day)s（還剩 %(days)s 個工作日）。",
                "還有 %(count)s 件待答覆，最遲 %(day)s（還剩 %(days)s 個工作日）。",
                running,
            )
        return words % places

    def _late(self):
        if not self.late:
            return ""
        places = {"count": self.late, "days": self.late_days}
        if not self.late_days:
            words = ngettext("%(count)s 件已經逾期。", "%(count)s 件已經逾期。", self.late)
        elif self.late == 1:
            words = ngettext(
                "1 件逾期未答覆，已逾期 %(days)s 個工作日。",
                "1 件逾期未答覆，已逾期 %(days)s 個工作日。",
                self.late_days,
            )
        else:
            words = ngettext(
                "%(count)s 件逾期未答覆，最久的已逾期 %(days)s 個工作日。",
                "%(count)s 件逾期未答覆，最久的已逾期 %(days)s 個工作日。",
                self.late_days,
            )
        return words % places

    def _elsewhere(self):
        if not self.elsewhere:
            return ""
        words = ngettext(
            "另有 %(count)s 件併入了其他意見建議，隨主件答覆。",
            "另有 %(count)s 件併入了其他意見建議，隨主件答覆。",
            self.elsewhere,
        )
        return words % {"count": self.elsewhere}


def countdowns(talks, today):
    """{primary key of a talk: its `Countdown`} on `today`, in one query; one without questions has an empty one."""
    calendar = working_days()
    late = _WAITS & Q(due_on__lt=today)
    rows = (
        Suggestion.objects.filter(campaign__in=[talk.pk for talk in talks])
        .order_by()
        .values("campaign")
        .annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=Q(stage__in=[Stage.REPLIED, Stage.CLOSED])),
            unanswered=Count("pk", filter=_WAITS),
            late=Count("pk", filter=late),
            eldest=Min("due_on", filter=late),
            last=Max("due_on", filter=_WAITS & Q(due_on__gte=today)),
            elsewhere=Count("pk", filter=_ELSEWHERE),
        )
    )
    found = {row["campaign"]: _of(row, today, calendar) for row in rows}
    return {talk.pk: found.get(talk.pk, Countdown()) for talk in talks}


def _of(row, today, calendar):
    eldest, last = row["eldest"], row["last"]
    return Countdown(
        asked=row["asked"],
        answered=row["answered"],
        unanswered=row["unanswered"],
        late=row["late"],
        late_days=calendar.between(eldest, today) if eldest else 0,
        due_on=last,
        days_left=calendar.between(today, last) if last else 0,
        elsewhere=row["elsewhere"],
    )


def countdown(talk, today):
    """The same of one talk."""
    return countdowns([talk], today)[talk.pk]
