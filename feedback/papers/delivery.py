"""報表送閱: to whom of the staff a 週報 or 月報 is told when it is over and can be read; none of them is stored."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office import staff
from feedback.papers.rules import Kind

TWICE = _("這份報表已經設置了送給誰，請在那裡更改。")


class Delivery(models.Model):
    """One paper, of a unit or of the bureau, for some of the staff: each hears of each of them once."""

    kind = models.CharField(_("週報或月報"), max_length=8, choices=Kind)
    unit = models.ForeignKey(
        "feedback.Unit", verbose_name=_("單位"), on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text=_("不選的，是全局的報表。"),
    )  # fmt: skip
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("送給誰"), related_name="+",
        help_text=_("能看這份報表的同事。備好以後發郵件告訴他們，報表仍在工作臺查看。"),
    )  # fmt: skip
    told_for = models.DateField(null=True, editable=False)  # the first day of the last paper that was told

    class Meta:
        verbose_name = _("報表送閱")
        verbose_name_plural = _("報表送閱")
        ordering = ("kind", "unit__order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unit"], name="delivery_once_per_paper_of_a_unit", violation_error_message=TWICE
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(unit__isnull=True), name="delivery_once_per_paper_of_all",
                violation_error_message=TWICE,
            ),
        ]  # fmt: skip

    def __str__(self):
        scope = str(self.unit) if self.unit else gettext("全局")
        return gettext("%(scope)s%(kind)s") % {"scope": scope, "kind": self.get_kind_display()}

    def claim(self, first):
        """Whether the paper that begins on `first` is told here; whoever asks later, or meanwhile, is told no."""
        untold = Delivery.objects.filter(Q(told_for__isnull=True) | Q(told_for__lt=first), pk=self.pk)
        return untold.update(told_for=first) == 1

    def readers(self):
        """Those who may still read it."""
        people = self.people.filter(is_active=True, is_staff=True)
        return [person for person in people if may_read(person, self.unit_id)]


def may_read(user, unit):
    """Whether `user` may read the papers of a unit, by its key, or, where that is None, of the whole bureau."""
    return staff.sees_every(user) or (unit is not None and unit in staff.units_of(user))
