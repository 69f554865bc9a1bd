"""Files that staff bring: with a letter or a visit that was registered, or with a reply."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.attachments.adding import add
from feedback.attachments.models import Attachment
from feedback.attachments.verbs import NotStored
from feedback.desk.files.forms import AddForm
from feedback.desk.files.on_case import may_with_files, shown
from feedback.desk.files.way_in import FileWayIn, case_address
from feedback.rules.workflow import Refused
from portal.accounts.giving_back import keeps_nothing
from portal.sealed.arriving import takes_files

keeps_nothing("feedback_suggestion_files")  # a file, and a choice: nothing is typed there


class AddingFiles(FileWayIn):
    """A part of the suggestions' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(takes_files(self.files_view))
        return [path("<int:pk>/files/", view, name="feedback_suggestion_files"), *super().get_urls()]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def files_view(self, request, pk):
        """All files of a suggestion, and the form that brings another one: one file with each."""
        suggestion = self._suggestion_with_files(request, pk)
        form = AddForm(request.POST or None, request.FILES or None, suggestion=suggestion)
        if request.method == "POST" and form.is_valid() and self._add_file(request, suggestion, form):
            return HttpResponseRedirect(reverse("admin:feedback_suggestion_files", args=[pk]))
        may = may_with_files(suggestion, request.user)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "suggestion": suggestion,
            "title": gettext("建議 %(number)s 的附件") % {"number": suggestion.number},
            "files": [shown(file) for file in Attachment.objects.of(suggestion)],
            "form": form if may["may_add_file"] else None,
            "back": case_address(pk),
            **may,
        }
        return TemplateResponse(request, "admin/feedback/files/files.html", context)

    def _add_file(self, request, suggestion, form):
        given = form.cleaned_data
        try:
            add(suggestion, given["file"], reply=given["reply"], by=request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
            return False
        except NotStored:
            form.add_error(None, gettext("這個文件暫時存不下，請稍後再試。"))
            return False
        self.message_user(request, gettext("文件已收到，正在檢查；檢查好以後可以遮蓋、公開。"), messages.SUCCESS)
        return True
