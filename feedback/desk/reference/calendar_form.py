"""The list of days off of a year, as staff paste or upload it."""

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import CalendarDay
from feedback.parts.fields import SentField, TextField
from feedback.rules.arrangements import MOST_CHARACTERS, Unclear, read_arrangement
from portal.files import sheets


class HolidayListForm(forms.Form):
    """`arrangement` is what was read, for the preview and for confirming; None before it can be read."""

    text = TextField(
        label=_("放假安排的正文"), required=False, max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("粘貼國務院辦公廳公布的全文，或者一行一天，例如「2027-01-01 放假」「2027-02-20 上班」。"),
    )  # fmt: skip
    file = forms.FileField(
        label=_("或者上傳表格"), required=False, help_text=_("xlsx 或 CSV，一行一天：日期、放假或上班。"),
    )  # fmt: skip
    year = forms.IntegerField(
        label=_("年份"), required=False, min_value=2004, max_value=2999, help_text=_("正文裡寫了年份的，不用填。")
    )
    is_whole = forms.BooleanField(label=_("我已逐日核對，上面就是全年的安排"), required=False, widget=forms.HiddenInput)
    shown = SentField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrangement = None

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        try:
            if given["file"]:
                given["text"] = "\n".join(sheets.lines(given["file"].read()))
            if not given["text"]:
                raise Unclear(gettext("請粘貼放假安排的正文，或者上傳表格。"))
            self.arrangement = read_arrangement(given["text"], given["year"])
        except (Unclear, sheets.Unreadable) as refused:
            self.add_error("file" if given["file"] else "text", str(refused))
        else:
            self._offer_to_confirm(given["text"])
        return given

    def _offer_to_confirm(self, text):
        """What is shown next asks for the tick, and holds the words, of a file too, and what was read of them."""
        self.fields["is_whole"].widget = forms.CheckboxInput()
        self.data = self.data.copy()
        self.data.update({"text": text, "shown": self._digest(), "is_whole": ""})

    def _digest(self):
        days = sorted(self.arrangement.days.items())
        return salted_hmac("feedback.holiday_list", repr(days), algorithm="sha256").hexdigest()

    def is_confirmed(self):
        """Whether the tick stands under the very days that were read now; asked of a valid form."""
        return self.cleaned_data["is_whole"] and self.cleaned_data["shown"] == self._digest()

    def by_hand(self):
        """The corrections of that year that the list does not name, and that stay."""
        if not self.arrangement:
            return []
        days = CalendarDay.objects.of_year(self.arrangement.year).filter(holiday_list=None)
        return days.exclude(day__in=self.arrangement.days)
