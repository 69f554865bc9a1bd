"""請假與代理: who is away from which day to which, who stands in, and who takes what a unit is given meanwhile."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office import staff
from feedback.rules import absences
from feedback.rules.absences import Leave
from feedback.rules.workflow import Refused


class AbsenceQuerySet(models.QuerySet):
    def running(self, today):
        return self.filter(begins_on__lte=today, ends_on__gte=today)

    def overlapping(self, begins_on, ends_on):
        return self.filter(begins_on__lte=ends_on, ends_on__gte=begins_on)

    def stood_in_for(self, user, today):
        """The keys of those whom `user` stands in for: directly, and for a deputy of theirs who is away too.

        The same as `resolved` says the other way round, as one part of a larger query; `user` is a person or a key.
        """
        running = type(self)(self.model).running(today)
        directly = running.filter(deputy=user)
        is_away = Exists(running.filter(person=user))
        of_a_deputy = Q(deputy__in=directly.exclude(person=user).values("person"))
        rows = running.filter(~is_away, Q(deputy=user) | of_a_deputy).exclude(person=user)
        return rows.order_by().values("person")


class Absence(models.Model):
    """請假: one stretch of days of one person. Two of one person never overlap; the deputies lead in no circle."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("請假的人"), on_delete=models.PROTECT, related_name="absences"
    )
    begins_on = models.DateField(_("第一天"))
    ends_on = models.DateField(_("最後一天"), help_text=_("當天仍在假期內。"))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("代理人"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("登記人"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    entered_at = models.DateTimeField(_("登記時間"), editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("請假與代理")
        verbose_name_plural = _("請假與代理")
        ordering = ("-begins_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="absence_ends_after_it_begins",
                violation_error_message=_("最後一天不能早於第一天。"),
            ),
            models.CheckConstraint(
                condition=~Q(deputy=F("person")), name="absence_deputy_is_somebody_else",
                violation_error_message=_("代理人不能是請假的人自己。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["ends_on", "begins_on"], name="absence_running")]

    def __str__(self):
        return gettext("%(person)s請假，%(first)s至%(last)s") % {
            "person": staff.shown_name(self.person), "first": self.begins_on, "last": self.ends_on,
        }  # fmt: skip

    @property
    def leave(self):
        return Leave(self.person_id, self.deputy_id, self.begins_on, self.ends_on)

    def check_with_others(self):
        """Raise `Refused` where it does not go with the other absences, holding both people until the change ends."""
        people = [key for key in (self.person_id, self.deputy_id) if key]
        list(get_user_model().objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
        same_days = Absence.objects.exclude(pk=self.pk).overlapping(self.begins_on, self.ends_on)
        others = [other.leave for other in same_days]
        if any(other.person == self.person_id for other in others):
            raise Refused(gettext("這個人在這幾天已經登記過請假，請改那一次的日期。"))
        if absences.closes_a_circle(self.leave, others):
            raise Refused(gettext("代理人這幾天也請假，又由請假的人代理，請換一位代理人。"))


def deputies_on(today):
    """{key of whoever is away: key of the deputy or None}."""
    return dict(Absence.objects.running(today).order_by().values_list("person", "deputy"))


def stands_in_for(user, today):
    """The keys of those whom `user` stands in for today."""
    return frozenset(row["person"] for row in Absence.objects.stood_in_for(user, today))


def deputy_of(user, today):
    """Who stands in for `user` today; None when `user` is not away, or nobody does."""
    key = absences.resolved(user.pk, deputies_on(today))
    return get_user_model().objects.get(pk=key) if key else None


class Takers:
    """What giving asks for, remembered for one transaction, in which hundreds may be given to the same."""

    def __init__(self):
        self._held, self._handlers, self._deputies, self._rows = set(), {}, {}, {}

    def hold(self, handler):
        """Until the transaction ends nobody puts that one out of use; who handles is asked again after it."""
        if handler.pk not in self._held:
            list(get_user_model().objects.select_for_update(no_key=True).filter(pk=handler.pk))
            self._held.add(handler.pk)
            self._handlers.clear()

    def handlers(self, unit):
        """{key: handler} of a unit."""
        if unit.pk not in self._handlers:
            self._handlers[unit.pk] = unit.handlers().in_bulk()
        return self._handlers[unit.pk]

    def deputies(self, today):
        """{key of whoever is away: key of the deputy or None}."""
        if today not in self._deputies:
            self._deputies[today] = deputies_on(today)
        return self._deputies[today]

    def row(self, suggestion, name):
        """The unit or the handler of a suggestion (`name` says which), each read once however many have it."""
        key = (name, getattr(suggestion, f"{name}_id"))
        if key not in self._rows:
            self._rows[key] = getattr(suggestion, name)
        return self._rows[key]
