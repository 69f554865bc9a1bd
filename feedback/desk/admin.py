"""The suggestions at the desk: who may see them; how they are listed, shown and worked on stands beside."""

from django.contrib import admin

from feedback.desk.cases.page import SuggestionPage
from feedback.desk.cases.print_page import PrintedCase
from feedback.desk.cases.queue_navigation import QueueNavigation
from feedback.desk.cases.verb_pages import SuggestionVerbs
from feedback.desk.cases.writing import WritingDesk
from feedback.desk.files.desk import FileDesk
from feedback.desk.intake.register import IntakeDesk
from feedback.desk.intake.sheets import SheetDesk
from feedback.desk.lists.by_contact import ContactSearch
from feedback.desk.lists.export import ExportDesk
from feedback.desk.lists.listing import SuggestionList
from feedback.desk.lists.saved import SavedLists
from feedback.desk.lists.way_back import ListNavigation
from feedback.desk.many.bulk import Bulk
from feedback.desk.many.morning import Morning
from feedback.desk.many.release_each import ReleaseEach
from feedback.desk.queries.suggestions import at_desk
from feedback.models import Suggestion
from feedback.office.staff import roles_of
from feedback.rules.roles import Role

CASEWORK = {Role.TRIAGE, Role.HANDLER, Role.REVIEWER, Role.SUPERVISOR, Role.LEADER}


@admin.register(Suggestion)
class SuggestionAdmin(
    IntakeDesk,
    SheetDesk,
    ExportDesk,
    ContactSearch,
    ReleaseEach,
    Morning,
    SavedLists,
    SuggestionList,
    Bulk,
    ListNavigation,
    QueueNavigation,
    SuggestionVerbs,
    WritingDesk,
    FileDesk,
    PrintedCase,
    SuggestionPage,
    admin.ModelAdmin,
):
    def get_queryset(self, request):
        return at_desk(request.user).defer("name", "contact", "guardian_name")

    def has_module_permission(self, request):
        return bool(roles_of(request.user) & CASEWORK)

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        """Nobody edits a suggestion: only its verbs change it."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False
