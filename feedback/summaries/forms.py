"""What staff fill in about summaries."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign
from feedback.parts.fields import RowField, TextField
from feedback.parts.public_words import PublicWords
from feedback.summaries.models import Summary


class CorrectionForm(PublicWords):
    public_fields = ("text",)

    summary = RowField(label=_("更正哪一份報告"), queryset=Summary.objects.defer("items").order_by("-frozen_at"))
    text = TextField(
        label=_("更正"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("寫明哪裡有誤、應當是多少。另一位同事審核以後，公開在報告旁邊，定稿不變。"),
    )  # fmt: skip


class ApproveForm(forms.Form):
    """The button alone."""


class PreviewForm(forms.Form):
    campaign = RowField(
        label=_("活動"), queryset=Campaign.objects.exclude(kind=Campaign.Kind.OPEN).newest_first(), empty_label=None
    )
