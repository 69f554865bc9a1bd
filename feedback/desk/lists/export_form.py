"""How the list is exported: in which format, with or without names and contacts."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST_ROWS = 100_000
MOST_CONTACTS = 500  # each reading stands in the suggestion's own history


class ExportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("格式"), choices=[("xlsx", "Excel（xlsx）"), ("csv", "CSV")], initial="xlsx", widget=forms.RadioSelect
    )
    contacts = forms.BooleanField(
        label=_("連姓名和聯繫方式一起導出"), required=False,
        help_text=_("您無權查看的，不會導出。每一件都記入辦理記錄，一次最多 500 件。"),
    )  # fmt: skip

    def __init__(self, *args, count, may_read_contacts, **kwargs):
        """`count` is how many the list has, no more than one above `MOST_ROWS`."""
        self.count = count
        super().__init__(*args, **kwargs)
        if not may_read_contacts:
            del self.fields["contacts"]

    def clean(self):
        options = super().clean()
        most = MOST_CONTACTS if options.get("contacts") else MOST_ROWS
        if self.count > most:
            told = gettext("這樣導出一次最多 %(most)s 件，請先在列表裡篩選。")
            raise forms.ValidationError(told % {"most": most})
        return options
