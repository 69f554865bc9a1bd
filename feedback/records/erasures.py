"""銷毀的提請: who proposed to erase the words of a suggestion and why, and who confirmed or dropped it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.rules.erasing import ErasureDecision, ErasureReason


class ErasureRequestQuerySet(models.QuerySet):
    def waiting(self):
        """Those that nobody confirmed or dropped."""
        return self.filter(decision="")


class ErasureRequest(models.Model):
    """One person proposes, another one confirms. The note is for the public: once confirmed it stands in the event."""

    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, related_name="erasure_requests")
    reason = models.CharField(_("銷毀的原因"), max_length=10, choices=ErasureReason)
    note = models.TextField(_("公開的說明"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("提請人"), on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("提請時間"))
    decision = models.CharField(_("結果"), max_length=8, choices=ErasureDecision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("確認人"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("確認時間"), null=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("銷毀的提請")
        verbose_name_plural = _("銷毀的提請")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["suggestion"], condition=Q(decision=""), name="erasure_proposed_once"),
            models.CheckConstraint(
                condition=~Q(decision=ErasureDecision.ERASED) | ~Q(decided_by=F("proposed_by")),
                name="erasure_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | (~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="erasure_decision_has_person_and_moment",
            ),
        ]

    def __str__(self):
        return f"{self.suggestion_id} {self.reason}"

    def decide(self, decision, at, by):
        self.decision, self.decided_at, self.decided_by = decision, at, by
        self.save(update_fields=["decision", "decided_at", "decided_by"])
