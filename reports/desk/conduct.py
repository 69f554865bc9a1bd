"""A page of the desk for each step of publishing and withdrawing a report: what will follow, and the button."""

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
from portal.fields.measured import LineField
from portal.frame import REPORT_CHECKS
from portal.reading.readers import name_shown
from reports.models import Publication, Report
from reports.records.saving import ReportRefused


class ConductForm(forms.Form):
    """A step that only asks for the button; `seen` tells whether the report changed since the page was made."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data=None, *, report):
        self.report = report
        last = report.last_record
        super().__init__(data, initial={"seen": last.pk if last else 0})

    def do(self, *, by, now):
        self.step(self.report, **self.cleaned_data, by=by, now=now)


class ProposePublishForm(ConductForm):
    label = _("提請公布")
    follows = (
        _("由另一個人確認以後才公布。"),
        _("確認以前內容不能修改；要修改的，先撤回提請。"),
    )
    step = staticmethod(Report.propose_publish)


class PublishForm(ConductForm):
    label = _("確認公布")
    follows = (
        _("報告隨即公開，任何人都可以讀、可以引用；各節和指標的網址今後不變。"),
        _("公布以後正文不能修改；要修改的，先由兩個人撤下。"),
    )
    step = staticmethod(Report.publish)


class ProposeWithdrawForm(ConductForm):
    label = _("提請撤下")
    follows = (
        _("由另一個人確認以後才撤下，確認以前報告照常公開。"),
        _("撤下以後，原來的網址寫明撤下的日期和原因。"),
    )
    reason = LineField(label=_("撤下的原因"), max_length=200, help_text=_("公開，寫成一句話，不要寫姓名等個人信息。"))
    step = staticmethod(Report.propose_withdraw)


class WithdrawForm(ConductForm):
    label = _("確認撤下")
    follows = (
        _("報告隨即不再公開，檢索和指標裡也不再出現；原來的網址寫明撤下的日期和原因。"),
        _("撤下以後可以修改，再由兩個人公布。"),
    )
    step = staticmethod(Report.withdraw)


class DropForm(ConductForm):
    label = _("撤回提請")
    follows = (_("報告照舊，以後可以再提請。"),)
    step = staticmethod(Report.drop_proposal)


FORMS = {
    "propose-publish": ProposePublishForm,
    "publish": PublishForm,
    "propose-withdraw": ProposeWithdrawForm,
    "withdraw": WithdrawForm,
    "drop": DropForm,
}


def offered(report, user):
    """The steps that this person may take now, in the order in which they are shown."""
    if not user.has_perm("reports.publish_report"):
        return []
    proposal = report.proposal
    if not proposal:
        return ["propose-withdraw" if report.is_published else "propose-publish"]
    confirming = "publish" if proposal.action == Publication.Action.PROPOSE_PUBLISH else "withdraw"
    return ["drop"] if proposal.by_id == user.pk else [confirming, "drop"]


def proposed(report):
    """What was proposed, by whom, when and why; None where nobody did."""
    proposal = report.proposal
    if not proposal:
        return None
    by = proposal.by.get_full_name() or proposal.by.get_username()
    return {"what": proposal.get_action_display(), "by": name_shown(by), "at": proposal.at, "reason": proposal.reason}


def findings(report):
    """What apps found that should be seen before the report is public, or goes on to be; it stops nobody."""
    return [finding for check in REPORT_CHECKS for finding in check(report)]


class ReportVerbs:
    """A page for each step; a part of the reports' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.conduct_view)
        return [path("<int:pk>/do/<slug:verb>/", view, name="reports_report_do"), *super().get_urls()]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def conduct_view(self, request, pk, verb):
        if verb not in FORMS:
            raise Http404
        report = get_object_or_404(Report, pk=pk)
        if not request.user.has_perm("reports.publish_report"):
            raise PermissionDenied
        if request.method == "POST":
            form = FORMS[verb](request.POST, report=report)
            if form.is_valid() and self._conduct(request, form):
                return HttpResponseRedirect(_address(report))
        elif verb not in offered(report, request.user):
            self.message_user(request, gettext("這份報告現在不能「%(verb)s」。") % {"verb": FORMS[verb].label})
            return HttpResponseRedirect(_address(report))
        else:
            form = fill(FORMS[verb](report=report), request)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": form.label, "report": report, "form": form, "proposal": proposed(report),
            "findings": findings(report) if "publish" in verb else [],
        }  # fmt: skip
        return TemplateResponse(request, "admin/reports/report/conduct.html", context)

    def _conduct(self, request, form):
        """Whether it was done; a refusal is told in the form, which keeps what was typed."""
        try:
            form.do(by=request.user, now=timezone.now())
        except ReportRefused as refused:
            form.add_error(None, str(refused))
            form.data = form.data.copy()
            form.data["seen"] = form.get_initial_for_field(form.fields["seen"], "seen")
            return False
        told = gettext("「%(verb)s」已完成。") % {"verb": form.label}
        self.log_change(request, form.report, str(form.label))
        self.message_user(request, told, messages.SUCCESS)
        return True

    def render_change_form(self, request, context, *args, **kwargs):
        report = context.get("original")
        if report:
            context["verbs"] = [(verb, FORMS[verb].label) for verb in offered(report, request.user)]
            context["proposal"] = proposed(report)
            context["findings"] = findings(report)
        return super().render_change_form(request, context, *args, **kwargs)


def _address(report):
    return reverse("admin:reports_report_change", args=[report.pk])


def _typed(arguments, _fields):
    form = FORMS.get(arguments["verb"])
    return (form, form.label) if form else None


typed_at("reports_report_do", _typed, is_filled=True)
