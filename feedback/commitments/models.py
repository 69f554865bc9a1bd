"""承諾: a sentence of a report or of a reply that promises, with a day, a unit, a state, and how it went."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feedback.commitments.rules import ENDS, ChangeKind, State, is_late
from feedback.models import Reply, Unit
from feedback.office import staff
from feedback.records.written_once import WrittenOnce, WrittenOnceQuerySet
from feedback.suggestions.listing import RAW
from portal.reading.readers import shown
from reports.models import Section

OF_SUGGESTION = [f"reply__suggestion__{name}" for name in RAW]


class CommitmentQuerySet(models.QuerySet):
    def proposed(self):
        return self.filter(confirmed_at__isnull=True)

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def public(self):
        """Confirmed ones whose place everybody may read: a published report, the reply to a public suggestion."""
        in_report = Q(section__report__published_at__isnull=False)
        is_hidden = Q(reply__suggestion__public_title="") | Q(reply__suggestion__main__public_title="")
        in_reply = Q(reply__approved_at__isnull=False) & ~is_hidden
        return self.confirmed().filter(in_report | in_reply)

    def visible_to(self, user):
        """What `user` sees at the desk: every one by role, else those of the own units and what is public."""
        if staff.sees_every(user):
            return self
        own = Q(unit__in=staff.units_of(user)) | Q(proposed_by=user)
        return self.filter(own | Q(pk__in=Commitment.objects.public().values("pk")))

    def late(self, today):
        return self.confirmed().filter(promised_on__lt=today).exclude(state__in=ENDS)

    def with_open_proposal(self):
        return self.filter(Exists(EndProposal.objects.open().filter(commitment=OuterRef("pk"))))

    def of_unit(self, unit):
        return self.filter(unit=unit)

    def of_units(self, units):
        return self.filter(unit__in=units)

    def of_report(self, report):
        return self.filter(section__report=report)

    def of_suggestion(self, suggestion):
        """Those of its replies; of a merged one, its main one's too."""
        return self.filter(reply__suggestion__in={suggestion.pk, suggestion.main_or_self.pk})

    def with_place(self):
        """With what says where each stands, but without the text of the section and the citizen's own words."""
        related = ("unit", "section__report", "reply__suggestion")
        return self.select_related(*related).defer("section__paragraphs", "reply__body", *OF_SUGGESTION)

    def in_order(self):
        return self.order_by("promised_on", "pk")


class Commitment(models.Model):
    """Private until a person confirmed it. `first_promised_on` never changes and `has_slipped` is never taken back."""

    title = models.CharField(_("承諾"), max_length=100)
    sentence = models.TextField(_("原句"))
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("章節")
    )
    reply = models.ForeignKey(
        Reply, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("答覆")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="commitments", verbose_name=_("承辦單位"))
    promised_on = models.DateField(_("承諾完成日期"), null=True)
    first_promised_on = models.DateField(_("最初承諾的日期"), null=True, editable=False)
    has_slipped = models.BooleanField(_("推遲過"), default=False, editable=False)
    state = models.CharField(_("進展"), max_length=12, choices=State, default=State.NOT_STARTED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    proposed_at = models.DateTimeField(_("提出時間"))
    confirmed_at = models.DateTimeField(_("確認時間"), null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField(_("示例資料"), default=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("承諾")
        verbose_name_plural = pgettext_lazy("several", "承諾")
        ordering = ["promised_on", "pk"]
        default_permissions = ("view", "add")
        permissions = [("confirm_commitment", _("確認承諾")), ("move_commitment", _("更新承諾的進展"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(section__isnull=False, reply__isnull=True) | Q(section__isnull=True, reply__isnull=False),
                name="commitment_stands_in_one_place",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(
                    confirmed_at__isnull=False, confirmed_by__isnull=False, first_promised_on__isnull=False,
                    promised_on__isnull=False, unit__isnull=False,
                ),
                name="commitment_confirmed_has_person_day_and_unit",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=False) | Q(state=State.NOT_STARTED),
                name="commitment_moves_once_confirmed",
            ),
        ]  # fmt: skip

    def __str__(self):
        return shown(self.title)

    def get_absolute_url(self):
        return reverse("commitment_detail", args=[self.pk])

    @property
    def is_confirmed(self):
        return self.confirmed_at is not None

    @property
    def is_ended(self):
        return self.state in ENDS

    @property
    def proposal(self):
        """The end that somebody proposed and nobody decided yet, or None."""
        return self.end_proposals.open().select_related("by").first()

    def is_late(self, today):
        return self.is_confirmed and is_late(self.promised_on, self.state, today)


class CommitmentChangeQuerySet(WrittenOnceQuerySet):
    def in_order(self):
        return self.order_by("pk")

    def told_in(self, report):
        """Those whose evidence is a section of `report`."""
        return self.filter(section__report=report)


class CommitmentChange(WrittenOnce):
    """One step of a promise as everybody reads it: what it came to, by when, why, and where that can be seen."""

    not_changed, not_deleted = _("承諾的變動只增不改。"), _("承諾的變動只增不刪。")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="changes")
    kind = models.CharField(_("變動"), max_length=12, choices=ChangeKind)
    at = models.DateTimeField(_("時間"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("經辦"))
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("確認人")
    )
    # As they are from then on.
    state = models.CharField(_("進展"), max_length=12, choices=State)
    promised_on = models.DateField(_("承諾完成日期"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("承辦單位"))
    reason = models.CharField(_("公開說明"), max_length=300, blank=True)
    evidence = models.URLField(_("依據"), max_length=500, blank=True)
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+", verbose_name=_("報告章節"))

    objects = CommitmentChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("承諾的變動")
        verbose_name_plural = _("承諾的變動")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("second_by")), name="commitment_change_by_two_people"),
            models.CheckConstraint(
                condition=~Q(kind=ChangeKind.RESCHEDULED) | ~Q(reason=""), name="commitment_rescheduled_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ChangeKind.MOVED, state__in=sorted(ENDS)) | Q(second_by__isnull=False),
                name="commitment_ended_by_two",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class EndProposalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at__isnull=True)


class EndProposal(models.Model):
    """One person proposes that a promise is complete or withdrawn, or no longer so; another one confirms or refuses."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="end_proposals")
    state = models.CharField(_("進展"), max_length=12, choices=State)
    reason = models.CharField(_("公開說明"), max_length=300)
    evidence = models.URLField(_("依據"), max_length=500, blank=True)
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+", verbose_name=_("報告章節"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提請人"))
    at = models.DateTimeField(_("提請時間"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("確認人")
    )
    decided_at = models.DateTimeField(_("確認時間"), null=True)
    is_agreed = models.BooleanField(_("同意"), default=False)

    objects = EndProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("提請")
        verbose_name_plural = _("提請")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(decided_at__isnull=True),
                name="commitment_end_proposed_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_agreed=False) | (Q(decided_by__isnull=False) & ~Q(decided_by=F("by"))),
                name="commitment_end_agreed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="commitment_end_decided_by_somebody",
            ),
        ]

    def __str__(self):
        return self.get_state_display()
