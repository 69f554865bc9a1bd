"""What is counted of the suggestions: rows that are only added, in the transaction of the change that they count.

Nobody waits for anybody: a change adds increments and never locks a row that another one needs. The number is the sum
of them all; now and then rows that count the same are joined.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db import connection, models, transaction
from django.db.models import Sum
from django.utils import timezone

from feedback.rules.counted.ratings import Ratings, Said, divided
from feedback.rules.counted.statistics import READ, Course, Group, Mark, Statistics
from feedback.rules.counted.tally import Tally
from feedback.rules.counted.totals import Totals
from feedback.rules.moments import day, months_between
from feedback.rules.periods import Cause
from feedback.rules.ratings import RatingOutcome, Solved
from feedback.rules.workflow import Stage
from portal.serving.generation import Kept

JOIN_EVERY = 1024
ROWS_AT_ONCE = 1000  # SQLite takes 32,766 values in one statement


class IncrementQuerySet(models.QuerySet):
    def add(self, changes):
        """Add {key: by how much}; a key names the fields of the model but `number`, in their order."""
        if any(pk % JOIN_EVERY == 0 for pk in self._insert_rows(changes)):
            # Once the change is saved: nobody waits for its locks meanwhile, and it stands whatever becomes of this.
            transaction.on_commit(lambda: self.join(newest=2 * JOIN_EVERY), robust=True)

    def within(self, *, campaign=None, year=None):
        """Those of a campaign, of a year of receipt, of both; of all without either."""
        chosen = {"campaign": campaign, "year": year}
        return self.filter(**{name: value for name, value in chosen.items() if value})

    def sums(self, *names):
        """{values of `names`: number} without zeros; without `names`, by all fields of the key."""
        rows = self.order_by().values_list(*(names or self.model.key())).annotate(total=Sum("number"))
        return {tuple(key): total for *key, total in rows if total}

    @transaction.atomic
    def join(self, newest=None):
        """Join rows that count the same into one, the newest or all; rows that somebody has locked are left alone."""
        rows = self.select_for_update(skip_locked=True).order_by("-pk").values_list("pk", "number", *self.model.key())
        alike = defaultdict(list)
        for pk, number, *key in rows[:newest]:
            alike[tuple(key)].append((pk, number))
        joined = {key: found for key, found in alike.items() if len(found) > 1}
        self.filter(pk__in=[pk for found in joined.values() for pk, _number in found]).delete()
        self._insert_rows({key: sum(number for _pk, number in found) for key, found in joined.items()})

    def _insert_rows(self, numbers):
        """Insert {key: number} without zeros and return the primary keys.

        As SQL: by way of the model it takes twice as long, in every change.
        """
        names, table = ("number", *self.model.key()), self.model._meta.db_table
        rows = [(number, *key) for key, number in numbers.items() if number]
        row, made = f"({', '.join(['%s'] * len(names))})", []
        with connection.cursor() as cursor:
            for start in range(0, len(rows), ROWS_AT_ONCE):
                batch = rows[start : start + ROWS_AT_ONCE]
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(names)})"  # noqa: S608  names of ours
                    f" VALUES {', '.join([row] * len(batch))} RETURNING id",
                    [value for values in batch for value in values],
                )
                made += [pk for (pk,) in cursor.fetchall()]
        return made


class Increment(models.Model):
    number = models.IntegerField()

    objects = IncrementQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def key(cls):
        """The names of the fields that it counts by."""
        return tuple(field.attname for field in cls._meta.concrete_fields if field.name not in ("id", "number"))


class CountQuerySet(IncrementQuerySet):
    def years(self):
        """The years in which something was received, newest first."""
        return sorted((year for (year,) in self.filter(subject="all").sums("year")), reverse=True)

    def marks(self):
        """{(subject, value, Mark): how many}."""
        sums = self.sums("subject", "value", *Mark._fields)
        return {(subject, value, Mark(*mark)): number for (subject, value, *mark), number in sums.items()}

    def group(self, today, *, units=None):
        """The `Group` on `today` of all that they count, or of what some units hold, by their primary keys."""
        rows = self.filter(subject="all")
        if units is not None:
            rows = self.filter(subject="unit", value__in=[str(unit) for unit in units])
        marks = Counter()
        for mark, number in rows.sums(*Mark._fields).items():
            marks[Mark(*mark).on(today)] += number
        return Group.of(marks)

    def groups(self, subject, today, *, value=None):
        """{value of a subject: the `Group` of those that have it on `today`}, of one value or of all."""
        rows, marks = self.filter(subject=subject), defaultdict(Counter)
        rows = rows if value is None else rows.filter(value=str(value))
        for (value, *mark), number in rows.sums("value", *Mark._fields).items():
            marks[READ[subject](value)][Mark(*mark).on(today)] += number
        return {value: Group.of(of_value) for value, of_value in marks.items()}

    def groups_by_kind(self, today, *, subject="all", value=""):
        """{kind of a campaign: the `Group` on `today` of what was filed there}, of all or of one value of a subject."""
        rows, marks = self.filter(subject=subject, value=str(value)), defaultdict(Counter)
        for (kind, *mark), number in rows.sums("campaign__kind", *Mark._fields).items():
            marks[kind][Mark(*mark).on(today)] += number
        return {kind: Group.of(of_kind) for kind, of_kind in marks.items()}

    def of_each(self, subject):
        """{value of a subject: how many suggestions have it}, returns left out."""
        counted = self.filter(subject=subject, cause="").sums("value")
        return {READ[subject](value): number for (value,), number in counted.items()}

    def tallies_by_month(self):
        """{first day of a month: Tally} from the first receipt to the last, empty months included."""
        stages = {}
        sums = self.filter(subject="month").sums("value", "stage", "is_merged_closed")
        for (value, stage, is_merged_closed), number in sums.items():
            stages.setdefault(READ["month"](value), []).append((stage, is_merged_closed, number))
        if not stages:
            return {}
        months = months_between(min(stages), max(stages))
        return {month: Tally.of_counts(stages.get(month, ())) for month in months}


class Count(Increment):
    """How many are marked alike, by each of the values that the statistics divide them by."""

    campaign = models.ForeignKey("feedback.Campaign", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=8)
    value = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=12, choices=Stage, blank=True)
    is_merged_closed = models.BooleanField(default=False)
    promptness = models.CharField(max_length=8, blank=True)
    due_on = models.DateField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    cause = models.CharField(max_length=10, choices=Cause, blank=True, db_default="")  # of a return, counted apart

    objects = CountQuerySet.as_manager()

    def __str__(self):
        return f"{self.subject} {self.value}: {self.number}"


class RatingCountQuerySet(IncrementQuerySet):
    def said(self):
        """{(subject, value, Said): how many}."""
        sums = self.sums("subject", "value", *Said._fields[:-1], "level__meaning")
        return {
            (subject, value, Said(*said, meaning or "")): number
            for (subject, value, *said, meaning), number in sums.items()
        }

    def ratings(self, subject="all", value=""):
        """The `Ratings` of one value of a subject."""
        found = self.filter(subject=subject, value=str(value)).said()
        return divided(found).get(subject, {}).get(str(value), Ratings())

    def ratings_by(self, subject):
        """{value of a subject: its `Ratings`}."""
        found = divided(self.filter(subject=subject).said()).get(subject, {})
        return {READ[subject](value): ratings for value, ratings in found.items()}


class RatingCount(Increment):
    """How many rated alike, or were answered and said nothing, by each of the values that the statistics divide by."""

    campaign = models.ForeignKey("feedback.Campaign", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=8)
    value = models.CharField(max_length=20, blank=True)
    level = models.ForeignKey("feedback.Level", on_delete=models.CASCADE, null=True, related_name="+")
    solved = models.CharField(max_length=10, choices=Solved, blank=True)
    outcome = models.CharField(max_length=12, choices=RatingOutcome, blank=True)
    is_on_staff_receipt = models.BooleanField()
    is_first = models.BooleanField()
    is_last = models.BooleanField()
    is_repeat = models.BooleanField()

    objects = RatingCountQuerySet.as_manager()

    def __str__(self):
        return f"{self.subject} {self.value} {self.level_id}: {self.number}"


class Standing(Increment):
    """How many stand where: what the board is narrowed by."""

    campaign = models.ForeignKey("feedback.Campaign", on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey("feedback.Category", on_delete=models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey("feedback.Unit", on_delete=models.CASCADE, null=True, related_name="+")
    status = models.ForeignKey("feedback.Status", on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage)
    is_merged_closed = models.BooleanField(default=False)

    def __str__(self):
        return f"{self.stage}: {self.number}"


class SectionCount(Increment):
    """How many name a section of a report."""

    section = models.ForeignKey("reports.Section", on_delete=models.CASCADE, related_name="suggestion_counts")

    def __str__(self):
        return f"{self.section_id}: {self.number}"


def statistics(moment, today, *, campaign=None, year=None):
    """All that is counted at `moment`, on `today`: of a campaign, of a year of receipt, of both, of everything."""
    chosen = {"campaign": campaign, "year": year}
    counts, said = Count.objects.within(**chosen).marks(), RatingCount.objects.within(**chosen).said()
    return Statistics.from_counts(counts, said, moment=moment, today=today)


_totals = Kept(lambda: (timezone.now(), Totals(Standing.objects.sums(*Standing.key(), "campaign__kind"))))


def totals():
    """(the moment of counting, `Totals` of all), counted again after a publication and every few seconds."""
    return _totals.get()


_levels_rated = Kept(lambda: {code for (code,) in RatingCount.objects.filter(subject="all").sums("level") if code})


def levels_rated():
    """The codes of the levels with which anybody rated; looked for again after a publication and every few seconds."""
    return _levels_rated.get()


COUNTERS = (Count, RatingCount, Standing, SectionCount)


class Main(NamedTuple):
    """What the counts of a merged suggestion need to know of its main one."""

    is_closed: bool = False
    has_reply: bool = False

    @classmethod
    def of(cls, suggestion):
        return cls(suggestion.stage == Stage.CLOSED, bool(suggestion.first_replied_at)) if suggestion else cls()


def counts_of(suggestion, main=None):
    """[(counter, key)] that `suggestion` adds one to, as it stands in memory, merged into `main` or into its own."""
    main = main or Main.of(suggestion.main)
    course = Course(
        stage=suggestion.stage,
        received_on=day(suggestion.received_at),
        main_stage=Stage.CLOSED if main.is_closed else None,
        has_main_reply=main.has_reply,
        replied_on=day(suggestion.first_replied_at),
        due_on=suggestion.first_due_on,
        is_first_counted=suggestion.is_first_counted,
        returns=suggestion.return_facts(),
        kind=suggestion.kind,
        channel=suggestion.channel_id,
        category=suggestion.category_id,
        unit=suggestion.unit_id,
        district=suggestion.district_id,
        outcome=suggestion.outcome,
        closing=suggestion.closing,
        is_public=suggestion.is_public,
        ratings=suggestion.rating_facts(),
    )
    return counts_of_course(
        course, suggestion.answered_in, campaign=suggestion.campaign_id, year=suggestion.year,
        status=suggestion.status_id, section=suggestion.section_id,
    )  # fmt: skip


def counts_of_course(course, days, *, campaign, year, status, section):
    rows = [(Count, (campaign, year, subject, value, *mark)) for subject, value, mark in course.counts(days)]
    # What the level means, the last of `Said`, is read from its row.
    rows += [(RatingCount, (campaign, year, subject, value, *said[:-1])) for subject, value, said in course.said()]
    is_merged_closed = course.stage == Stage.MERGED and course.main_stage == Stage.CLOSED
    rows.append((Standing, (campaign, course.category, course.unit, status, course.stage, is_merged_closed)))
    return rows + ([(SectionCount, (section,))] if section else [])


class Recounted:
    """The difference that one change makes to the counts, by a suggestion and those merged into it."""

    def __init__(self, suggestion):
        self.suggestion, self.before, self.was = suggestion, counts_of(suggestion), Main.of(suggestion)

    def record(self):
        changes = Counter(counts_of(self.suggestion))
        changes.subtract(self.before)
        now = Main.of(self.suggestion)
        if now != self.was:
            for merged in self.suggestion.merged_ones.all():
                changes.update(counts_of(merged, now))
                changes.subtract(counts_of(merged, self.was))
        record(changes)


def record(changes):
    """Add {(counter, key): by how much} to the counts."""
    for counter in COUNTERS:
        counter.objects.add({key: number for (model, key), number in changes.items() if model is counter})
