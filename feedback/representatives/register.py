"""市民代表名冊: who represents the citizens in a round, whether entered, imported or drawn."""

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from feedback.representatives.rules import Source
from portal.tables.encrypted import EncryptedTextField

PERSONAL = ("name", "contact", "contact_key")


class RepresentativeQuerySet(models.QuerySet):
    def of(self, campaign):
        return self.filter(campaign=campaign)

    def active(self):
        """Those who serve: nobody who resigned or was replaced."""
        return self.filter(is_active=True)

    def without_persons(self):
        """Nothing personal is read or decrypted, however many there are."""
        return self.defer(*PERSONAL)

    def not_erased(self):
        return self.filter(erased_at__isnull=True)

    def next_number(self, campaign):
        """The number after the last one; ask it while the campaign is locked."""
        return (self.of(campaign).aggregate(last=Max("number"))["last"] or 0) + 1


class Representative(models.Model):
    """Known on public pages by nothing; name and contact are encrypted and are gone after the round."""

    PERSONAL = PERSONAL

    campaign = models.ForeignKey(
        "feedback.Campaign", verbose_name=_("活動"), on_delete=models.PROTECT, related_name="representatives"
    )
    number = models.PositiveIntegerField(_("序號"))
    name = EncryptedTextField(_("姓名"), blank=True)
    contact = EncryptedTextField(_("聯繫方式"), blank=True)
    contact_key = models.CharField(max_length=64, blank=True, editable=False)
    district = models.ForeignKey(
        "feedback.District", verbose_name=_("區市"), on_delete=models.PROTECT, null=True, blank=True
    )
    source = models.CharField(_("來源"), max_length=8, choices=Source)
    application = models.OneToOneField(
        "representatives.Application", verbose_name=_("報名"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="representative",
    )  # fmt: skip
    is_active = models.BooleanField(_("在任"), default=True)
    replaced_by = models.OneToOneField(
        "self", verbose_name=_("接替的人"), on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("錄入人"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("錄入時間"))
    erased_at = models.DateTimeField(_("個人信息刪除時間"), null=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("市民代表")
        verbose_name_plural = _("市民代表")
        ordering = ("campaign", "number")
        default_permissions = ("view", "add")
        permissions = (("read_representative", "Can read who represents"),)
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="representative_number_unique_per_campaign"),
            models.UniqueConstraint(
                fields=["campaign", "contact_key"], condition=Q(is_active=True) & ~Q(contact_key=""),
                name="representative_serves_once_per_contact",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.DRAWN, application__isnull=False)
                | ~Q(source=Source.DRAWN) & Q(application__isnull=True),
                name="representative_drawn_has_an_application",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(is_active=False), name="representative_replaced_serves_no_more"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(**dict.fromkeys(PERSONAL, "")),
                name="representative_erased_says_nobody",
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.number)
