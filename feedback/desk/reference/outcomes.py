"""What administrators keep of results: outcomes of answers, reasons to decline."""

from django.contrib import admin

from feedback.desk.reference.offices import Coded
from feedback.models import DeclineReason, Outcome, Suggestion


class MeantAdmin(Coded):
    """Rows with a fixed meaning: what somebody used keeps it, and stays."""

    actions = None
    shown_fields = (*Coded.shown_fields, "meaning", "explanation", "explanation_en")

    def used(self, row):
        return Suggestion.objects.filter(**{self.held_as: row.pk}).count()

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "meaning") if obj and (obj.is_default() or obj.is_in_use()) else fixed

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (not obj or not obj.is_in_use())


@admin.register(Outcome)
class OutcomeAdmin(MeantAdmin):
    held_as = "outcome"
    list_display = ("name", "name_en", "meaning", "is_active", "order")
    fields = ("name", "name_en", "code", "meaning", "is_active", "order")


@admin.register(DeclineReason)
class DeclineReasonAdmin(MeantAdmin):
    held_as = "decline_reason"
    list_display = ("name", "name_en", "explanation", "meaning", "is_active", "order")
    fields = ("name", "name_en", "code", "explanation", "explanation_en", "meaning", "is_active", "order")
