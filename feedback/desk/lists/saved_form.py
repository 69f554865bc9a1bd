"""The name of a list that is kept, and with whom it is shared."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import SavedList, Unit
from feedback.office import staff
from feedback.parts.fields import LineField
from feedback.rules.redaction import find
from portal.reading.readers import name_shown

FOR_ALL = "all"


class SavedListForm(forms.Form):
    """`filters` is the form of the list that is kept; `saved` the one that is changed."""

    name = LineField(label=_("名稱"), max_length=30)
    share = forms.ChoiceField(
        label=_("誰可以用"), choices=[("", _("只有自己"))], required=False,
        help_text=_("共享的是篩選條件；各人看到的，仍是自己有權查看的建議。"),
    )  # fmt: skip
    is_replaced = forms.BooleanField(label=_("換成列表現在的篩選和列"), required=False)

    def __init__(self, *args, user, filters, saved=None, **kwargs):
        self.user, self.filters, self.saved = user, filters, saved
        self.query = filters.query(saved=None)[1:]
        if saved:
            kwargs.setdefault("initial", {"name": saved.name, "share": saved.shared_with})
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(pk__in=staff.units_of(user)).only("name", "name_en")
        self.fields["share"].choices += [(str(unit.pk), name_shown(unit)) for unit in units]
        if staff.sees_every(user):
            self.fields["share"].choices += [(FOR_ALL, _("全體工作人員"))]
        if not saved or self.query == saved.query or not self.query:
            del self.fields["is_replaced"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = SavedList.objects.filter(owner=self.user, name=name)
        if (others.exclude(pk=self.saved.pk) if self.saved else others).exists():
            raise forms.ValidationError(self.taken())
        return name

    def clean(self):
        sure = [finding.text for finding in find(self.filters.words) if finding.is_sure]
        if sure and self.is_query_kept():
            told = gettext("查找的文字裡有個人信息（%(found)s），不能保存。請先去掉這些文字。")
            raise forms.ValidationError(told % {"found": gettext("、").join(sure)})
        return self.cleaned_data

    def taken(self):
        return gettext("您已經有一個篩選叫這個名稱，請換一個。")

    def is_query_kept(self):
        return not self.saved or self.cleaned_data.get("is_replaced", False)

    def fields_kept(self):
        """The fields of a `SavedList` that were said."""
        share = self.cleaned_data["share"]
        fields = {
            "name": self.cleaned_data["name"],
            "is_for_all": share == FOR_ALL,
            "unit_id": int(share) if share not in ("", FOR_ALL) else None,
        }
        return fields | ({"query": self.query} if self.is_query_kept() else {})
