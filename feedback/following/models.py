"""關注: who wants to hear of something by mail; the address is encrypted, and one click ends it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.tables.encrypted import EncryptedTextField

FOLLOWED = ("suggestion", "category", "unit", "district", "campaign")


class FollowQuerySet(models.QuerySet):
    pass


class Follow(models.Model):
    """One address that follows one thing; it hears nothing before it confirmed."""

    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.CASCADE, null=True, related_name="follows")
    category = models.ForeignKey("feedback.Category", on_delete=models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey("feedback.Unit", on_delete=models.CASCADE, null=True, related_name="+")
    district = models.ForeignKey("feedback.District", on_delete=models.CASCADE, null=True, related_name="+")
    campaign = models.ForeignKey("feedback.Campaign", on_delete=models.CASCADE, null=True, related_name="+")
    address = EncryptedTextField()
    address_key = models.CharField(max_length=64)  # `contact_key` of the address
    language = models.CharField(max_length=8)
    # 「我也遇到」: hears the answer and nothing else, once.
    is_for_answer = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("關注")
        verbose_name_plural = _("關注")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *(Q(**{f"{name}__isnull": name != one for name in FOLLOWED}) for one in FOLLOWED),
                    _connector=Q.OR,
                ),
                name="follow_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["address_key"], condition=Q(confirmed_at__isnull=True), name="follow_one_open_confirmation"
            ),
            *(
                models.UniqueConstraint(
                    fields=["address_key", name], condition=Q(**{f"{name}__isnull": False}), name=f"follow_{name}_once"
                )
                for name in FOLLOWED
            ),
        ]

    def __str__(self):
        return f"{self.pk}"
