"""The editor at the desk: its page, each act on the draft, undo, and saving."""

from dataclasses import replace

from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.giving_back import fill, typed_at
from reports import tasks
from reports.desk.editor import figure_forms, section_forms  # noqa: F401, they make their acts known
from reports.desk.editor.acts import ACTS
from reports.desk.editor.showing import is_small, shown
from reports.desk.forms import SaveForm
from reports.drafting.edits import EditRefused
from reports.drafting.outline import entitle
from reports.models import Report, Upload
from reports.records.uploads import UploadRefused

KEPT_IN_ADDRESS = ("order", "list", "page")


class EditorDesk:
    """Correcting what was read of a file; a part of the reports' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        at = "upload/<int:pk>/"
        return [
            path(f"{at}edit/<slug:act>/<int:key>/", view(self.edit_upload), name="reports_report_upload_edit"),
            path(f"{at}undo/", view(self.undo_upload), name="reports_report_upload_undo"),
            path(f"{at}save/", view(self.save_upload), name="reports_report_upload_save"),
            *super().get_urls(),
        ]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def edit_upload(self, request, pk, act, key):
        if act not in ACTS:
            raise Http404
        upload = self._upload(request, pk)
        if upload.state != Upload.State.READ:
            return HttpResponseRedirect(upload.get_absolute_url())
        draft = upload.opened
        if request.method == "POST":
            form = ACTS[act](request.POST, draft=draft, key=key)
            if form.is_valid() and self._edit(upload, form):
                return HttpResponseRedirect(_way_back(request, upload))
        else:
            form = fill(ACTS[act](draft=draft, key=key, revision=upload.revision, query=request.GET), request)
        return self._editor_page(request, upload, form=form)

    def _edit(self, upload, form):
        """Whether it was done; a refusal is told in the form, which keeps what was typed."""
        try:
            draft = form.edited()
            upload.edit(draft, revision=form.cleaned_data["revision"], done=form.done(draft))
        except (EditRefused, UploadRefused) as refused:
            form.add_error(None, str(refused))
            _show_revision(form, upload)
            return False
        return True

    @method_decorator(require_POST)
    def undo_upload(self, request, pk):
        upload = self._upload(request, pk)
        sent = request.POST.get("revision", "")
        revision = int(sent) if sent.isdecimal() and len(sent) < 10 else -1
        self._try(request, lambda: upload.undo(revision=revision, done=gettext("撤銷上一步")))
        return HttpResponseRedirect(_way_back(request, upload))

    @method_decorator(require_POST)
    def save_upload(self, request, pk):
        upload = self._upload(request, pk)
        if upload.state != Upload.State.READ:
            self._try(request, lambda: upload.ask_to_save(now=timezone.now()))
            return HttpResponseRedirect(upload.get_absolute_url())
        form = SaveForm(request.POST, auto_id="save_%s")
        if not (form.is_valid() and self._save(upload, form)):
            return self._editor_page(request, upload, save_form=form)
        return HttpResponseRedirect(upload.get_absolute_url())

    def _save(self, upload, form):
        """Whether it is saved, or handed to the worker; a refusal is told in the form."""
        try:
            draft = self._entitled(upload, form)
            known = set(form.cleaned_data["known"].split())
            if any(str(figure.pk) not in known for figure in Report.objects.held_and_gone(draft)):
                raise UploadRefused(
                    gettext("有別的記錄指向的指標，保存以後就沒有了，列在上面。核對以後請再按一次「存為草稿」。")
                )
            upload.ask_to_save(now=timezone.now(), at_once=is_small(draft))
        except UploadRefused as refused:
            form.add_error(None, str(refused))
            _show_revision(form, upload)
            return False
        if upload.state == Upload.State.SAVING:
            tasks.work(upload.pk, Upload.State.SAVING, tasks.save_upload, clock=timezone.now)
        return True

    def _entitled(self, upload, form):
        """The draft under the title and year that were typed, as it is kept from now on; raises UploadRefused.

        What was corrected meanwhile in the report that it will replace is to be looked at first.
        """
        before = upload.opened
        draft = entitle(before, title=form.cleaned_data["title"], year=form.cleaned_data["year"])
        carried = Report.objects.carried(draft)
        if carried != before or upload.revision != form.cleaned_data["revision"]:
            upload.edit(carried, revision=form.cleaned_data["revision"], done=gettext("改標題或者年度"))
        if replace(carried, met=draft.met) != draft:
            raise UploadRefused(
                gettext("%(year)s 年已有一份草稿，其中的更正已經帶到這裡。核對以後請再按一次「存為草稿」。")
                % {"year": draft.year}
            )
        return carried

    def _editor_page(self, request, upload, *, form=None, save_form=None):
        draft = upload.opened
        context = shown(draft, request.GET, form=form)
        if save_form is None:
            save_form = SaveForm(
                auto_id="save_%s", initial={"title": draft.title, "year": draft.year, "revision": upload.revision}
            )
        known = " ".join(str(figure.pk) for figure in context["going"])
        return self._page(
            request, "editor", upload=upload, form=form, save_form=save_form, known=known,
            where=_where(request), **context,
        )  # fmt: skip


def _show_revision(form, upload):
    """The form is sent again on the draft as it is now."""
    upload.refresh_from_db()
    form.data = form.data.copy()
    form.data["revision"] = upload.revision


def _where(request):
    """What of the address says which part of the draft is seen, as a query."""
    said = {name: request.GET[name] for name in KEPT_IN_ADDRESS if name in request.GET}
    return f"?{urlencode(said)}" if said else ""


def _way_back(request, upload):
    return upload.get_absolute_url() + _where(request)


def _typed(arguments, _fields):
    form = ACTS.get(arguments["act"])
    return (form, form.label) if form else None


typed_at("reports_report_upload_edit", _typed, is_filled=True)
typed_at("reports_report_upload_save", lambda _arguments, _fields: (SaveForm, gettext("存為草稿")))
