"""評議 of the answers: one row for each receipt and answer, so that a later word never erases an earlier one."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from feedback.rules.counted.ratings import Given
from feedback.rules.ratings import Meaning, RatingOutcome, Solved


class RatingQuerySet(models.QuerySet):
    def final(self):
        """The last word of each receipt."""
        later = Rating.objects.filter(suggestion=OuterRef("suggestion"), ordinal__gt=OuterRef("ordinal"))
        return self.filter(~Exists(later))

    def first_ones(self):
        """The first word of each receipt."""
        return self.filter(ordinal=1)

    def by_citizens(self):
        """Without those on receipts that staff issued: whoever handed one out could have rated with it."""
        return self.filter(is_on_staff_receipt=False)

    def of_campaign(self, campaign):
        return self.filter(suggestion__campaign=campaign)

    def of_family(self, suggestion):
        """Those of all whom its answers go to: its own receipt and those merged into it."""
        return self.filter(Q(suggestion=suggestion) | Q(suggestion__main=suggestion))

    def low(self):
        return self.filter(level__meaning=Meaning.LOW)

    def undecided(self):
        """The low ones of which it is not known yet how they ended."""
        return self.low().filter(outcome="")

    def comments_to_release(self):
        """Those whose citizen lets the comment be shown and nobody has released it, eldest first."""
        return self.filter(has_consent=True, public_comment="").exclude(comment="").order_by("ordinal")

    def comments_shown(self):
        return self.exclude(public_comment="").order_by("ordinal")

    def in_order(self):
        return self.order_by("suggestion", "ordinal")

    def facts(self):
        """[(suggestion, `Given`)] as the statistics read them, those of a receipt in order."""
        names = ("level", "solved", "outcome", "is_on_staff_receipt", "level__meaning")
        return [(pk, Given(*facts)) for pk, *facts in self.in_order().values_list("suggestion", *names)]

    def facts_of(self, suggestions):
        """{primary key of a suggestion: its `Given`s in order} of those of `suggestions` that were rated."""
        found = {}
        for pk, given in self.filter(suggestion__in=suggestions).facts() if suggestions else ():
            found.setdefault(pk, []).append(given)
        return {pk: tuple(ratings) for pk, ratings in found.items()}

    def for_reading(self):
        """With what a page names of each."""
        return self.select_related("level", "reason", "reply").order_by("ordinal")


class Rating(models.Model):
    """What one receipt said of one answer. A correction is the same answer: the rating stays with it."""

    suggestion = models.ForeignKey(
        "feedback.Suggestion", verbose_name=_("意見建議"), on_delete=models.PROTECT, related_name="ratings",
        db_index=False,
    )  # fmt: skip
    # Of a merged one the answer is that of its main one.
    reply = models.ForeignKey(
        "feedback.Reply", verbose_name=_("評議哪一份答覆"), on_delete=models.PROTECT, related_name="ratings"
    )
    ordinal = models.PositiveSmallIntegerField(_("第幾次評議"), default=1)
    round = models.PositiveSmallIntegerField(help_text=_("評議的是第幾次重辦後的答覆；0 為首次答覆。"))
    solved = models.CharField(_("解決了嗎"), max_length=10, choices=Solved)
    level = models.ForeignKey(
        "feedback.Level", verbose_name=_("對辦理滿意嗎"), on_delete=models.PROTECT, related_name="ratings"
    )
    reason = models.ForeignKey(
        "feedback.LowReason", verbose_name=_("不滿意的原因"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="ratings",
    )  # fmt: skip
    comment = models.TextField(_("評語"), blank=True)
    has_consent = models.BooleanField(_("同意公開評語"), default=False)
    public_comment = models.TextField(_("公開的評語"), blank=True)
    rated_at = models.DateTimeField(_("評議時間"))
    # Marked, because whoever handed out the receipt could have rated with it.
    is_on_staff_receipt = models.BooleanField(_("憑工作人員開具的回執"), default=False)
    outcome = models.CharField(_("評議的處理結果"), max_length=12, choices=RatingOutcome, blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("評議")
        verbose_name_plural = _("評議")
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "reply"], name="rating_once_per_receipt_and_answer"),
            models.UniqueConstraint(fields=["suggestion", "ordinal"], name="rating_of_a_receipt_in_order"),
            models.CheckConstraint(condition=Q(ordinal__gte=1), name="rating_order_begins_with_one"),
            models.CheckConstraint(
                condition=Q(public_comment="") | Q(has_consent=True), name="rating_comment_public_only_with_consent"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | Q(outcome__in=RatingOutcome.values, decided_at__isnull=False),
                name="rating_outcome_has_its_moment",
            ),
        ]
        indexes = [models.Index(fields=["rated_at"], name="rating_given")]

    def __str__(self):
        return f"{self.level}（{self.get_solved_display()}）"

    @property
    def is_asked(self):
        """Whether it was asked if the matter is solved."""
        return self.solved != Solved.NOT_ASKED

    @property
    def is_answered_by_explanation(self):
        return self.reason is not None and self.reason.is_answered_by_explanation

    def decide(self, outcome, at):
        """Say how it ended, or that it is open again; the verb that calls this has its event."""
        self.outcome, self.decided_at = outcome, at if outcome else None
        self.save(update_fields=["outcome", "decided_at"])
