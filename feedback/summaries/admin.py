"""Summaries at the desk: their sentences with a preview, and corrections by two people."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.office import wording
from feedback.rules.workflow import Refused
from feedback.summaries import verbs
from feedback.summaries.forms import ApproveForm, CorrectionForm, PreviewForm
from feedback.summaries.models import Correction, SummaryTemplate
from feedback.summaries.numbers import counted
from feedback.summaries.rules import Place
from feedback.summaries.sentences import LANGUAGES, sentences
from portal.accounts.giving_back import fill, typed_at
from portal.serving.published_admin import PublishedAdmin

METHODS = ["GET", "HEAD", "POST"]


@admin.register(SummaryTemplate)
class SummaryTemplateAdmin(PublishedAdmin):
    change_list_template = "admin/summaries/templates.html"
    change_form_template = "admin/summaries/template.html"
    list_display = ("name", "text", "is_active", "order")
    list_editable = ("order",)
    fields = ("name", "text", "instead", "text_en", "instead_en", "is_active", "order")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "order":
            field.widget.attrs["aria-label"] = db_field.verbose_name
        return field

    def get_urls(self):
        preview = self.admin_site.admin_view(self.preview_view)
        return [path("preview/", preview, name="summaries_summarytemplate_preview"), *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        return super().render_change_form(request, context | {"places": wording.listed(Place)}, *args, **kwargs)

    @method_decorator([never_cache, require_safe])
    def preview_view(self, request):
        """What each sentence says of a campaign as it stands now, or that it is left out."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = PreviewForm(request.GET if "campaign" in request.GET else None)
        campaign = form.cleaned_data["campaign"] if form.is_valid() else form.fields["campaign"].queryset.first()
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": gettext("預覽"), "form": form, "campaign": campaign,
            "rows": preview(campaign, timezone.now()) if campaign else [],
        }  # fmt: skip
        return TemplateResponse(request, "admin/summaries/preview.html", context)


def preview(campaign, now):
    """(template, what it says in each language or nothing) of all sentences in use."""
    numbers, names = counted(campaign, now)
    return [
        (row, [_said(sentences([row], language, campaign, numbers, names, now)) for language in LANGUAGES])
        for row in SummaryTemplate.objects.in_use()
    ]


def _said(found):
    return "".join(piece.text for piece in found[0]) if found else ""


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    """Drafted by one, approved by another; nobody edits or deletes one."""

    list_display = ("summary", "beginning", "at", "approved_at")
    list_select_related = ("summary__campaign",)
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).defer("summary__items", "summary__numbers", "summary__sentences")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("更正"))
    def beginning(self, correction):
        return correction.text[:40]

    @method_decorator([never_cache, require_http_methods(METHODS)])
    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = fill(CorrectionForm(request.POST or None), request)
        if form.is_valid():
            given = form.cleaned_data
            correction = verbs.propose_correction(given["summary"], given["text"], by=request.user, now=timezone.now())
            self.message_user(request, gettext("更正已經起草，等待另一位同事審核。"), messages.SUCCESS)
            return redirect("admin:summaries_correction_change", correction.pk)
        return self._page(request, form=form, title=gettext("起草更正"), submit=gettext("提交審核"))

    @method_decorator([never_cache, require_http_methods(METHODS)])
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The correction; sent, it is approved."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        correction = self.get_object(request, object_id)
        if not correction:
            raise Http404
        may_approve = request.user.has_perm(verbs.APPROVE) and not correction.approved_at
        form = ApproveForm(request.POST) if request.method == "POST" else ApproveForm()
        if form.is_valid():
            try:
                verbs.approve_correction(correction, by=request.user, now=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal.reason))
            else:
                self.message_user(request, gettext("更正已經公開在報告旁邊。"), messages.SUCCESS)
                return redirect("admin:summaries_correction_change", correction.pk)
        shown = form if may_approve or form.errors else None
        return self._page(
            request, form=shown, correction=correction, title=gettext("報告更正"), submit=gettext("審核並公開")
        )

    def _page(self, request, **more):
        context = self.admin_site.each_context(request) | {"opts": self.opts, **more}
        return TemplateResponse(request, "admin/summaries/correction.html", context)


typed_at("summaries_correction_add", lambda _arguments, _fields: (CorrectionForm, gettext("起草更正")), is_filled=True)
