"""What a list may be narrowed by: the filters of the board as conditions, each of what everybody may know."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from feedback.office.campaigns import Campaign
from feedback.records.ratings import Rating
from feedback.rules.counted.ratings import OPEN, RATED, WITHOUT_LEVEL
from feedback.rules.counted.statistics import NOT_VALID, REPLIED_STAGES
from feedback.rules.moments import midnight
from feedback.rules.ratings import Meaning
from feedback.rules.workflow import Stage
from feedback.suggestions.late import first_answered
from portal.search.index import MOST_COUNTED
from portal.serving.generation import Kept

HANDLED = Q(stage=Stage.CLOSED) | Q(stage=Stage.MERGED, main__stage=Stage.CLOSED)
TIMED = Q(is_first_counted=True) & ~Q(stage__in=[*NOT_VALID, Stage.MERGED])
# Nobody is told these of one whose text is not public, so a list by one of them has none of those.
OF_THE_TEXT = ("district", "outcome", "rating", "solved", "low")


class Narrowing:
    """Narrowing; a part of the QuerySet."""

    def counted_as(self, what):
        """The list behind a number of the tally: a stage, or open, valid, handled, received."""
        if what == "open":
            return self.open()
        if what == "valid":
            return self.exclude(stage__in=[Stage.DECLINED, Stage.WITHDRAWN])
        if what == "handled":
            return self.filter(HANDLED)
        return self if what == "received" else self.filter(stage=what)

    def counted_in_time(self, promptness, today):
        """The list behind a number of 「是否按期答覆」: of those that the statistics time."""
        return self.filter(TIMED, first_answered(promptness, today))

    def with_outcome(self, outcome):
        """Those of which the reply that stands says so."""
        return self.filter(outcome=outcome, stage__in=REPLIED_STAGES)

    def rated_as(self, what):
        """The list behind a number of the last words: a code of a level, a meaning, or rated, or none.

        Only who was answered counts as not rating.
        """
        if what == WITHOUT_LEVEL:
            answered = Q(first_replied_at__isnull=False) | Q(main__first_replied_at__isnull=False)
            return self.filter(answered, level=None)
        if what in Meaning.values:
            return self.filter(level__meaning=what)
        return self.filter(level__isnull=False) if what == RATED else self.filter(level=what)

    def solved_as(self, solved):
        """Those whose receipt said so, last, of what it asked for."""
        return self.filter(Exists(Rating.objects.filter(suggestion=OuterRef("pk"), solved=solved).final()))

    def low_ended(self, outcome):
        """Those of which a low rating, the last or an earlier one, ended so, or is `OPEN`."""
        low = Rating.objects.low().filter(suggestion=OuterRef("pk"), outcome="" if outcome == OPEN else outcome)
        return self.filter(Exists(low))

    def declined_for(self, reason):
        """Those that stand declined for this reason, which everybody is told of a stub too."""
        return self.filter(stage=Stage.DECLINED, decline_reason=reason)

    def of_campaigns(self, kind):
        """Those that were filed under campaigns of this kind, by the keys of these, which are few."""
        return self.filter(campaign__in=Campaign.objects.filter(kind=kind))

    def received_between(self, first, last):
        """Those of the days from `first` to `last`, either None where nothing is said of it."""
        found = self.filter(received_at__gte=midnight(first)) if first else self
        return found.filter(received_at__lt=midnight(last + timedelta(days=1))) if last else found

    def narrowed(
        self, *, today, tally="", late="", promptness="", outcome="", rating="", solved="", low="",
        declined="", campaign_kind="", received_from=None, received_to=None, **rows,
    ):  # fmt: skip
        """Those that the filters of the board leave on `today`; a filter that is not set leaves all.

        `rows` are fields and the rows that they name. By what is `OF_THE_TEXT` only those are found that everybody
        may read.
        """
        found = self.counted_as(tally or "received").filter(**{name: row for name, row in rows.items() if row})
        found = found.received_between(received_from, received_to)
        found = found.of_campaigns(campaign_kind) if campaign_kind else found
        found = found.declined_for(declined) if declined else found
        found = found.counted_in_time(promptness, today) if promptness else found
        found = found.with_outcome(outcome) if outcome else found
        found = found.rated_as(rating) if rating else found
        found = found.solved_as(solved) if solved else found
        found = found.low_ended(low) if low else found
        found = found.public() if outcome or rating or solved or low or rows.get("district") else found
        return found.list_of_late(late, today) if late else found

    def how_many(self):
        """(how many, how many of them everybody may read), of `MOST_COUNTED` + 1 at most; one query."""
        some = self.order_by().values("public_title")[: MOST_COUNTED + 1]
        found = some.aggregate(all=models.Count("*"), public=models.Count("public_title", filter=~Q(public_title="")))
        return found["all"], found["public"]


_public_count = Kept(lambda: apps.get_model("feedback", "Suggestion").objects.public().count())


def public_count():
    """How many everybody may read, counted again after a publication and every few seconds."""
    return _public_count.get()
