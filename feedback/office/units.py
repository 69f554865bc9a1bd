"""承辦單位: who handles suggestions."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.office.absences import Takers
from feedback.office.named import Named, code_field, english_field
from feedback.rules.roles import Role
from feedback.rules.workflow import UNANSWERED_STAGES, Stage
from portal.reading.readers import english_or, name_shown
from portal.serving import generation


class UnitQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def locked(self, pk):
        """The unit, held until the transaction ends: nothing is given to it while it is dissolved."""
        return self.select_for_update(no_key=True).get(pk=pk)

    def held_with(self, pk, other):
        """The unit `pk`, held together with `other`, which may be None: always in the same order, whichever goes."""
        rows = self.select_for_update(no_key=True).filter(pk__in=[pk, other]).order_by("pk")
        return {row.pk: row for row in rows}[pk]


class Unit(Named, models.Model):
    """承辦單位: who handles; its members see only their own unit's suggestions."""

    name = models.CharField(_("名稱"), max_length=60, unique=True)
    name_en = english_field(_("英文名稱"), 120)
    code = code_field()
    duties = models.CharField(
        _("負責什麼"), max_length=200, blank=True,
        help_text=_("一兩句話，寫市民看得懂的，在「誰在辦」頁面公開。例如：道路交通管理，事故處理，駕駛證和車輛登記。"),
    )  # fmt: skip
    duties_en = english_field(_("負責什麼（英文）"), 400)
    telephone = models.CharField(
        _("電話"), max_length=20, blank=True,
        validators=[RegexValidator(r"^\+?[0-9][0-9 ()-]*$", _("電話只用數字，中間可用空格、連字號和括號。"))],
        help_text=_("對外公開的辦公電話，在「誰在辦」頁面公開；不要填個人的電話。"),
    )  # fmt: skip
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("工作人員"), related_name="units", blank=True
    )
    is_active = models.BooleanField(_("在用"), default=True)
    order = models.PositiveIntegerField(_("排序"), default=0)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("承辦單位")
        verbose_name_plural = _("承辦單位")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["code"], name="unit_code_unique",
                violation_error_message=_("這個代碼已經有別的單位在用。"),
            )
        ]  # fmt: skip

    def __str__(self):
        return name_shown(self)

    def get_absolute_url(self):
        return reverse("unit_detail", args=[self.code])

    @property
    def shown_duties(self):
        return english_or(self.duties, self.duties_en)

    @property
    def dialled(self):
        """The telephone as it is dialled."""
        return "".join(sign for sign in self.telephone if sign in "+0123456789")

    def handlers(self):
        """The members who may be named to handle something."""
        return self.members.filter(is_active=True, is_staff=True, groups__name=Role.HANDLER).order_by("pk")

    def only_handler(self):
        """The one handler of a unit in which nobody has to choose; None where there are more, or none."""
        first_two = self.handlers()[:2]
        return first_two[0] if len(first_two) == 1 else None

    @generation.publishing()
    def dissolve(self, *, to=None, by, now):
        """Take the unit out of use: what it holds and has not answered goes to the unit `to`, else back to triage.

        Returns {key of a suggestion that went: (key of its status, of its handler)}, as they were.
        """
        Unit.objects.held_with(self.pk, to and to.pk)
        self.is_active = False
        self.save(update_fields=["is_active"])
        to = to and Unit.objects.locked(to.pk)
        handler, takers = to and to.only_handler(), Takers()
        held = self.suggestions.select_for_update(no_key=True).filter(stage__in=[Stage.ASSIGNED, Stage.IN_PROGRESS])
        moved = {}
        for suggestion in held.order_by("pk"):
            moved[suggestion.pk] = suggestion.status_id, suggestion.handler_id
            if to:
                suggestion.pass_on(unit=to, handler=handler, takers=takers, by=by, now=now)
            else:
                suggestion.give_back(by=by, now=now)
        waiting = self.contributions.unwritten().filter(suggestion__stage__in=UNANSWERED_STAGES)
        for contribution in waiting.select_related("suggestion").order_by("suggestion"):
            contribution.suggestion.excuse(self, now=now)
        return moved

    def reinstate(self):
        """Take the unit into use again."""
        self.is_active = True
        self.save(update_fields=["is_active"])
