"""Looking at files at the desk: the pages that were drawn anew, and under log the original."""

from itertools import chain

from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from feedback.attachments.reading import drawn_page, read_original
from feedback.attachments.serving import original, picture
from feedback.attachments.views import file_name
from feedback.desk.files.pictures import small
from feedback.desk.files.way_in import FileWayIn, back_to
from feedback.office import staff
from feedback.rules.workflow import Refused, Verb
from portal.sealed import Broken


class LookingAtFiles(FileWayIn):
    """A part of the suggestions' admin."""

    def get_urls(self):
        view, way = self.admin_site.admin_view, "<int:pk>/files/<slug:name>"
        return [
            path(f"{way}/<int:number>.jpg", view(self.page_view), name="feedback_suggestion_file_page"),
            path(f"{way}/<int:number>-small.jpg", view(self.small_view), name="feedback_suggestion_file_small"),
            path(f"{way}/original/", view(self.original_view), name="feedback_suggestion_file_original"),
            *super().get_urls(),
        ]

    @method_decorator([never_cache, require_safe])
    def page_view(self, request, pk, name, number):
        page = self._drawn_page(request, pk, name, number)
        return picture(drawn_page(page), file_name(page))

    @method_decorator([never_cache, require_safe])
    def small_view(self, request, pk, name, number):
        page = self._drawn_page(request, pk, name, number)
        return picture(small(drawn_page(page)), file_name(page))

    @method_decorator([never_cache, require_POST])
    def original_view(self, request, pk, name):
        """The file as it was sent, as a download; each reading is recorded."""
        attachment = self._attachment(request, pk, name)
        if not staff.may(request.user, Verb.READ_FILE, attachment.suggestion):
            raise PermissionDenied
        try:
            pieces = read_original(attachment, by=request.user, now=timezone.now())
            first = next(pieces)  # what does not open is told here, not in the middle of a download
        except Refused as refusal:
            self.message_user(request, str(refusal.reason))
            return back_to(attachment)
        except (Broken, FileNotFoundError):
            self.message_user(request, gettext("原件打不開：文件缺失或者被改動過，請告訴系統管理員。"))
            return back_to(attachment)
        return original(chain([first], pieces), attachment, attachment.suggestion.number)
