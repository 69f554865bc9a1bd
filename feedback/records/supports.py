"""「我也遇到」: others whom the same concerns, once for each browser, without an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.ledger.days import day_total


class Support(models.Model):
    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.CASCADE, related_name="supports")
    browser_digest = models.CharField(max_length=64)
    at = models.DateTimeField(_("時間"))

    class Meta:
        verbose_name = _("我也遇到")
        verbose_name_plural = _("我也遇到")
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "browser_digest"], name="support_once_per_browser")
        ]

    def __str__(self):
        return f"{self.suggestion_id} {self.browser_digest[:8]}"


@day_total("supports")
def supports(day):
    """What the ledger says of them: how many in a day, and of none whose or of what."""
    return Support.objects.filter(at__date=day).count()
