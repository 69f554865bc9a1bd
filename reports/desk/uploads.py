"""At the desk: a file is uploaded, read at once or by the worker, and then it is in the editor."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reports.desk.editor.views import EditorDesk
from reports.models import Report, Upload
from reports.records.uploads import UploadRefused

SAVED = _("已保存為草稿，核對後再公布。")


class UploadDesk(EditorDesk):
    """Uploading a report; a part of the reports' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("upload/<int:pk>/", view(self.upload_view), name="reports_report_upload"),
            path("upload/<int:pk>/retry/", view(self.retry_upload), name="reports_report_upload_retry"),
            path("upload/<int:pk>/dismiss/", view(self.dismiss_upload), name="reports_report_upload_dismiss"),
            *super().get_urls(),
        ]

    @method_decorator([never_cache, require_safe])
    def upload_view(self, request, pk):
        upload, now = self._upload(request, pk), timezone.now()
        match upload.state:
            case Upload.State.SAVED:
                return self._leave(request, upload)
            case Upload.State.READ:
                return self._editor_page(request, upload)
        refresh = upload.refresh_after(now)
        response = self._page(
            request, "waiting", upload=upload, refresh=refresh,
            waits_in_vain=upload.waits_in_vain(now), has_stopped=upload.has_stopped(now),
        )  # fmt: skip
        if refresh:
            response["Refresh"] = str(refresh)
        return response

    def _leave(self, request, upload):
        if not upload.report_id:
            return HttpResponseRedirect(reverse("admin:reports_report_add"))
        messages.success(request, SAVED)
        return HttpResponseRedirect(reverse("admin:reports_report_change", args=[upload.report_id]))

    @method_decorator(require_POST)
    def retry_upload(self, request, pk):
        upload = self._upload(request, pk)
        self._try(request, lambda: upload.retry(now=timezone.now()))
        return HttpResponseRedirect(upload.get_absolute_url())

    @method_decorator(require_POST)
    def dismiss_upload(self, request, pk):
        self._upload(request, pk).delete()
        messages.success(request, gettext("已放棄這份文件，上傳的內容已刪除。"))
        return HttpResponseRedirect(reverse("admin:reports_report_add"))

    def _keep(self, request, form):
        """What was read at once is a draft from now on; what is too large for that is read by the worker."""
        try:
            upload = Upload.objects.keep(
                form.content, name=form.cleaned_data["file"].name, year=form.cleaned_data["year"],
                by=request.user, language=translation.get_language(), now=timezone.now(),
                draft=None if form.is_large else Report.objects.drafted(form.parsed),
            )  # fmt: skip
        except UploadRefused as refused:
            form.add_error("file", str(refused))
            return self._upload_page(request, form)
        return HttpResponseRedirect(upload.get_absolute_url())

    def _try(self, request, verb):
        try:
            verb()
        except UploadRefused as refused:
            messages.error(request, str(refused))

    def _upload_page(self, request, form):
        return self._page(request, "upload", form=form, uploads=Upload.objects.of(request.user).for_list())

    def _page(self, request, step, **context):
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "title": gettext("導入工作報告")}
        return TemplateResponse(request, f"admin/reports/report/{step}.html", context)

    def _require_import(self, request):
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied

    def _upload(self, request, pk):
        """The upload, if this person uploaded it."""
        self._require_import(request)
        upload = Upload.objects.of(request.user).light().filter(pk=pk).first()
        if not upload:
            raise Http404
        return upload
