"""答覆, the questions asked on the way, and what the citizen says of it all."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.workflow import Outcome, Score


class ReplyQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(approved_at__isnull=False).order_by("approved_at", "pk")

    def drafts(self):
        return self.filter(approved_at__isnull=True)


class Reply(models.Model):
    """An answer: drafted by the unit, approved by a second person, then public with its suggestion."""

    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, related_name="replies")
    unit = models.ForeignKey("feedback.Unit", verbose_name=_("答覆部門"), on_delete=models.PROTECT)
    body = models.TextField(_("答覆內容"))
    outcome = models.CharField(_("採納情況"), max_length=20, choices=Outcome)
    outcome_reason = models.CharField(_("未採納的原因"), max_length=200, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    returned_note = models.TextField(_("修改意見"), blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(_("答覆日期"), null=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("答覆")
        verbose_name_plural = _("答覆")
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"], condition=Q(approved_at__isnull=True), name="reply_one_draft_per_suggestion"
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("drafted_by")), name="reply_approved_by_a_second_person"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="reply_approval_has_person_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.NOT_ADOPTED) & ~Q(outcome_reason="")
                | ~Q(outcome=Outcome.NOT_ADOPTED) & Q(outcome_reason=""),
                name="reply_says_why_when_not_adopted",
            ),
        ]

    def __str__(self):
        return self.body[:30]


class Question(models.Model):
    """What the handler asks the citizen; question and answer are read with the receipt and by staff only."""

    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, related_name="questions")
    body = models.TextField(_("詢問"))
    asked_at = models.DateTimeField()
    answer = models.TextField(_("回答"), blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("詢問")
        verbose_name_plural = _("詢問")
        ordering = ("asked_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"], condition=Q(answered_at__isnull=True), name="question_one_open_per_suggestion"
            )
        ]

    def __str__(self):
        return self.body[:30]


class Rating(models.Model):
    """評議 of the handling: one per receipt; a second answer may be rated again, and the last word counts."""

    suggestion = models.OneToOneField("feedback.Suggestion", on_delete=models.PROTECT, related_name="rating")
    score = models.CharField(_("評議"), max_length=20, choices=Score)
    comment = models.TextField(_("評語"), blank=True)
    round = models.PositiveSmallIntegerField(help_text=_("評議的是第幾次重辦後的答覆；0 為首次答覆。"))
    rated_at = models.DateTimeField()
    # Marked, because whoever handed out the receipt could have rated with it.
    is_on_staff_receipt = models.BooleanField(_("憑工作人員開具的回執"), default=False)

    class Meta:
        verbose_name = _("評議")
        verbose_name_plural = _("評議")

    def __str__(self):
        return self.get_score_display()

    def is_on_answer_of(self, answered):
        """Whether it was given on the answer that `answered` has now, not on an earlier or another one."""
        return answered.replied_at is not None and self.rated_at >= answered.replied_at
