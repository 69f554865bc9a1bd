"""優秀建議: how many there are to be, what is nominated, and what was awarded."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.awards.rules import Consent, Grade
from feedback.models import Campaign, Suggestion
from feedback.suggestions.listing import RAW
from portal.tables.encrypted import EncryptedTextField

AS_OF_2012 = _("默認值是公開報道的 2012 年的名額，可調整。")


class Quota(models.Model):
    """How many of each class a campaign awards at most; one without such a row has the defaults."""

    campaign = models.OneToOneField(
        Campaign, verbose_name=_("活動"), on_delete=models.CASCADE, related_name="award_quota"
    )
    first = models.PositiveSmallIntegerField(_("一等名額"), default=10, help_text=AS_OF_2012)
    second = models.PositiveSmallIntegerField(_("二等名額"), default=15, help_text=AS_OF_2012)
    third = models.PositiveSmallIntegerField(_("三等名額"), default=25, help_text=AS_OF_2012)

    class Meta:
        verbose_name = _("優秀建議名額")
        verbose_name_plural = _("優秀建議名額")
        ordering = ("-campaign__year", "pk")
        default_permissions = ("view", "add", "change")

    def __str__(self):
        return str(self.campaign)

    @classmethod
    def of(cls, campaign):
        return cls.objects.filter(campaign=campaign).first() or cls(campaign=campaign)

    def clean(self):
        """No fewer than were awarded already."""
        counts = Award.objects.standing().filter(campaign=self.campaign_id).counts()
        for grade in Grade:
            most = getattr(self, grade.value)
            if most is not None and most < counts[grade]:
                told = gettext("已經評出 %(count)s 件，名額不能更少。") % {"count": counts[grade]}
                raise ValidationError({grade.value: told})


class Nomination(models.Model):
    """A suggestion that somebody of the staff put forward, and the class that was proposed for it since."""

    suggestion = models.OneToOneField(
        Suggestion, verbose_name=_("意見建議"), on_delete=models.PROTECT, related_name="nomination"
    )
    note = models.TextField(_("推薦理由"), blank=True, help_text=_("只有工作人員能看到。"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("推薦人"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("推薦時間"))
    grade = models.CharField(_("提出的等次"), max_length=8, choices=Grade, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("提出人"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(_("提出時間"), null=True)

    class Meta:
        verbose_name = _("優秀建議推薦")
        verbose_name_plural = _("優秀建議推薦")
        ordering = ("-at", "-pk")
        default_permissions = ("view", "add")
        constraints = [
            models.CheckConstraint(
                condition=Q(grade="", proposed_by__isnull=True, proposed_at__isnull=True)
                | (~Q(grade="") & Q(proposed_by__isnull=False, proposed_at__isnull=False)),
                name="nomination_class_is_proposed_by_somebody",
            ),
        ]

    def __str__(self):
        return self.suggestion.number

    @property
    def award(self):
        """The award that stands, or None."""
        return next((award for award in self.suggestion.awards.all() if not award.withdrawn_at), None)


class AwardQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at__isnull=True)

    def withdrawn(self):
        return self.filter(withdrawn_at__isnull=False)

    def counts(self):
        """{class: how many}, of each class."""
        found = dict(self.order_by().values_list("grade").annotate(count=models.Count("pk")))
        return {grade: found.get(grade.value, 0) for grade in Grade}

    def for_page(self):
        """In the order of the numbers, with what everybody may read of each suggestion; its raw text stays away."""
        raw = [f"suggestion__{name}" for name in RAW]
        return self.select_related("suggestion").defer(*raw).order_by("suggestion__year", "suggestion__sequence")


class Award(models.Model):
    """What two people decided. One that is withdrawn stays, with the public reason.

    The name is whatever the person agreed to have shown, typed anew with that consent; nothing is taken from the
    contact of the suggestion.
    """

    campaign = models.ForeignKey(Campaign, verbose_name=_("活動"), on_delete=models.PROTECT, related_name="awards")
    suggestion = models.ForeignKey(
        Suggestion, verbose_name=_("意見建議"), on_delete=models.PROTECT, related_name="awards"
    )
    grade = models.CharField(_("等次"), max_length=8, choices=Grade)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("提出人"), on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("決定人"), on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("決定時間"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("撤銷人"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("撤銷時間"), null=True)
    reason = models.CharField(_("撤銷的原因"), max_length=200, blank=True)
    name = EncryptedTextField(_("公開的姓名"), blank=True)
    consent = models.CharField(_("怎樣同意公開姓名"), max_length=10, choices=Consent, blank=True)
    consented_at = models.DateTimeField(_("同意公開姓名的時間"), null=True)
    is_by_guardian = models.BooleanField(_("由監護人同意"), default=False)
    consent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("記錄同意的人"), on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("優秀建議")
        verbose_name_plural = _("優秀建議")
        default_permissions = ("view",)
        permissions = [("decide_award", _("評定優秀建議"))]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"], condition=Q(withdrawn_at__isnull=True), name="award_stands_once_per_suggestion"
            ),
            models.CheckConstraint(condition=~Q(proposed_by=F("decided_by")), name="award_decided_by_a_second_person"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(reason="")),
                name="award_withdrawn_says_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    name="", consent="", consented_at__isnull=True, consent_by__isnull=True, is_by_guardian=False
                )
                | (~Q(name="") & ~Q(consent="") & Q(consented_at__isnull=False, consent_by__isnull=False)),
                name="award_name_only_with_consent",
            ),
        ]

    def __str__(self):
        return self.suggestion.number

    @property
    def shown_name(self):
        """The name that everybody may read: while the award stands and the text is public; else nothing."""
        return self.name if self.suggestion.is_public and not self.withdrawn_at else ""
