"""What staff send about a draw: the lotteries to wait for, the numbers they drew, and what two people agree on."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.draws import lotteries
from feedback.draws.announcing import Lot
from feedback.draws.models import Lottery, Proposal
from feedback.draws.rules import Why
from feedback.draws.shown import what_it_draws
from feedback.models import Campaign
from feedback.parts.fields import LineField, RowField
from feedback.rules.redaction import find
from portal.reading.languages import reading

MOST_LOTTERIES = 4


class PrepareForm(forms.Form):
    """A round, and the lottery draws that it will wait for; the last one may stay empty."""

    campaign = RowField(label=_("活動"), queryset=Campaign.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rounds = Campaign.objects.published().filter(closed_at__isnull=True, kind=Campaign.Kind.SANMIN)
        self.fields["campaign"].queryset = rounds.newest_first()
        known = {str(row.pk): row for row in Lottery.objects.filter(is_active=True)}
        for place in range(1, MOST_LOTTERIES + 1):
            for name, field in self._asked(place, known, place <= lotteries.ENOUGH).items():
                self.fields[f"{name}_{place}"] = field

    def _asked(self, place, known, required):
        places = {"place": place}
        lottery = forms.TypedChoiceField(
            label=gettext("第 %(place)s 次開獎：彩票") % places, required=required, coerce=known.get, empty_value=None,
            choices=[("", gettext("請選擇")), *((key, reading(row)) for key, row in known.items())],
        )  # fmt: skip
        issue = LineField(label=gettext("第 %(place)s 次開獎：期號") % places, required=required, max_length=20)
        day = forms.DateField(
            label=gettext("第 %(place)s 次開獎：日期") % places, required=required,
            widget=forms.DateInput(attrs={"type": "date"}),
        )  # fmt: skip
        return {"lottery": lottery, "issue": issue, "drawn_on": day}

    def clean(self):
        given = super().clean()
        last = [given.get(f"{name}_{MOST_LOTTERIES}") for name in Lot._fields]
        if any(last) and not all(last) and not self.errors:
            raise forms.ValidationError(gettext("第 %(place)s 次開獎要麼填全，要麼不填。") % {"place": MOST_LOTTERIES})
        return given

    def lots(self):
        lots = [
            Lot(*(self.cleaned_data.get(f"{name}_{place}") for name in Lot._fields))
            for place in range(1, MOST_LOTTERIES + 1)
        ]
        return [lot for lot in lots if lot.lottery]


class ActForm(forms.Form):
    """Something that may be done to a draw; without fields it is a button. Several stand on one page."""

    def __init__(self, data=None, *, draw, verb):
        self.draw = draw
        super().__init__(data, auto_id=f"id_{verb}_%s")


class NumbersForm(ActForm):
    """The numbers of each lottery, as its announcement has them."""

    def __init__(self, data=None, **of):
        super().__init__(data, **of)
        for place, kind in enumerate(self.draw.kinds):
            self.fields[f"numbers_{place}"] = LineField(
                label=reading(kind.name), max_length=lotteries.MOST_TYPED, help_text=what_it_draws(kind)
            )

    def clean(self):
        given = super().clean()
        self.numbers = []
        for place, kind in enumerate(self.draw.kinds):
            try:
                self.numbers.append(lotteries.read(kind, given.get(f"numbers_{place}", "")))
            except ValueError:
                if f"numbers_{place}" not in self.errors:
                    self.add_error(f"numbers_{place}", gettext("這種彩票開不出這樣的號碼，請用空格分開，重新核對。"))
        return given


class SubstituteForm(ActForm):
    label = LineField(label=_("不擔任的代表的報名編號"), max_length=40)
    why = forms.ChoiceField(
        label=_("原因"), choices=[choice for choice in Why.choices if choice[0] != Why.GONE],
        widget=forms.RadioSelect, help_text=_("同報名編號一起公開。"),
    )  # fmt: skip


class AbortForm(ActForm):
    reason = LineField(label=_("中止的原因"), max_length=200, help_text=_("永久公開。"))

    def clean_reason(self):
        """Nothing that looks like somebody's number or address becomes public for ever."""
        found = find(self.cleaned_data["reason"])
        if found:
            listed = gettext("、").join(each.text for each in found)
            raise forms.ValidationError(gettext("原因裡似乎有個人信息：%(found)s。請改寫。") % {"found": listed})
        return self.cleaned_data["reason"]


class SettleForm(ActForm):
    """A proposal, confirmed or taken back."""

    proposal = forms.ModelChoiceField(queryset=Proposal.objects.none(), widget=forms.HiddenInput)

    def __init__(self, data=None, **of):
        super().__init__(data, **of)
        self.fields["proposal"].queryset = self.draw.proposals.all()
        self.fields["proposal"].initial = self.draw.proposals.filter(settled_at=None).first()
