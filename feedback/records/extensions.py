"""延長申請: who asked for more days and why, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.rules.answering.extensions import BY_PERSON, Decision
from feedback.rules.deadlines import EXTENSION_DAYS


class ExtensionRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decision="")

    def in_order(self):
        return self.order_by("asked_at", "pk")

    def by_suggestion(self, keys):
        """{key of the suggestion: its request} of those among `keys`, each with one at most."""
        return {row.suggestion_id: row for row in self.filter(suggestion__in=keys)}

    def fall_away(self, now):
        """The period ended: nothing is left to extend."""
        return self.open().update(decision=Decision.FELL, decided_at=now)


class ExtensionRequest(models.Model):
    """One person asks, another one decides by the due day; what nobody granted by then has lapsed."""

    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, related_name="extension_requests")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("申請人"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("申請時間"))
    days = models.PositiveSmallIntegerField(_("延長（工作日）"))
    note = models.TextField(_("延長的原因"))
    decision = models.CharField(_("結果"), max_length=8, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("批准人"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("批准時間"), null=True)

    objects = ExtensionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("延長申請")
        verbose_name_plural = _("延長申請")
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"], condition=Q(decision=""), name="extension_asked_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=EXTENSION_DAYS), name="extension_of_1_to_10_days"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="extension_says_why"),
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="extension_decided_by_a_second_person"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="extension_decision_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=sorted(BY_PERSON), decided_by__isnull=False)
                | (~Q(decision__in=sorted(BY_PERSON)) & Q(decided_by=None)),
                name="extension_decided_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.suggestion_id} +{self.days}"

    @property
    def is_open(self):
        return not self.decision

    def decide(self, decision, at, by=None):
        self.decision, self.decided_at, self.decided_by = decision, at, by
        self.save(update_fields=["decision", "decided_at", "decided_by"])
