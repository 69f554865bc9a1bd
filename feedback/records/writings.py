"""暫存: what somebody of the staff has written so far of an answer, and that they are at it.

It is theirs alone: colleagues see that it is there, not what it says. It is no step of the suggestion: no event, no
revision, and the clocks of silence do not hear of it.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.office.outcomes import outcomes
from feedback.rules.answering.reviewing import KEPT_DAYS, joined
from feedback.rules.workflow import Stage

WORDS = ("body", "outcome_reason", "note")
MOST = 20_000  # far more than the form takes: what is too long is told there, and kept all the same


class WritingQuerySet(models.QuerySet):
    def kept(self):
        """With words; the others say only that somebody opened the form."""
        return self.filter(kept_at__isnull=False)

    def of(self, user, *, is_correction):
        return self.filter(by=user, is_correction=is_correction)

    def open(self, suggestion, user, *, is_correction, now):
        """`user` has the form open."""
        row = self.update_or_create({"opened_at": now}, suggestion=suggestion, by=user, is_correction=is_correction)
        return row[0]

    @transaction.atomic
    def keep(self, suggestion, user, words, *, is_correction, now):
        """Keep `words`, by field name, as those of `user`, unless there are none. Returns whether it is kept."""
        words = {name: plain(words.get(name, "")) for name in (*WORDS, "outcome")}
        words["outcome"] = words["outcome"] if words["outcome"] in outcomes() else ""
        if not any(words[name].strip() for name in WORDS):
            return False
        self.update_or_create(
            {"opened_at": now, "kept_at": now, **words}, suggestion=suggestion, by=user, is_correction=is_correction
        )
        return True

    @transaction.atomic
    def take_over(self, pk, user, now):
        """Go on as `user` from what a colleague keeps: it is theirs from now on, after what they had themselves."""
        taken = self.kept().select_for_update().filter(pk=pk).exclude(by=user).first()
        if not taken:
            return None
        own, _is_new = self.get_or_create(
            suggestion_id=taken.suggestion_id, by=user, is_correction=taken.is_correction,
            defaults={"opened_at": now},
        )  # fmt: skip
        for name in WORDS:
            setattr(own, name, joined(getattr(own, name), getattr(taken, name)))
        own.outcome = own.outcome or taken.outcome
        own.opened_at = own.kept_at = now
        own.save()
        writers = {taken.by_id, *taken.also_by.values_list("pk", flat=True)}
        own.also_by.add(*writers - {user.pk})
        taken.delete()
        return own

    def use_up(self, user, *, is_correction):
        """What `user` wrote was submitted. Returns the keys of all whose words may be in it."""
        writers = {user.pk}
        for row in self.of(user, is_correction=is_correction).prefetch_related("also_by"):
            writers |= {person.pk for person in row.also_by.all()}
            row.delete()
        return writers

    def move_to(self, heir):
        """To the suggestion that takes the place of this one; who writes there too keeps both where they are."""
        there = set(heir.writings.values_list("by", "is_correction"))
        moved = [row.pk for row in self if (row.by_id, row.is_correction) not in there]
        self.filter(pk__in=moved).update(suggestion=heir)

    def stale(self, now):
        """Who is not at it any more; and what was kept long ago, where no answer is written any more."""
        is_over = ~Q(suggestion__stage=Stage.IN_PROGRESS) & Q(kept_at__lt=now - timedelta(days=KEPT_DAYS))
        return self.filter(Q(kept_at=None, opened_at__lt=now - timedelta(days=1)) | is_over)


class Writing(models.Model):
    """Of one person for one suggestion: the answer, or its correction."""

    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, related_name="writings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Those whose kept words were taken over into it: they wrote a part of what comes of it.
    also_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    is_correction = models.BooleanField()
    opened_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    body = models.TextField(_("答覆內容"), blank=True)
    outcome = models.CharField(_("採納情況"), max_length=20, blank=True)  # the code of an `Outcome`
    outcome_reason = models.TextField(_("未採納的原因"), blank=True)
    note = models.TextField(_("更正的原因"), blank=True)

    objects = WritingQuerySet.as_manager()

    class Meta:
        verbose_name = _("暫存的答覆")
        verbose_name_plural = _("暫存的答覆")
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "by", "is_correction"], name="writing_once_per_person"),
            models.CheckConstraint(
                condition=Q(kept_at__isnull=False) | Q(body="", outcome="", outcome_reason="", note=""),
                name="writing_kept_has_a_moment",
            ),
        ]

    def __str__(self):
        return f"{self.suggestion_id} {self.by_id}"


def plain(text):
    """Text without what cannot be stored."""
    return str(text).encode("utf-8", "ignore").decode().replace("\0", "")[:MOST]
