"""便箋 at the desk: on the page of a suggestion, what was said to somebody on the home, and the list of it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from feedback.desk.queries.suggestions import at_desk
from feedback.notes import verbs
from feedback.notes.forms import NoteForm
from feedback.notes.models import Mention, Note
from feedback.notes.people import NOTING
from feedback.office import staff
from feedback.rules.workflow import Refused, Verb
from portal.frame import CASE_PAGE, DESK_HOME
from portal.serving.read_only_admin import ReadOnly

PAGE_SIZE = 20


@admin.register(Mention)
class MentionAdmin(ReadOnly, admin.ModelAdmin):
    """Of each person the own ones alone; nobody adds, changes or deletes one here."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("read/<int:pk>/", view(self.read_view), name="notes_mention_read"),
            path("take-back/<int:pk>/", view(self.take_back_view), name="notes_note_take_back"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        return Mention.objects.told_to(request.user)

    def has_module_permission(self, request):
        return bool(staff.roles_of(request.user) & NOTING)

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    @method_decorator([never_cache, require_safe])
    def changelist_view(self, request, extra_context=None):
        """Those not read yet, or all."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        is_all, told = "all" in request.GET, self.get_queryset(request)
        rows = (told if is_all else told.unread()).for_list()
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("提到我的"),
            "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
            "is_all": is_all,
        }
        return TemplateResponse(request, "admin/notes/mentions.html", context)

    @method_decorator([never_cache, require_safe])
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A mention has no page of its own: it is read where the note stands."""
        mention = self.get_object(request, object_id)
        if not self.has_view_permission(request) or not mention:
            raise Http404
        return redirect(_notes_of(mention.note.suggestion))

    @method_decorator([never_cache, require_POST])
    def read_view(self, request, pk):
        """已閱: what was said to this person about one suggestion. Opening a page reads nothing: a look is no word."""
        suggestion = self._suggestion(request, pk)
        verbs.read(suggestion, by=request.user, now=timezone.now())
        if "back" in request.POST:
            return redirect("admin:notes_mention_changelist")
        return redirect(_notes_of(suggestion))

    @method_decorator([never_cache, require_POST])
    def take_back_view(self, request, pk):
        note = get_object_or_404(Note, pk=pk)
        note.suggestion = self._suggestion(request, note.suggestion_id)
        try:
            verbs.take_back(note, by=request.user, now=timezone.now())
        except Refused as refusal:
            self.message_user(request, str(refusal.reason), messages.WARNING)
        else:
            self.message_user(request, gettext("便箋已收回。"), messages.SUCCESS)
        return redirect(_notes_of(note.suggestion))

    def _suggestion(self, request, pk):
        """The suggestion if this person may see it; else the same response as for one that does not exist."""
        suggestion = at_desk(request.user).filter(pk=pk).first()
        if not self.has_view_permission(request) or not suggestion:
            raise Http404
        return suggestion


def _notes_of(suggestion):
    return f"{reverse('admin:feedback_suggestion_change', args=[suggestion.pk])}#notes"


@CASE_PAGE.block(10, "admin/notes/_case.html")
def of_case(suggestion, user):
    """The notes on a suggestion, whether one of them speaks to `user`, and the form of another one."""
    notes = list(Note.objects.of(suggestion))
    may_note = staff.may(user, Verb.NOTE, suggestion)
    return {
        "notes": notes,
        "is_mentioned": any(
            one.person_id == user.pk and not one.read_at for note in notes for one in note.mentions.all()
        ),
        "note_form": NoteForm(suggestion=suggestion, user=user).on_page() if may_note else None,
    }


@DESK_HOME.block(7, "admin/notes/_home.html")
def mentioned(user, now):
    """How much was said to `user` and is not read; nothing, and no query, for who has no casework."""
    if not staff.roles_of(user) & NOTING:
        return {}
    return {"mention_count": Mention.objects.told_to(user).unread().count()}
