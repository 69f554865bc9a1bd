"""The figures of a report, each with the series it may tell: confirmed, chosen otherwise, made new, or refused."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext

from portal.fields.measured import LineField
from portal.reading.readers import shown
from reports.models import Figure
from reports.series.desk.fields import LIST, series_of
from reports.series.models import Point, Series
from reports.series.verbs import Choice

CONFIRM, OTHER, NEW, NONE = "confirm", "other", "new", "none"
LONGEST_NAME = Series._meta.get_field("name").max_length


class Row(NamedTuple):
    figure: Figure
    point: Point | None
    what: forms.BoundField
    words: forms.BoundField


class MatchingForm(forms.Form):
    """`figures` come with their point, if they have one; `recurring` are the keys of names that other reports tell."""

    def __init__(self, data=None, *, figures, recurring=frozenset()):
        super().__init__(data)
        self.figures = figures
        for figure in figures:
            point = getattr(figure, "point", None)
            self.fields[f"what-{figure.pk}"] = forms.ChoiceField(
                label=gettext("%(name)s：歸入") % {"name": shown(figure.name)},
                choices=_choices(point),
                required=False,
                initial=_first(figure, point, recurring),
            )
            self.fields[f"words-{figure.pk}"] = LineField(
                label=gettext("%(name)s：名稱") % {"name": shown(figure.name)},
                max_length=100,
                required=False,
                widget=forms.TextInput(attrs={"list": LIST, "autocomplete": "off", "placeholder": shown(figure.name)}),
            )

    def rows(self):
        for figure in self.figures:
            point = getattr(figure, "point", None)
            yield Row(figure, point, self[f"what-{figure.pk}"], self[f"words-{figure.pk}"])

    def clean(self):
        """`choices` of those that a person decided on, {figure: Choice}."""
        cleaned = super().clean()
        self.choices = {}
        for figure in self.figures:
            what, words = cleaned.get(f"what-{figure.pk}"), cleaned.get(f"words-{figure.pk}", "")
            try:
                choice = _chosen(figure, what, words)
            except forms.ValidationError as error:
                self.add_error(f"words-{figure.pk}", error)
            else:
                if choice:
                    self.choices[figure] = choice
        return cleaned


def _choices(point):
    kept = gettext("先不定")
    confirm = []
    if point and point.confirmed_at:
        kept = gettext("不變：%(name)s") % {"name": shown(point.series.name)}
    elif point and point.refused_at:
        kept = gettext("不變：不歸入")
    elif point:
        confirm = [(CONFIRM, gettext("確認：%(name)s") % {"name": shown(point.series.name)})]
    return [
        ("", kept),
        *confirm,
        (OTHER, gettext("歸入別的（在右邊填名稱）")),
        (NEW, gettext("新建（名稱可以在右邊改）")),
        (NONE, gettext("不歸入")),
    ]


def _first(figure, point, recurring):
    if point:
        return "" if point.confirmed_at or point.refused_at else CONFIRM
    return NEW if figure.key in recurring else ""


def _chosen(figure, what, words):
    """The `Choice`, or None where nothing is decided; raises ValidationError."""
    if what == CONFIRM and hasattr(figure, "point"):
        return Choice(figure.point.series)
    if what == NONE:
        return Choice()
    if what == NEW:
        name = (words or figure.name)[:LONGEST_NAME]
        if Series.objects.standing().filter(name=name).exists():
            told = gettext("已經有叫「%(name)s」的歷年指標；要歸入它，請選「歸入別的」。")
            raise forms.ValidationError(told % {"name": name})
        return Choice(name=name)
    if what == OTHER:
        if not words:
            raise forms.ValidationError(gettext("請填歸入哪一個。"))
        return Choice(series_of(words))
    return None
