"""報名: who applied for 市民代表, under a label that says nothing of them."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from feedback.records.contact_keys import contact_key
from feedback.representatives.rules import LIVE, Dimension, Reason, State
from feedback.representatives.terms import Terms
from portal.tables.encrypted import EncryptedTextField

PERSONAL = ("name", "contact", "born_on", "address", "contact_key", "flow_digest")


class ApplicationQuerySet(models.QuerySet):
    def of(self, campaign):
        return self.filter(campaign=campaign)

    def eligible(self, campaign):
        """Those among whom is drawn, by their labels, each with `.label` and `.cell`."""
        return (
            self.of(campaign)
            .filter(state=State.ELIGIBLE)
            .select_related("campaign__terms", "district", "occupation")
            .without_persons()
            .order_by("label")
        )

    def without_persons(self):
        """Nothing personal is read or decrypted, however many there are."""
        return self.defer(*PERSONAL)

    def of_contact(self, contact):
        """Those of one contact, however it is written, the newest first; none once they are erased."""
        key = contact_key(contact)
        return self.filter(contact_key=key).order_by("-applied_at", "-pk") if key else self.none()

    def live(self):
        """Those that count as the application of their contact."""
        return self.filter(state__in=LIVE)

    def of_flow(self, digest):
        """The one that was sent in the passage through the form which `digest` stands for, or None."""
        return self.filter(flow_digest=digest).first() if digest else None

    def not_erased(self):
        return self.filter(erased_at__isnull=True)

    def counts(self, *names):
        """{values of the fields `names`: how many}."""
        return {tuple(told): count for *told, count in self.order_by().values_list(*names).annotate(count=Count("pk"))}


class Application(models.Model):
    """Name, contact, birth and address are encrypted and are gone after the round; label and cell stay."""

    PERSONAL = PERSONAL

    campaign = models.ForeignKey(
        "feedback.Campaign", verbose_name=_("活動"), on_delete=models.PROTECT, related_name="applications"
    )
    label = models.CharField(_("報名編號"), max_length=11)
    name = EncryptedTextField(_("姓名"), blank=True)
    contact = EncryptedTextField(_("聯繫方式"), blank=True)
    born_on = EncryptedTextField(_("出生日期"), blank=True)  # as 1990-01-31
    address = EncryptedTextField(_("住址"), blank=True)
    contact_key = models.CharField(max_length=64, blank=True, editable=False)
    flow_digest = models.CharField(max_length=64, blank=True, editable=False)
    district = models.ForeignKey("feedback.District", verbose_name=_("區市"), on_delete=models.PROTECT)
    age_band = models.CharField(_("年齡段"), max_length=8)
    occupation = models.ForeignKey(
        "representatives.Occupation", verbose_name=_("職業"), on_delete=models.PROTECT, null=True, blank=True
    )
    state = models.CharField(_("狀態"), max_length=10, choices=State, default=State.APPLIED)
    reason = models.CharField(_("不符合條件的原因"), max_length=12, choices=Reason, blank=True)
    applied_at = models.DateTimeField(_("報名時間"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("核對人"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(_("核對時間"), null=True)
    erased_at = models.DateTimeField(_("個人信息刪除時間"), null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("代表報名")
        verbose_name_plural = _("代表報名")
        ordering = ("pk",)
        default_permissions = ("view",)
        permissions = (("check_application", "Can check 代表報名"), ("read_application", "Can read who applied"))
        constraints = [
            models.UniqueConstraint(fields=["campaign", "label"], name="application_label_unique_per_campaign"),
            models.UniqueConstraint(
                fields=["campaign", "contact_key"], condition=Q(state__in=sorted(LIVE)) & ~Q(contact_key=""),
                name="application_one_that_counts_per_contact",
            ),
            models.UniqueConstraint(
                fields=["flow_digest"], condition=~Q(flow_digest=""), name="application_once_per_passage"
            ),
            models.CheckConstraint(
                condition=Q(state=State.INELIGIBLE) & ~Q(reason="") | ~Q(state=State.INELIGIBLE) & Q(reason=""),
                name="application_is_ineligible_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(**dict.fromkeys(PERSONAL, "")), name="application_erased_says_nobody"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.label

    @property
    def cell(self):
        """{dimension: value} of the quotas of its round: codes, nothing that names anybody."""
        values = {
            Dimension.DISTRICT: self.district.code,
            Dimension.AGE_BAND: self.age_band,
            Dimension.OCCUPATION: self.occupation.code if self.occupation else "",
        }
        return {str(dimension): values[dimension] for dimension in Terms.of(self.campaign).dimensions}

    def erase(self, now):
        """Let go of what is personal, for whoever saves it."""
        for name in PERSONAL:
            setattr(self, name, "")
        self.erased_at = now
