"""From an address of the desk to one file, for whoever may see its suggestion; for anybody else there is none."""

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from feedback.attachments.models import Attachment, Page
from feedback.desk.queries.suggestions import at_desk


def page_address(attachment):
    return reverse("admin:feedback_suggestion_file", args=[attachment.suggestion_id, attachment.name])


def case_address(pk):
    return f"{reverse('admin:feedback_suggestion_change', args=[pk])}#files"


def back_to(attachment):
    return HttpResponseRedirect(page_address(attachment))


class FileWayIn:
    """A part of the suggestions' admin."""

    def _suggestion_with_files(self, request, pk):
        """The suggestion, with less than its page shows; 404 for who may not see it."""
        found = at_desk(request.user).filter(pk=pk).select_related("main", "status").first()
        if not found or not self.has_view_permission(request):
            raise Http404
        return found

    def _attachment(self, request, pk, name):
        suggestion = self._suggestion_with_files(request, pk)
        attachment = Attachment.objects.filter(suggestion=pk, name=name).select_related("by", "reply").first()
        if not attachment:
            raise Http404
        attachment.suggestion = suggestion
        return attachment

    def _drawn_page(self, request, pk, name, number):
        """One page of a file as it was drawn anew."""
        page = Page.objects.filter(attachment=self._attachment(request, pk, name), number=number).exclude(drawn="")
        found = page.select_related("attachment").first()
        if not found:
            raise Http404
        return found
