"""What is typed about reports: by staff the file to import, its title and year, corrections; by readers a search."""

from decimal import Decimal

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.fields.measured import LineField, SentField, TextField
from reports.importer import AT_ONCE, ImportRefused, TooLarge, check_size, parse, read_text
from reports.importer.limits import hold_line
from reports.importer.names import plain
from reports.models import Figure, Report, Section
from reports.records.reports import ReportRefused

LONGEST_SECTION = AT_ONCE.characters  # as much as is read while somebody waits


class UploadForm(forms.Form):
    """The first step: a file becomes a parsed report.

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
        return cleaned


class SaveForm(forms.Form):
    """The last step: the title and year under which the draft is saved as its page showed it.

    `known` are the figures that others point to and that will go, as far as the page told of them.
    """

    title = LineField(label=_("標題"), max_length=200, widget=forms.TextInput(attrs={"class": "vTextField"}))
    year = forms.IntegerField(label=_("年度"), min_value=1949, max_value=2999)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    known = SentField(widget=forms.HiddenInput, required=False, max_length=20_000)


class ReportForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ["title", "is_sample"]


class ParagraphsField(TextField):
    """Paragraphs parted by blank lines, none longer than one of a file."""

    widget = forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField"})

    def __init__(self, **kwargs):
        super().__init__(max_length=LONGEST_SECTION, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        try:
            for number, line in enumerate(text.splitlines(), start=1):
                hold_line(line, number)
        except ImportRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return text


EDGES = " \r\n\u3000"  # a tab belongs to the row of a table, which may begin with an empty cell


def parted(text):
    return [line.strip(EDGES) for line in text.split("\n\n") if line.strip()]


class SectionForm(forms.ModelForm):
    """A section's words, its paragraphs parted by blank lines."""

    text = ParagraphsField(label=_("段落"), required=False, help_text=_("段落之間空一行；保存後重新讀出其中的指標。"))

    class Meta:
        model = Section
        fields = ["heading"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = "\n\n".join(self.instance.paragraphs)

    def clean(self):
        """What rewriting would refuse is told here, where what was typed is kept."""
        cleaned = super().clean()
        if not self.errors:
            try:
                self.drawn = self.instance.drawn_anew(heading=cleaned["heading"], paragraphs=self.paragraphs)
            except ReportRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return cleaned

    @property
    def paragraphs(self):
        return parted(self.cleaned_data["text"])


class FigureForm(forms.ModelForm):
    class Meta:
        model = Figure
        fields = [
            "name", "value", "unit", "approximation", "direction", "is_change", "compared_year", "from_value", "lower",
            "upper", "numerator", "denominator",
        ]  # fmt: skip

    def get_initial_for_field(self, field, field_name):
        """A value without the zeros that the column adds."""
        value = super().get_initial_for_field(field, field_name)
        return plain(value) if isinstance(value, Decimal) else value
