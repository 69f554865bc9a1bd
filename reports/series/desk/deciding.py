"""At the desk: a number that does not agree with what is computed, said to the public or set aside, with a reason."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
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
from portal.fields.measured import LineField
from reports.series import differences
from reports.series.differences import SeriesRefused
from reports.series.models import Difference

PUBLISH, SET_ASIDE = "publish", "set-aside"
VERBS = {PUBLISH: differences.publish, SET_ASIDE: differences.set_aside}


class DecideForm(forms.Form):
    what = forms.ChoiceField(
        label=_("怎麼處理"),
        choices=[(PUBLISH, _("公開說明：歷年指標的頁面寫明這處不一致")), (SET_ASIDE, _("不另作說明：只記在工作臺"))],
        widget=forms.RadioSelect,
    )
    note = LineField(
        label=_("說明"),
        max_length=300,
        help_text=_("寫成一句話，例如數字按什麼口徑、錯在哪裡；公開說明的，任何人都能看到，不要寫姓名等個人信息。"),
    )

    def do(self, difference, *, by, now):
        VERBS[self.cleaned_data["what"]](difference, self.cleaned_data["note"], by=by, now=now)


class Deciding:
    """A part of the admin of differences."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.decide_view)
        return [path("<int:pk>/decide/", view, name="series_difference_decide"), *super().get_urls()]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def decide_view(self, request, pk):
        if not request.user.has_perm("reports.publish_report"):
            raise PermissionDenied
        rows = Difference.objects.select_related("series", "figure__section__report")
        difference = get_object_or_404(rows, pk=pk)
        if request.method == "POST":
            form = DecideForm(request.POST)
            if form.is_valid() and self._decide(request, form, difference):
                return HttpResponseRedirect(reverse("admin:series_difference_changelist"))
        else:
            form = fill(DecideForm(initial={"note": difference.note}), request)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": gettext("核實數字"), "difference": difference, "form": form,
        }  # fmt: skip
        return TemplateResponse(request, "admin/series/decide.html", context)

    def _decide(self, request, form, difference):
        try:
            form.do(difference, by=request.user, now=timezone.now())
        except SeriesRefused as refused:
            form.add_error(None, str(refused))
            return False
        self.message_user(request, gettext("已保存。"), messages.SUCCESS)
        return True


typed_at("series_difference_decide", lambda _arguments, _fields: (DecideForm, gettext("核實數字")), is_filled=True)
