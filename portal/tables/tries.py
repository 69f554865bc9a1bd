"""What was tried in vain, and how often."""

from django.db import models
from django.db.models import F


class TriesQuerySet(models.QuerySet):
    def going_on(self, now):
        return self.filter(ends_at__gt=now)

    def how_often(self, keys, now):
        """{key: how often} of those of `keys` that were tried in the window that runs."""
        return dict(self.going_on(now).filter(key__in=keys).values_list("key", "count"))

    def note(self, keys, now, lasting):
        """One more under each of `keys`; where no window runs, one of `lasting` begins."""
        running = self.going_on(now).filter(key__in=keys)
        if running.update(count=F("count") + 1) == len(keys):
            return
        first = sorted({*keys} - {*running.values_list("key", flat=True)})
        self.bulk_create(
            [Tries(key=key, count=1, ends_at=now + lasting) for key in first],
            update_conflicts=True, unique_fields=["key"], update_fields=["count", "ends_at"],
        )  # fmt: skip

    def over(self, now):
        return self.filter(ends_at__lte=now)


class Tries(models.Model):
    """How often a secret was tried in vain; of who tried, `key` holds a keyed digest and no address."""

    key = models.CharField(max_length=100)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    objects = TriesQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["key"], name="tries_of_each_key_once")]

    def __str__(self):
        return self.key
