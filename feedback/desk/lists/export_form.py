"""How the list is exported: in which format, which columns, with or without names and contacts."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.lists.export_columns import CHOICES, CODES

MOST_ROWS = 100_000
MOST_CONTACTS = 500  # each reading stands in the suggestion's own history


class ExportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("格式"), choices=[("xlsx", "Excel（xlsx）"), ("csv", "CSV")], initial="xlsx", widget=forms.RadioSelect
    )
    columns = forms.MultipleChoiceField(
        label=_("導出的列"), choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("一列也不選的，各列都導出。"),
    )  # fmt: skip
    keep = forms.BooleanField(required=False)
    contacts = forms.BooleanField(
        label=_("連姓名和聯繫方式一起導出"), required=False,
        help_text=_("您無權查看的，不會導出。每一件都記入辦理記錄，一次最多 500 件。"),
    )  # fmt: skip

    def __init__(self, *args, count, may_read_contacts, saved=None, is_own=False, **kwargs):
        """`count` is how many the list has, no more than one above `MOST_ROWS`; `saved` the list under its name."""
        self.count, self.saved = count, saved
        super().__init__(*args, **kwargs)
        # What was kept may name a column that is no more.
        kept = [code for code in saved.exported if code in CODES] if saved else []
        self.fields["columns"].initial = kept or [code for code, _heading in CHOICES]
        if is_own:
            self.fields["keep"].label = gettext("下次導出「%(name)s」時仍選這些列") % {"name": saved}
        else:
            del self.fields["keep"]
        if not may_read_contacts:
            del self.fields["contacts"]

    def clean(self):
        options = super().clean()
        most = MOST_CONTACTS if options.get("contacts") else MOST_ROWS
        if self.count > most:
            told = gettext("這樣導出一次最多 %(most)s 件，請先在列表裡篩選。")
            raise forms.ValidationError(told % {"most": most})
        return options

    def keep_columns(self):
        """Keep the columns with the list of that name, where that was asked for."""
        if self.cleaned_data.get("keep"):
            self.saved.exported = self.cleaned_data["columns"]
            self.saved.save(update_fields=["exported"])

    def chosen(self):
        """What the export is to hold."""
        said = self.cleaned_data
        return {"kind": said["kind"], "codes": said["columns"], "contacts": said.get("contacts", False)}
