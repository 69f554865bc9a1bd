"""逐件核對公開: twenty texts on a page, each beside what the citizen wrote; one act releases those that were ticked."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.desk.cases.forms import ReleaseForm
from feedback.desk.many.bulk import told_of
from feedback.desk.many.bulk_forms import PAGE_FORMS, PickedField
from feedback.desk.queries.paging import MOST_LISTED, CappedPaginator
from feedback.desk.queries.suggestions import at_desk, every
from feedback.office import staff
from feedback.parts.fields import LineField, TextField
from feedback.records.bulk_runs import Many
from feedback.rules.workflow import Verb
from portal.accounts.giving_back import typed_at
from portal.fields.measured import TokenField

PAGE_SIZE = 20


class ReleaseRow(ReleaseForm):
    """The form of one release among others; what it was read at stands beside it, for all in one place."""

    aside = (*ReleaseForm.aside, "pick")
    pick = forms.BooleanField(label=_("已核對，公開這一件"), required=False)

    def __init__(self, data=None, *, suggestion, user):
        self.prefix = f"r{suggestion.pk}"
        super().__init__(data, suggestion=suggestion, user=user)
        del self.fields["revision"]
        self.fields["body"].widget.attrs["rows"] = 6

    @property
    def is_picked(self):
        return bool(self["pick"].value())

    @property
    def needs_checking(self):
        """Whether somebody has to say that what was found in the text is no personal data, or has said it."""
        return self.is_picked and bool(self.non_field_errors() or self["is_checked"].value())

    @property
    def is_changed(self):
        """Whether somebody typed something else than was proposed."""
        return any(name in self.changed_data for name in self.public_fields)


class ReleaseEachForm(forms.Form):
    """All rows of the page. It reads as a form for many does, so that a run that broke off can be done from it."""

    token = TokenField(widget=forms.HiddenInput)
    rows = PickedField()

    def __init__(self, data=None, *, user):
        self.user = user
        super().__init__(data)

    def clean(self):
        fields = super().clean()
        seen = at_desk(self.user).select_related("status", "category").filter(pk__in=fields.get("rows", ()))
        ordered = seen.order_by("received_at", "pk")
        self.rows = {row.pk: ReleaseRow(self.data, suggestion=row, user=self.user) for row in ordered}
        return fields

    @property
    def ticked(self):
        return [key for key, row in self.rows.items() if row.is_picked]

    @property
    def picked(self):
        """{key: revision it was read at} of the rows that are ticked and right."""
        read_at = self.cleaned_data["rows"]
        return {key: read_at[key] for key in self.ticked if self.rows[key].is_valid()}

    def refuses(self, suggestion):
        return "" if suggestion.pk in self.rows else gettext("這一件已不在您能看到的範圍裡。")

    def do(self, act, suggestion, *, by, now):
        row = self.rows[suggestion.pk]
        row.is_valid()
        suggestion.release(**row.arguments(), by=by, now=now)


PAGE_FORMS[Many.RELEASE_EACH] = ReleaseEachForm


def may_release(user):
    return staff.may_for_own_unit(user, Verb.RELEASE)


def release_address():
    return reverse("admin:feedback_suggestion_release_each")


class ReleaseEach:
    """The page of 逐件核對公開; a part of the suggestions' admin, before the acts for many."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.release_each_view)
        return [path("release/", view, name="feedback_suggestion_release_each"), *super().get_urls()]

    def list_tools(self, request, form):
        tools = super().list_tools(request, form)
        return [(Many.RELEASE_EACH.label, release_address()), *tools] if may_release(request.user) else tools

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def release_each_view(self, request):
        if not self.has_view_permission(request) or not may_release(request.user):
            raise PermissionDenied
        if request.method != "POST":
            return self._to_release(request)
        form = ReleaseEachForm(request.POST, user=request.user)
        if not form.is_valid():
            self.message_user(request, gettext("提交的內容有誤，沒有辦理。"), messages.WARNING)
            return self._to_release(request)
        if not form.ticked:
            self.message_user(request, gettext("請先核對文字，再勾選要公開的建議。"), messages.WARNING)
            return self._release_page(request, list(form.rows.values()))
        run = self.begun(request, Many.RELEASE_EACH, form.picked, form) if form.picked else None
        if run and not run.is_finished:
            return HttpResponseRedirect(reverse("admin:feedback_suggestion_bulk_run", args=[run.pk]))
        return self._released(request, run, form)

    def _released(self, request, run, form):
        """On to the next ones; what was refused, and what was typed for others, stays on the screen."""
        done, refused = (run.done, run.refused) if run else ((), ())
        if done:
            told = gettext("公開了 %(count)s 件的文字。") % {"count": len(done)}
            self.message_user(request, told, messages.SUCCESS)
        reasons = {key: reason for key, _number, reason in refused}
        keys_done = {key for key, _number, _reason in done}
        left = [row for key, row in form.rows.items() if key not in keys_done]
        if not any(row.is_picked or row.is_changed for row in left):
            return HttpResponseRedirect(release_address())
        for row in left:
            row.reason = reasons.get(row.suggestion.pk, "")
        left.sort(key=lambda row: not row.is_picked)
        return self._release_page(request, left, refused=told_of(refused, request.user))

    def _to_release(self, request):
        found = every().to_release(request.user).select_related("status", "category").order_by("received_at", "pk")
        paginator = CappedPaginator(found.defer("contact"), PAGE_SIZE, most=MOST_LISTED)
        page = paginator.get_page(request.GET.get("page"))
        rows = [ReleaseRow(suggestion=row, user=request.user) for row in page.object_list]
        return self._release_page(request, rows, page=page)

    def _release_page(self, request, rows, *, page=None, refused=()):
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": Many.RELEASE_EACH.label,
            "rows": rows,
            "page": page,
            "refused": refused,
            "token": uuid4().hex,
            "address": release_address(),
        }
        return TemplateResponse(request, "admin/feedback/suggestion/release_each.html", context)


def _typed(_arguments, fields):
    """The texts of all rows, by the names that they were sent under."""
    labels = {"title": ReleaseForm.base_fields["title"].label, "body": ReleaseForm.base_fields["body"].label}
    kinds = {"title": LineField, "body": TextField}
    names = {name: name.rpartition("-")[2] for name in fields}
    shown = {name: kinds[kind](label=labels[kind], max_length=5000) for name, kind in names.items() if kind in kinds}
    return type("Typed", (forms.Form,), shown), Many.RELEASE_EACH.label


typed_at("feedback_suggestion_release_each", _typed)
