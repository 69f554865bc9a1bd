"""答覆, and the questions asked on the way."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from feedback.office.names import names
from feedback.office.outcomes import outcomes
from feedback.rules.reasons import Adoption, needs_reason
from portal.reading.languages import reading


class ReplyQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(approved_at__isnull=False).order_by("approved_at", "pk")

    def read_with(self, suggestion):
        """What its citizen reads: its own and, while it is merged, after those the main one's.

        `is_corrected` marks those that a later version corrects.
        """
        is_corrected = Exists(Reply.objects.filter(corrects=OuterRef("pk"), approved_at__isnull=False))
        read = self.filter(suggestion__in={suggestion.pk, suggestion.main_or_self.pk}).annotate(
            is_corrected=is_corrected
        )
        is_of_main = Case(When(suggestion=suggestion.main_or_self.pk, then=1), default=0)
        return read.order_by(is_of_main, "approved_at", "pk")

    def standing(self, suggestion):
        """The answer that `suggestion` has now and that is rated, itself and not its corrections; None without one."""
        if not suggestion.replied_at:
            return None
        answers = self.filter(suggestion=suggestion, corrects__isnull=True, approved_at=suggestion.replied_at)
        return answers.order_by("pk").last()

    def with_people(self):
        return self.select_related("unit", "drafted_by", "reviewed_by", "approved_by")

    def read_together(self):
        """A list of these, for which what their outcomes are called is asked once."""
        replies = list(self)
        known = outcomes() if replies else {}
        for reply in replies:
            reply.known_outcomes = known
        return replies

    def unapproved(self):
        return self.filter(approved_at__isnull=True)

    def public_with(self, suggestion):
        """A list of what everybody reads with a public one, newest first; of each its unit, and `is_corrected`."""
        known, whose = names(), {suggestion.pk, suggestion.main_or_self.pk}
        replies = [known.dress(reply) for reply in self.filter(suggestion__in=whose, approved_at__isnull=False)]
        corrected = {reply.corrects_id for reply in replies}
        for reply in replies:
            reply.is_corrected, reply.known_outcomes = reply.pk in corrected, known.outcome
        last = suggestion.main_or_self.pk  # a merged one's own come before the main one's
        return sorted(
            replies, key=lambda reply: (reply.suggestion_id == last, reply.approved_at, reply.pk), reverse=True
        )

    def stop_correcting(self):
        """The work begins again: the draft of a correction, if there is one, becomes that of the next reply."""
        self.unapproved().update(corrects=None, correction_note="", reviewed_by=None, reviewed_at=None)


class Reply(models.Model):
    """Drafted by the unit, approved by a second person, maybe reviewed by another one before, then public."""

    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, related_name="replies")
    unit = models.ForeignKey("feedback.Unit", verbose_name=_("答覆部門"), on_delete=models.PROTECT)
    body = models.TextField(_("答覆內容"))
    outcome = models.CharField(_("採納情況"), max_length=20)  # the code of an `Outcome`
    outcome_reason = models.CharField(_("未採納的原因"), max_length=200, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    # All who wrote any part of it: none of them reviews it. `drafted_by` submitted it last.
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    returned_note = models.TextField(_("修改意見"), blank=True)
    # An approved reply never changes: what mends it is another one, which says why; both stay public.
    corrects = models.OneToOneField(
        "self", verbose_name=_("更正哪一份"), on_delete=models.PROTECT, null=True, related_name="correction"
    )
    correction_note = models.TextField(_("更正的原因"), blank=True)
    # The first of two reviews, where two are asked for.
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(_("初審時間"), null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(_("答覆日期"), null=True)

    objects = ReplyQuerySet.as_manager()
    known_outcomes = None  # {code: `Outcome`} where several are read together

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
            # Of an outcome of the office's own with that meaning the verb asks it: a row of another table says so.
            models.CheckConstraint(condition=~Q(reviewed_by=F("drafted_by")), name="reply_reviewed_by_a_second_person"),
            models.CheckConstraint(condition=~Q(approved_by=F("reviewed_by")), name="reply_approved_by_a_third_person"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="reply_review_has_person_and_moment",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Adoption.NOT_ADOPTED) | ~Q(outcome_reason=""),
                name="reply_says_why_when_not_adopted",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[one for one in Adoption if not needs_reason(one)]) | Q(outcome_reason=""),
                name="reply_says_why_only_when_asked",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, correction_note="")
                | Q(corrects__isnull=False) & ~Q(correction_note=""),
                name="reply_correction_says_why",
            ),
            models.CheckConstraint(condition=~Q(corrects=F("pk")), name="reply_corrects_another_one"),
        ]

    def __str__(self):
        return self.body[:30]

    @property
    def outcome_row(self):
        """The `Outcome` of its code, None where there is no such row."""
        return (outcomes() if self.known_outcomes is None else self.known_outcomes).get(self.outcome)

    def get_outcome_display(self):
        return reading(self.outcome_row or self.outcome)


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
