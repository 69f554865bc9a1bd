"""What each of the staff wants to be told, and how; without a choice the table of defaults has it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.rules.cadence import DEFAULTS, Cadence


class StaffWishQuerySet(models.QuerySet):
    def of(self, user):
        """{`Kind`: `Cadence`} of one person, of every kind."""
        chosen = dict(self.filter(user=user).values_list("kind", "cadence"))
        return {kind: Cadence(chosen.get(kind, default)) for kind, default in DEFAULTS.items()}

    def about(self, told):
        """{(key of a person, `Kind`): `Cadence`} of all of `told`, which name both."""
        pairs = {(one.key, one.kind) for one in told}
        rows = self.filter(user__in={key for key, _kind in pairs}, kind__in={kind for _key, kind in pairs})
        chosen = {(user, kind): Cadence(cadence) for user, kind, cadence in rows.values_list("user", "kind", "cadence")}
        return {(key, kind): chosen.get((key, kind), DEFAULTS[kind]) for key, kind in pairs}


class StaffWish(models.Model):
    """What one person chose of one kind; who chose nothing has no row, and follows the defaults of the day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(_("內容"), max_length=20, choices=[(kind.value, kind.label) for kind in DEFAULTS])
    cadence = models.CharField(_("方式"), max_length=8, choices=Cadence)

    objects = StaffWishQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知設置")
        verbose_name_plural = _("通知設置")
        default_permissions = ()  # everybody has the own ones
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="wish_once_per_person_and_kind")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.get_cadence_display()}"
