"""採納情況 and 不予受理的原因: what an answer may come to and why one is declined, as rows that administrators keep.

A row has a name of the office's own and one fixed meaning, on which the rules rest. Its code is what suggestions,
answers, events, counts and frozen summaries hold: it stays, and so does a row that any of them holds.
"""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from feedback.office.named import DeletedSingly, Named, coded_field, english_field
from feedback.rules import reasons
from feedback.rules.reasons import TAKEN_UP, Adoption, Declining
from feedback.rules.workflow import Refused, Verb
from portal.reading.languages import reading
from portal.reading.readers import english_or, name_shown
from portal.serving.generation import Kept

_outcomes = Kept(lambda: {outcome.pk: outcome for outcome in Outcome.objects.all()})
_decline_reasons = Kept(lambda: {reason.pk: reason for reason in DeclineReason.objects.all()})


def outcomes():
    """{code: `Outcome`} in their order; each process keeps them until something is published."""
    return _outcomes.get()


def decline_reasons():
    """{code: `DeclineReason`}, the same of the reasons to decline."""
    return _decline_reasons.get()


def outcome_name(code):
    """What an outcome is called as this reader is shown it; nothing for none."""
    return reading(outcomes().get(code, code)) if code else ""


def decline_reason_name(code):
    """The same of a reason to decline."""
    return reading(decline_reasons().get(code, code)) if code else ""


def adoption_of(code):
    """The `Adoption` that the outcome of that code means, None where there is no such outcome."""
    outcome = outcomes().get(code)
    return outcome and Adoption(outcome.meaning)


def codes_taken_up():
    """The codes of the outcomes by which a suggestion was adopted, in whole or in part."""
    return {code for code, outcome in outcomes().items() if outcome.meaning in TAKEN_UP}


def choices(rows, *kept):
    """[(code, name)] of those of `rows` that are in use, and of those whose code is `kept`."""
    return [(code, reading(row)) for code, row in rows.items() if row.is_active or code in kept]


class Meant(Named, models.Model):
    """A row with a fixed meaning; `holders` are the (model, filter) of what may hold its code."""

    order = models.PositiveIntegerField(_("排序"), default=0, help_text=_("數字小的在前。"))

    objects = DeletedSingly.as_manager()
    holders = ()

    class Meta:
        abstract = True
        ordering = ("order", "pk")

    def __str__(self):
        return name_shown(self)

    def is_default(self):
        """Whether it came with the software: it is called by the code of what it means."""
        return self.code == self.meaning

    def is_in_use(self):
        """Whether anything that was written down holds its code."""
        return any(
            apps.get_model("feedback", model)._base_manager.filter(held(self.pk)).exists()
            for model, held in self.holders
        )

    def clean(self):
        stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if stored and stored.meaning != self.meaning and stored.is_in_use():
            raise ValidationError({"meaning": gettext("這一項已經有人用過，含義不能更改。")})

    def delete(self, *args, **kwargs):
        if self.is_in_use():
            told = gettext("「%(name)s」已經有人用過，不能刪除。不再用的，請取消勾選「在用」。")
            raise Refused(told % {"name": self.name})
        return super().delete(*args, **kwargs)


def _constraints(name, meanings):
    """A row has one of the meanings, and one that is called by the code of a meaning has that one."""
    return [
        models.CheckConstraint(condition=Q(meaning__in=meanings), name=f"{name}_meaning_exists"),
        models.CheckConstraint(
            condition=~Q(code__in=meanings) | Q(code=F("meaning")), name=f"{name}_default_keeps_its_meaning",
            violation_error_message=_("這一項是系統自帶的，含義不能更改。"),
        ),
    ]  # fmt: skip


class Outcome(Meant):
    """What became of a suggestion, said with its answer."""

    code = coded_field(20)
    name = models.CharField(_("名稱"), max_length=20, unique=True)
    name_en = english_field(_("英文名稱"), 60)
    meaning = models.CharField(
        _("含義"), max_length=20, choices=Adoption,
        help_text=_(
            "含義為「未採納」的，起草答覆時必須寫明原因；「採納」和「部分採納」計入採納的件數。有人用過以後，含義不能更改。"
        ),
    )  # fmt: skip
    is_active = models.BooleanField(
        _("在用"), default=True, help_text=_("停用的，起草答覆時不再提供；以前的答覆、篩選和統計不受影響。")
    )

    holders = (("Reply", lambda code: Q(outcome=code)), ("Suggestion", lambda code: Q(outcome=code)))

    class Meta(Meant.Meta):
        verbose_name = _("採納情況")
        verbose_name_plural = _("採納情況")
        constraints = _constraints("outcome", Adoption.values)

    @property
    def needs_reason(self):
        return reasons.needs_reason(self.meaning)

    @property
    def has_own_name(self):
        """Whether the office calls it otherwise than what it means."""
        with override(settings.LANGUAGE_CODE):
            return self.name != Adoption(self.meaning).label


class DeclineReason(Meant):
    """Why a suggestion was declined; public in this coded form."""

    code = coded_field(16)
    name = models.CharField(_("名稱"), max_length=40, unique=True)
    name_en = english_field(_("英文名稱"), 120)
    explanation = models.CharField(
        _("對市民的說明"), max_length=120, blank=True,
        help_text=_("公開寫在這個原因後面，例如應當找哪個部門；可以不填。"),
    )  # fmt: skip
    explanation_en = english_field(_("對市民的英文說明"), 240)
    meaning = models.CharField(
        _("含義"), max_length=20, choices=Declining, help_text=_("歸在哪一類。有人用過以後，含義不能更改。")
    )
    is_active = models.BooleanField(
        _("在用"), default=True, help_text=_("停用的，提請不予受理時不再提供；以前的決定、篩選和統計不受影響。")
    )

    holders = (
        ("Suggestion", lambda code: Q(decline_reason=code)),
        ("Event", lambda code: Q(verb__in=[Verb.PROPOSE_DECLINE, Verb.DECLINE], details__reason=code)),
    )

    class Meta(Meant.Meta):
        verbose_name = _("不予受理的原因")
        verbose_name_plural = _("不予受理的原因")
        constraints = _constraints("decline_reason", Declining.values)

    @property
    def shown_explanation(self):
        return english_or(self.explanation, self.explanation_en)
