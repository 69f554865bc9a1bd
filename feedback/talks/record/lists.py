"""The lists of the record: of one part, one channel, one way a call was dealt with; each has an address of its own."""

from urllib.parse import urlencode

from django import forms
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.talks.questions import IN_PART, questions_of
from feedback.talks.rules import Call, Part
from portal.fields.measured import SlugField
from portal.reading.languages import reading

A_PAGE = 50
LABELS = {"list": _("答覆情況"), "channel": _("來源"), "call": _("來電處理")}


def record_address(talk, part=None, channel=None, call=None):
    """The address of the list that a number of the record counts; without narrowing, that of the whole record."""
    chosen = {"list": part, "channel": channel, "call": call}
    query = urlencode({name: str(value) for name, value in chosen.items() if value})
    address = reverse("talk_record", args=[talk.campaign.slug])
    return f"{address}?{query}" if query else address


def narrowed(talk, part=None, channel=None, call=None):
    """The questions of that list, in the order in which they were asked."""
    found = questions_of(talk)
    if part:
        found = found.filter(IN_PART[part])
    if channel:
        found = found.filter(channel=channel)
    if call:
        found = found.filter(turn__call=call)
    return found.order_by("received_at", "pk")


def counted(talk):
    """{part: how many questions of the talk are in it}, all parts, in one query."""
    return questions_of(talk).order_by().aggregate(**{part.value: Count("pk", filter=IN_PART[part]) for part in Part})


class RecordForm(forms.Form):
    """Which list of the record is read; what is no list is told and left out."""

    list = forms.ChoiceField(label=LABELS["list"], choices=Part, required=False)
    channel = SlugField(label=LABELS["channel"], max_length=20, required=False)
    call = forms.ChoiceField(label=LABELS["call"], choices=Call, required=False)

    def __init__(self, data, *, channels):
        """`channels` are {code: `Channel`}."""
        super().__init__(data)
        self.channels = channels

    def clean_channel(self):
        code = self.cleaned_data["channel"]
        if code and code not in self.channels:
            raise forms.ValidationError(gettext("沒有這一項，請從列表裡選。"))
        return code

    def chosen(self):
        """{part, channel, call} of what is valid."""
        self.is_valid()
        given = self.cleaned_data
        return {"part": given.get("list"), "channel": given.get("channel"), "call": given.get("call")}

    @property
    def part(self):
        """The part that is read, or nothing."""
        return self.chosen()["part"]

    @property
    def narrowing(self):
        """What else the list is narrowed by, in words; nothing where it is not."""
        chosen = self.chosen()
        channel = reading(self.channels[chosen["channel"]]) if chosen["channel"] else ""
        call = str(Call(chosen["call"]).label) if chosen["call"] else ""
        return gettext("、").join(filter(None, [channel, call]))

    def told(self):
        """What is said of that which was left out."""
        self.is_valid()
        wrong = gettext("、").join(str(self.fields[name].label) for name in self.errors)
        return gettext("這些篩選條件不存在，已經略過：%(names)s。") % {"names": wrong} if wrong else ""
