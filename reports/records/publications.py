"""公布與撤下: done by two people, one proposes and another confirms; each step is a row that stays."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.frame import Places
from portal.serving import generation
from reports.records.saving import ReportRefused

AT_PUBLISH, AT_WITHDRAW = Places(), Places()


def at_publish(place):
    """Mark a function of (report, by, now) that is run in the transaction in which a report is published."""
    return lambda act: AT_PUBLISH.add(place, act)


def at_withdraw(place):
    """The same of when it is withdrawn."""
    return lambda act: AT_WITHDRAW.add(place, act)


class Publication(models.Model):
    """One line of the record of publishing and withdrawing; rows are only ever added."""

    class Action(models.TextChoices):
        PROPOSE_PUBLISH = "propose_publish", _("提請公布")
        PROPOSE_WITHDRAW = "propose_withdraw", _("提請撤下")
        DROP = "drop", _("撤回提請")
        PUBLISH = "publish", _("公布")
        WITHDRAW = "withdraw", _("撤下")

    report = models.ForeignKey(
        "reports.Report", models.PROTECT, related_name="publications", verbose_name=_("工作報告")
    )
    action = models.CharField(_("動作"), max_length=20, choices=Action)
    reason = models.CharField(_("公開的原因"), max_length=200, blank=True, db_default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("經辦人"))
    at = models.DateTimeField(_("時間"))

    class Meta:
        verbose_name = _("公布記錄")
        verbose_name_plural = _("公布記錄")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.report} {self.get_action_display()}"

    def get_absolute_url(self):
        return self.report.get_absolute_url()

    @property
    def is_proposal(self):
        return self.action in (self.Action.PROPOSE_PUBLISH, self.Action.PROPOSE_WITHDRAW)


class Published:
    """What is done to a report towards its publication and back; a part of the model."""

    @property
    def last_record(self):
        return self.publications.order_by("pk").last()

    @property
    def proposal(self):
        """What one person proposed and nobody has confirmed or dropped yet, or None."""
        last = self.last_record
        return last if last and last.is_proposal else None

    @property
    def withdrawal(self):
        """The record by which it left the public, None of one that stands there or never did."""
        if self.is_published:
            return None
        return self.publications.filter(action=Publication.Action.WITHDRAW).order_by("pk").last()

    @property
    def was_ever_published(self):
        """Whether its addresses are known outside, be it withdrawn since or not."""
        return self.publications.filter(action=Publication.Action.PUBLISH).exists()

    def require_open(self):
        """Raise `ReportRefused` where its content is settled: it is public, or proposed to become so."""
        if self.is_published:
            raise ReportRefused(gettext("這份報告已經公布，正文不能修改；請先撤下。"))
        if self.proposal:
            raise ReportRefused(gettext("這份報告已經提請公布，正文不能修改；請先撤回提請。"))

    def propose_publish(self, *, by, now, seen=None):
        self._do(Publication.Action.PROPOSE_PUBLISH, by=by, now=now, seen=seen)

    def propose_withdraw(self, reason, *, by, now, seen=None):
        self._do(Publication.Action.PROPOSE_WITHDRAW, reason=reason, by=by, now=now, seen=seen)

    def drop_proposal(self, *, by, now, seen=None):
        self._do(Publication.Action.DROP, by=by, now=now, seen=seen)

    def publish(self, *, by, now, seen=None):
        self._do(Publication.Action.PUBLISH, by=by, now=now, seen=seen)

    def withdraw(self, *, by, now, seen=None):
        """For the reason that was proposed."""
        self._do(Publication.Action.WITHDRAW, by=by, now=now, seen=seen)

    @generation.publishing()
    def _do(self, action, *, reason="", by, now, seen):
        """Check, move and write down; `seen` is the key of the last record that `by` looked at, 0 for none."""
        report = type(self).objects.select_for_update().get(pk=self.pk)
        last = report.last_record
        if seen is not None and seen != (last.pk if last else 0):
            raise ReportRefused(gettext("這份報告剛剛有變動。請看過最新情況，再決定是否提交。"))
        _check_place(report, action)
        proposal = last if last and last.is_proposal else None
        _check_people(action, proposal, by)
        if action == Publication.Action.PROPOSE_WITHDRAW and not reason.strip():
            raise ReportRefused(gettext("撤下報告要寫明公開的原因。"))
        if action == Publication.Action.WITHDRAW:
            reason = proposal.reason
        Publication.objects.create(report=report, action=action, reason=reason, by=by, at=now)
        if action in (Publication.Action.PUBLISH, Publication.Action.WITHDRAW):
            report.published_at = self.published_at = now if action == Publication.Action.PUBLISH else None
            report.save(update_fields=["published_at"])
            generation.bump()
        for act in _ACTS.get(action, ()):
            act(report, by=by, now=now)


_ACTS = {Publication.Action.PUBLISH: AT_PUBLISH, Publication.Action.WITHDRAW: AT_WITHDRAW}


def _check_place(report, action):
    """Raise `ReportRefused` where the report stands there already, or has nothing in it."""
    actions = Publication.Action
    if action in (actions.PROPOSE_PUBLISH, actions.PUBLISH):
        if report.is_published:
            raise ReportRefused(gettext("這份報告已經公布，不用再公布。"))
        if not report.sections.exists():
            raise ReportRefused(gettext("這份報告還沒有內容，不能公布，請先導入或者填寫。"))
    elif action in (actions.PROPOSE_WITHDRAW, actions.WITHDRAW) and not report.is_published:
        raise ReportRefused(gettext("這份報告沒有公布，無須撤下。"))


def _check_people(action, proposal, by):
    """Raise `ReportRefused` unless one person proposed it and another one confirms."""
    actions = Publication.Action
    proposed = {actions.PUBLISH: actions.PROPOSE_PUBLISH, actions.WITHDRAW: actions.PROPOSE_WITHDRAW}
    if action in (actions.PROPOSE_PUBLISH, actions.PROPOSE_WITHDRAW):
        if proposal:
            raise ReportRefused(gettext("已經有人提請，等待另一個人確認。"))
    elif not proposal or proposed.get(action, proposal.action) != proposal.action:
        raise ReportRefused(gettext("還沒有人提請，請先由一個人提請，再由另一個人確認。"))
    elif action != actions.DROP and proposal.by_id == by.pk:
        raise ReportRefused(gettext("要由另一個人確認，不能由提請人自己確認。"))
