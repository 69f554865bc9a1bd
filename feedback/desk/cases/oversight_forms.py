"""What supervisors and leaders fill in: 督辦 by hand, 領導批示, and that one was met."""

from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.verb_form import VerbForm, form_of, words
from feedback.models import Instruction
from feedback.office import staff
from feedback.parts.fields import LineField
from feedback.rules.reasons import Weight
from feedback.rules.roles import Role
from feedback.rules.workflow import Verb
from feedback.verbs.overseeing import may_fulfil


@form_of(Verb.SUPERVISE, Verb.LIFT_SUPERVISION)
class SupervisionForm(VerbForm):
    remark = words(_("內部備註"), _("為什麼，只有工作人員能看到；公眾看到「督辦部門決定」。"), rows=3)


@form_of(Verb.INSTRUCT)
class InstructForm(VerbForm):
    text = words(_("批示內容"), _("只有工作人員能看到，不公開，不進入導出的表格。"))
    weight = forms.ChoiceField(label=_("批示等級"), choices=Weight, initial=Weight.NORMAL, widget=forms.RadioSelect)
    due_on = forms.DateField(
        label=_("批示期限"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("當天仍在內。公布的答覆期限不因此改變。"),
    )  # fmt: skip
    leader = LineField(
        label=_("批示的領導"), max_length=40, help_text=_("代為登記的，寫明姓名和職務；記錄裡寫明由您登記。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if Role.LEADER in staff.roles_of(self.user):
            self.fields["leader"].required = False
            self.fields["leader"].help_text = _("自己的批示不填；代別人登記的，寫明姓名和職務。")

    def proposed(self):
        return super().proposed() | {"weight": Weight.NORMAL}

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise forms.ValidationError(gettext("批示期限不能早於今天。"))
        return due_on


class InstructionField(forms.ModelChoiceField):
    """One of the instructions that wait, by its day and its first words."""

    def label_from_instance(self, instruction):
        places = {"day": f"{instruction.due_on:%Y-%m-%d}", "text": Truncator(instruction.text).chars(30)}
        return gettext("%(day)s：%(text)s") % places


@form_of(Verb.FULFIL_INSTRUCTION)
class FulfilForm(VerbForm):
    instruction = InstructionField(label=_("哪一條批示"), queryset=Instruction.objects.none(), empty_label=_("請選擇"))
    remark = words(_("落實情況"), _("只有工作人員能看到。"), rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = [one for one in self.suggestion.instructions.waiting() if may_fulfil(one, self.user)]
        field = self.fields["instruction"]
        field.queryset = Instruction.objects.filter(pk__in=[one.pk for one in mine]).order_by("due_on", "pk")
        if len(mine) == 1:
            field.initial = mine[0].pk
