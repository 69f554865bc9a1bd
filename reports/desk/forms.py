"""What is typed about reports: by staff the file to import, its title and year, corrections; by readers a search."""

from dataclasses import replace
from decimal import Decimal

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.fields.measured import LineField, TextField
from reports.importer import AT_ONCE, ImportRefused, TooLarge, check_size, parse, read_text
from reports.importer.limits import hold_line
from reports.importer.names import plain
from reports.models import Figure, Report, Section
from reports.records.reports import ReportRefused

SIGNED_FOR = "reports.import"
SIGNED_SECONDS = 24 * 60 * 60
LONGEST_SECTION = AT_ONCE.characters  # as much as is read while somebody waits


class UploadForm(forms.Form):
    """The first step: a file becomes a parsed report and a signed text for the second step.

    `is_large` when it is too large to be read while somebody waits; then `content` is to be kept for the worker.
    """

    file = forms.FileField(label=_("文件"), help_text=_("txt、md、docx 或 PDF，不超過 20 MB。"), allow_empty_file=True)
    year = forms.IntegerField(
        label=_("年度"), required=False, min_value=1949, max_value=2999, help_text=_("不填則從正文判斷。")
    )

    is_large = False

    def clean(self):
        cleaned = super().clean()
        uploaded = cleaned.get("file")
        if uploaded and "year" in cleaned:
            try:
                check_size(uploaded.size)
                self.content = uploaded.read()
                text = read_text(self.content, uploaded.name, AT_ONCE)
                self.parsed = parse(text, year=cleaned["year"], bureau=settings.BUREAU_NAME, limits=AT_ONCE)
            except TooLarge:
                self.is_large = True
            except ImportRefused as error:
                self.add_error("file", str(error))
            else:
                self.signed = signing.dumps([text, uploaded.name], salt=SIGNED_FOR, compress=True)
        return cleaned


class SaveForm(forms.Form):
    """The second step: the title and year to save what was read under."""

    title = LineField(label=_("標題"), max_length=200, widget=forms.TextInput(attrs={"class": "vTextField"}))
    year = forms.IntegerField(label=_("年度"), min_value=1949, max_value=2999)


class DraftForm(SaveForm):
    """The same for what was read at once: its text comes back with the form."""

    signed = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        try:
            text, self.source_name = signing.loads(cleaned.get("signed", ""), salt=SIGNED_FOR, max_age=SIGNED_SECONDS)
            parsed = parse(text, year=cleaned.get("year"), bureau=settings.BUREAU_NAME, limits=AT_ONCE)
        except (signing.BadSignature, ImportRefused):
            raise forms.ValidationError(gettext("上傳的內容已過期，請重新選擇文件。")) from None
        self.parsed = replace(parsed, title=cleaned.get("title") or parsed.title)
        return cleaned


class ReportForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ["title", "is_sample"]


class SectionForm(forms.ModelForm):
    """A section's words, its paragraphs parted by blank lines."""

    text = TextField(
        label=_("段落"),
        required=False,
        max_length=LONGEST_SECTION,
        help_text=_("段落之間空一行；保存後重新讀出其中的指標。"),
        widget=forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField"}),
    )

    class Meta:
        model = Section
        fields = ["heading"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = "\n\n".join(self.instance.paragraphs)

    def clean_text(self):
        """No paragraph longer than one of a file."""
        text = self.cleaned_data["text"]
        try:
            for number, line in enumerate(text.splitlines(), start=1):
                hold_line(line, number)
        except ImportRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return text

    def clean(self):
        """What rewriting would refuse is told here, where what was typed is kept."""
        cleaned = super().clean()
        if not self.errors:
            try:
                self.figures = self.instance.figures_of(heading=cleaned["heading"], paragraphs=self.paragraphs)
            except ReportRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return cleaned

    @property
    def paragraphs(self):
        lines = self.cleaned_data["text"].split("\n\n")
        return [line.strip() for line in lines if line.strip()]


class FigureForm(forms.ModelForm):
    class Meta:
        model = Figure
        fields = ["name", "value", "unit", "approximation", "direction", "is_change", "compared_year"]

    def get_initial_for_field(self, field, field_name):
        """A value without the zeros that the column adds."""
        value = super().get_initial_for_field(field, field_name)
        return plain(value) if isinstance(value, Decimal) else value
