"""Many sentences on one page of the desk: those of a report or a reply to be marked, those marked to be confirmed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.commitments import verbs
from feedback.commitments.finding import found_in_reply, found_in_report
from feedback.commitments.forms import RowForm, unit_choices
from feedback.commitments.models import Commitment
from feedback.commitments.unfulfilled import without_sequel
from feedback.desk.queries.suggestions import at_desk
from feedback.models import Reply
from feedback.rules.workflow import Refused
from reports.models import Report

METHODS = ["GET", "HEAD", "POST"]
AT_ONCE = 50
LISTED = 200


class Marking:
    """Pages of many; a part of the promises' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("report/<int:year>/", view(self.report_view), name="commitments_commitment_report"),
            path("reply/<int:pk>/", view(self.reply_view), name="commitments_commitment_reply"),
            path("confirm/", view(self.confirm_view), name="commitments_commitment_confirm"),
            path("unfulfilled/", view(self.unfulfilled_view), name="commitments_commitment_unfulfilled"),
            *super().get_urls(),
        ]

    @method_decorator([never_cache, require_safe])
    def add_view(self, request, form_url="", extra_context=None):
        """Where promises are looked for: the published reports; those of replies are marked with their suggestion."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        reports = Report.objects.published().newest_first()
        return self._many(request, "add", title=gettext("從報告裡查找承諾"), reports=reports)

    @method_decorator([never_cache, require_http_methods(METHODS)])
    def report_view(self, request, year):
        report = get_object_or_404(Report.objects.published(), year=year)
        title = gettext("%(report)s裡的承諾") % {"report": report}
        return self._mark(
            request, found_in_report(report), title=title, back=reverse("admin:commitments_commitment_add")
        )

    @method_decorator([never_cache, require_http_methods(METHODS)])
    def reply_view(self, request, pk):
        reply = Reply.objects.filter(pk=pk, suggestion__in=at_desk(request.user)).select_related("suggestion").first()
        if not reply:
            raise Http404
        title = gettext("建議 %(number)s 的答覆裡的承諾") % {"number": reply.suggestion.number}
        back = reverse("admin:feedback_suggestion_change", args=[reply.suggestion_id])
        return self._mark(request, found_in_reply(reply), title=title, back=back, unit=reply.unit)

    def _mark(self, request, found, *, title, back, unit=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        rows = {one.key: one for one in found}
        forms = _forms(request, {key: _proposed(one, unit) for key, one in rows.items()})

        def act(key, given, now):
            one = rows[key]
            where = {"section": one.section, "reply": one.reply}
            verbs.propose(one.promise.sentence, **where, **given, by=request.user, now=now)

        if self._act(request, forms, act, told=gettext("提出 %(count)s 項，由督辦確認以後公開。")):
            return redirect(back)
        shown = [(rows[key].promise.sentence, rows[key], form) for key, form in forms.items()]
        return self._many(request, "many", title=title, rows=shown, back=back, submit=_("提出所勾選的"))

    @method_decorator([never_cache, require_http_methods(METHODS)])
    def confirm_view(self, request):
        if not request.user.has_perm(verbs.CONFIRM):
            raise PermissionDenied
        waiting = Commitment.objects.proposed().visible_to(request.user).with_place().order_by("proposed_at", "pk")
        rows = {str(one.pk): one for one in waiting[:AT_ONCE]}
        drops = request.POST.get("act") == "drop"
        forms = _forms(request, {key: _values(one) for key, one in rows.items()}, needs_all=not drops)

        def act(key, given, now):
            if drops:
                verbs.drop(rows[key], by=request.user, now=now)
            else:
                verbs.confirm(rows[key], **given, by=request.user, now=now)

        told = gettext("刪去 %(count)s 項。") if drops else gettext("確認 %(count)s 項。")
        if self._act(request, forms, act, told=told):
            return redirect("admin:commitments_commitment_confirm")
        shown = [(rows[key].sentence, rows[key], form) for key, form in forms.items()]
        back = reverse("admin:commitments_commitment_changelist")
        return self._many(
            request, "many", title=gettext("待確認的承諾"), rows=shown, back=back, submit=_("確認所勾選的"), drops=True
        )

    @method_decorator([never_cache, require_safe])
    def unfulfilled_view(self, request):
        """What was adopted and came to nothing yet; what a person may not see at the desk is not there."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = without_sequel(at_desk(request.user), timezone.now())
        rows = found.select_related("unit").defer("body", "name", "contact", "guardian_name", "place")
        title = gettext("採納以後還沒有舉措和承諾的")
        return self._many(request, "unfulfilled", title=title, rows=rows[:LISTED], count=found.count())

    def _act(self, request, forms, act, *, told):
        """Do what was sent to each row that was picked; whether there is nothing more to say on this page.

        A refusal stands at its row, which keeps what was typed; the rows that were done are taken from `forms`.
        """
        if request.method != "POST":
            return False
        picked, done = {key: form for key, form in forms.items() if form.is_picked}, []
        for key, form in forms.items():
            if key not in picked:
                form.errors.clear()
            elif form.is_valid():
                try:
                    act(key, form.given, timezone.now())
                except Refused as refusal:
                    form.add_error(None, str(refusal.reason))
                else:
                    done.append(key)
        if not picked:
            self.message_user(request, gettext("請先勾選。"), messages.WARNING)
        if done:
            self.message_user(request, told % {"count": len(done)}, messages.SUCCESS)
        for key in done:
            del forms[key]
        return bool(done) and len(done) == len(picked)

    def _many(self, request, name, **more):
        context = self.admin_site.each_context(request) | {"opts": self.opts, **more}
        return TemplateResponse(request, f"admin/commitments/{name}.html", context)


def _forms(request, values, *, needs_all=False):
    """{key: `RowForm`} of the rows with these values, as they were sent."""
    sent, units = request.POST if request.method == "POST" else None, unit_choices()
    return {
        key: RowForm(sent, prefix=f"r{key}", initial=initial, needs_all=needs_all, units=units)
        for key, initial in values.items()
    }


def _proposed(found, unit):
    return {"title": found.promise.title, "unit": unit, "promised_on": found.promise.day}


def _values(commitment):
    return {name: getattr(commitment, name) for name in ("title", "unit", "promised_on")}
