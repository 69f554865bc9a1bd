"""What a person does to a figure of the draft."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.fields.measured import LineField
from reports.desk.editor.acts import Act, act
from reports.desk.editor.fields import ValueField
from reports.drafting import edits
from reports.drafting.carrying import let_go, take_over
from reports.drafting.draft import DraftFigure
from reports.importer.names import plain
from reports.models import Figure
from reports.records.saving import ReportRefused, row_of

VALUES = ("value", "lower", "upper", "from_value", "numerator", "denominator")
WAYS = [("", _("數值本身")), ("up", _("升了這麼多")), ("down", _("降了這麼多"))]


class SaidForm(Act):
    """What a person says of a figure: its name, its value and what belongs to it."""

    name = LineField(label=_("名稱"), max_length=100, validators=Figure._meta.get_field("name").validators)
    value = ValueField(label=_("數值"), required=False, help_text=_("照平常寫法填，例如 1.09億、-6、2/3。"))
    unit = LineField(label=_("單位"), max_length=20, required=False)
    direction = forms.ChoiceField(label=_("升降"), choices=WAYS, required=False)
    approximation = forms.ChoiceField(
        label=_("約數用詞"), required=False, choices=Figure._meta.get_field("approximation").get_choices()
    )
    compared_year = forms.IntegerField(label=_("與哪一年相比"), required=False, min_value=1900, max_value=2999)
    from_value = ValueField(label=_("原來的數值"), required=False, help_text=_("「由…提高到…」的前一個數。"))
    lower = ValueField(label=_("下限"), required=False)
    upper = ValueField(label=_("上限"), required=False)
    numerator = ValueField(label=_("分子"), required=False)
    denominator = ValueField(label=_("分母"), required=False)

    RARE = ("approximation", "compared_year", "from_value", "lower", "upper", "numerator", "denominator")

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self._take_values(cleaned)
        if not self.errors:
            self._check(cleaned)
        return cleaned

    def _take_values(self, cleaned):
        typed = cleaned["value"]
        for name in VALUES:
            cleaned[name] = cleaned[name].value if cleaned[name] else None
        if typed and typed.denominator:
            cleaned["numerator"], cleaned["denominator"] = typed.numerator, typed.denominator
        if cleaned["lower"] is not None:
            cleaned["value"] = cleaned["lower"]
        cleaned["value"] = self._value_without_digits() if cleaned["value"] is None else cleaned["value"]

    def _value_without_digits(self):
        """The value where none was typed."""

    def _check(self, cleaned):
        lower, upper, value = cleaned["lower"], cleaned["upper"], cleaned["value"]
        if value is None:
            self.add_error("value", gettext("請填數值，例如 1.09億、-6、2/3。"))
        elif value < 0 and cleaned["direction"] == "up":
            self.add_error("direction", gettext("數值是負的，升降卻選了「升了這麼多」，請改其中一個。"))
        elif (lower is None) != (upper is None) or (lower is not None and lower > upper):
            self.add_error("lower", gettext("範圍要有下限和上限，下限不能大於上限。"))
        elif (cleaned["numerator"] is None) != (cleaned["denominator"] is None) or (cleaned["denominator"] or 1) <= 0:
            self.add_error("numerator", gettext("分數或者比要有分子和分母，分母要大於零。"))
        else:
            self._try(cleaned)

    def _try(self, cleaned):
        said = {name: cleaned[name] for name in edits.SAID}
        try:
            row_of(None, 0, DraftFigure(**said, text="…", start=0, end=1), Figure)
        except ReportRefused as refused:
            self.add_error(None, str(refused))

    @property
    def said(self):
        return {name: self.cleaned_data[name] for name in edits.SAID}


def typed_as(figure):
    """What a form begins with: the values as a person types them."""
    said = {name: getattr(figure, name) for name in edits.SAID}
    typed = {name: "" if said[name] is None else plain(said[name]) for name in VALUES}
    if figure.direction:
        typed["value"] = typed["value"].lstrip("-")
    return said | typed


@act("figure")
class CorrectForm(SaidForm):
    label = _("更正指標")
    of = "figure"

    def starts(self):
        return typed_as(self.target)

    @property
    def sentence(self):
        """Its sentence as (words, whether they are the figure)."""
        section, figure = self.draft.figure(self.key)
        words, began = section.sentence_of(figure)
        start, end = figure.start - began, figure.end - began
        return [(words[:start], False), (words[start:end], True), (words[end:], False)]

    def edited(self):
        return edits.correct_figure(self.draft, self.key, **self.said)

    def done(self, draft):
        return gettext("更正指標「%(name)s」") % {"name": self.cleaned_data["name"]}


@act("add")
class AddForm(SaidForm):
    label = _("添加指標")
    of = "section"

    words = LineField(label=_("原文"), max_length=100, help_text=_("照句子裡的寫法逐字填寫，例如 1.09億元。"))
    nth = forms.IntegerField(
        label=_("第幾處"), min_value=1, max_value=9999, help_text=_("同樣的字在這一節裡出現幾次的，是其中第幾處。")
    )
    field_order = ["words", "nth"]

    def starts(self):
        marked = {"words": self.query.get("words", "").strip()[:100], "nth": 1}
        if self.query.get("nth", "").isdecimal():
            marked["nth"] = int(self.query["nth"][:4])
        try:
            read = marked["words"] and edits.guessed(self.draft, self.key, **marked)
        except edits.EditRefused:
            read = None
        return (typed_as(read) if read else {}) | marked

    def _value_without_digits(self):
        try:
            read = edits.guessed(self.draft, self.key, words=self.cleaned_data["words"], nth=self.cleaned_data["nth"])
        except edits.EditRefused:
            return None
        return read and read.value

    def edited(self):
        marked = {name: self.cleaned_data[name] for name in ("words", "nth")}
        return edits.add_figure(self.draft, self.key, **marked, **self.said)

    def done(self, draft):
        return gettext("添加指標「%(name)s」") % {"name": self.cleaned_data["name"]}


@act("drop")
class DropForm(Act):
    label = _("不是指標，去掉")
    of = "figure"

    def edited(self):
        return edits.drop_figure(self.draft, self.key)

    def done(self, draft):
        return gettext("去掉指標「%(name)s」") % {"name": self.target.name}


@act("confirm")
class ConfirmForm(Act):
    label = _("核對無誤")
    of = "figure"

    def edited(self):
        return edits.confirm_figure(self.draft, self.key)

    def done(self, draft):
        return gettext("核對指標「%(name)s」") % {"name": self.target.name}


@act("take")
class TakeForm(Act):
    label = _("照以前的更正")
    of = "earlier"

    def edited(self):
        if self.draft.figure(self.target.target)[1] is None:
            raise edits.EditRefused(gettext("這句話裡已經沒有這個指標，不能照以前的更正；請在正文裡重新添加。"))
        return take_over(self.draft, self.key)

    def done(self, draft):
        return gettext("照以前的更正「%(text)s」") % {"text": self.target.figure.text}


@act("let")
class LetForm(Act):
    label = _("不再沿用")
    of = "earlier"

    def edited(self):
        return let_go(self.draft, self.key)

    def done(self, draft):
        return gettext("不再沿用以前的更正「%(text)s」") % {"text": self.target.figure.text}
