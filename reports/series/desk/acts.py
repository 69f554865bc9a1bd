"""At the desk: a page for each act on a series, with what follows from it and the button."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts.giving_back import fill, typed_at
from portal.fields.measured import LineField, TextField
from reports.series import verbs
from reports.series.desk.fields import LIST, SeriesField, offered
from reports.series.differences import SeriesRefused
from reports.series.models import Series


class ActForm(forms.Form):
    def __init__(self, data=None, *, series):
        self.series = series
        super().__init__(data)

    @classmethod
    def is_possible(cls, series):
        return True


class DescribeForm(ActForm):
    label = _("改簡稱和口徑說明")
    follows = (_("公開的頁面隨即改用新的簡稱和說明；網址不變。"),)
    name = LineField(label=_("簡稱"), max_length=60, widget=forms.TextInput(attrs={"class": "vTextField"}))
    definition = TextField(
        label=_("口徑說明"), max_length=600, required=False, help_text=_("公開；寫明數的是什麼、不包括什麼。"),
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
    )  # fmt: skip
    field = LineField(label=_("領域"), max_length=30, required=False, help_text=_("例如「道路交通管理」。"))

    def __init__(self, data=None, *, series):
        super().__init__(data, series=series)
        self.initial = {"name": series.name, "definition": series.definition, "field": series.field}

    def do(self, *, by, now):
        verbs.describe(self.series, **self.cleaned_data, by=by, now=now)


class BreakForm(ActForm):
    label = _("標明口徑變化")
    follows = (
        _("公開的頁面和下載的文件在這一年標明口徑有變化。"),
        _("這一年前後的數值不再互相計算變化。"),
    )
    year = forms.IntegerField(label=_("從哪一年起"), min_value=1949, max_value=2999)
    note = LineField(label=_("有什麼變化"), max_length=200, help_text=_("公開，寫成一句話。"))

    def do(self, *, by, now):
        verbs.mark_break(self.series, **self.cleaned_data, by=by, now=now)


class UnbreakForm(ActForm):
    label = _("取消口徑變化")
    follows = (_("這一年前後的數值重新互相計算變化。"),)
    mark = forms.ModelChoiceField(label=_("口徑變化"), queryset=None, empty_label=_("請選擇"))

    def __init__(self, data=None, *, series):
        super().__init__(data, series=series)
        self.fields["mark"].queryset = series.breaks.all()

    @classmethod
    def is_possible(cls, series):
        return series.breaks.exists()

    def do(self, *, by, now):
        verbs.take_break_back(self.series, self.cleaned_data["mark"], by=by, now=now)


class PartForm(ActForm):
    label = _("標明組成部分")
    follows = (_("標明的部分每年相加，與總數不一致的，工作臺會提示。"),)
    part = SeriesField(label=_("組成部分"))

    def do(self, *, by, now):
        verbs.mark_part(self.series, self.cleaned_data["part"], by=by, now=now)


class UnpartForm(ActForm):
    label = _("取消組成部分")
    follows = (_("剩下的部分照樣相加，與總數核對。"),)
    mark = forms.ModelChoiceField(label=_("組成部分"), queryset=None, empty_label=_("請選擇"))

    def __init__(self, data=None, *, series):
        super().__init__(data, series=series)
        self.fields["mark"].queryset = series.parts.select_related("part")

    @classmethod
    def is_possible(cls, series):
        return series.parts.exists()

    def do(self, *, by, now):
        verbs.take_part_back(self.series, self.cleaned_data["mark"], by=by, now=now)


class MergeForm(ActForm):
    label = _("併入另一個")
    follows = (
        _("它的各年數值、口徑變化和組成部分都歸到另一個，用另一個的簡稱和說明。"),
        _("它的網址今後一直轉到另一個；併入以後不能分開。"),
    )
    into = SeriesField(label=_("併入哪一個"))

    def do(self, *, by, now):
        verbs.merge(self.series, self.cleaned_data["into"], by=by, now=now)


FORMS = {
    "describe": DescribeForm,
    "break": BreakForm,
    "unbreak": UnbreakForm,
    "part": PartForm,
    "unpart": UnpartForm,
    "merge": MergeForm,
}


def acts_for(series, user):
    """(act, label) of what this person may do to the series now."""
    if series.merged_into_id or not user.has_perm("reports.change_report"):
        return []
    return [(act, form.label) for act, form in FORMS.items() if form.is_possible(series)]


class Acts:
    """A part of the admin of series."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.act_view)
        return [path("<int:pk>/do/<slug:act>/", view, name="series_series_do"), *super().get_urls()]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def act_view(self, request, pk, act):
        if act not in FORMS:
            raise Http404
        if not request.user.has_perm("reports.change_report"):
            raise PermissionDenied
        series = get_object_or_404(Series, pk=pk)
        if act not in dict(acts_for(series, request.user)):
            self.message_user(request, gettext("這個歷年指標現在不能「%(act)s」。") % {"act": FORMS[act].label})
            return HttpResponseRedirect(_address(series))
        if request.method == "POST":
            form = FORMS[act](request.POST, series=series)
            if form.is_valid() and self._do(request, form):
                return HttpResponseRedirect(_address(series.__class__.objects.get(pk=pk).standing))
        else:
            form = fill(FORMS[act](series=series), request)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": form.label, "series": series, "form": form, "list": LIST,
            "names": [offered(one) for one in Series.objects.standing().exclude(pk=pk)],
        }  # fmt: skip
        return TemplateResponse(request, "admin/series/act.html", context)

    def _do(self, request, form):
        try:
            form.do(by=request.user, now=timezone.now())
        except SeriesRefused as refused:
            form.add_error(None, str(refused))
            return False
        told = gettext("「%(act)s」已完成。") % {"act": form.label}
        self.message_user(request, told, messages.SUCCESS)
        return True

    def render_change_form(self, request, context, *args, **kwargs):
        series = context.get("original")
        if series:
            context["acts"] = acts_for(series, request.user)
        return super().render_change_form(request, context, *args, **kwargs)


def _address(series):
    return reverse("admin:series_series_change", args=[series.pk])


def _typed(arguments, _fields):
    form = FORMS.get(arguments["act"])
    return (form, form.label) if form else None


typed_at("series_series_do", _typed, is_filled=True)
