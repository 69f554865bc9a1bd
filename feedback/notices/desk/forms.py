"""What staff fill in about notices: how the list is narrowed, and what a notice says."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Suggestion
from feedback.notices.models import NoticeText
from feedback.notices.texts import TEXTS
from feedback.parts.fields import DayField, LineField, TextField
from feedback.rules.notices import Channel, Kind, State

EVERY = [("", _("全部"))]


def _choice(label, choices):
    return forms.ChoiceField(label=label, choices=[*EVERY, *choices], required=False)


class SentForm(forms.Form):
    """How the list of notices is narrowed; what is not valid is told and left out."""

    number = LineField(label=_("建議編號"), max_length=40, required=False)
    state = _choice(_("狀態"), State.choices)
    kind = _choice(_("內容"), Kind.choices)
    channel = _choice(_("方式"), Channel.choices)
    day = DayField(label=_("產生日期"))

    def narrowed(self, notices):
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if number := given.pop("number", ""):
            # Both are found: what is about it, and what its citizen hears of its main one.
            keys = list(Suggestion.objects.by_number(number).values_list("pk", flat=True))
            notices = notices.of_any(keys)
        if day := given.pop("day", None):
            begin = timezone.make_aware(datetime.combine(day, time()))
            notices = notices.filter(created_at__gte=begin, created_at__lt=begin + timedelta(days=1))
        return notices.filter(**given)

    def ignored(self):
        """The labels of what was left out."""
        return [self.fields[name].label for name in self.errors]


class AgainForm(forms.Form):
    """The button alone."""


class TextForm(forms.ModelForm):
    """The text of one kind, and a suggestion that it is tried with."""

    number = LineField(
        label=_("用哪一件試"), max_length=40, required=False,
        help_text=_("建議的編號；不填的，用最近收到的一件。只用來預覽，不發給任何人。"),
    )  # fmt: skip

    class Meta:
        model = NoticeText
        fields = TEXTS
        field_classes = {
            name: TextField if name.startswith("body") else LineField for name in TEXTS
        }  # fmt: skip

    def __init__(self, *args, has_word, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("body", "body_en"):
            self.fields[name].widget.attrs["rows"] = 6
        if not has_word:
            del self.fields["word"], self.fields["word_en"]

    def clean_number(self):
        number = self.cleaned_data["number"]
        if number and not Suggestion.objects.by_number(number).exists():
            raise forms.ValidationError(gettext("沒有這個編號的建議。"))
        return number

    def tried_with(self):
        """The suggestion that the text is shown with, None while there is none at all."""
        number = getattr(self, "cleaned_data", {}).get("number")
        found = Suggestion.objects.by_number(number) if number else Suggestion.objects.order_by("-received_at", "-pk")
        return found.select_related("unit", "main__unit").first()
