"""The questions and their options: written while the ballot is a draft, and only looked at from its opening on."""

from django.contrib import admin
from django.utils.translation import gettext

from feedback.ballots.models import Ballot, Option, Question
from feedback.ballots.verbs import held
from feedback.rules.workflow import Refused
from portal.serving.labelled_inline import LabelledInline


def is_draft(question):
    return question is None or question.ballot.is_draft


class OptionInline(LabelledInline):
    model = Option
    fields = ("order", "text", "text_en", "weight")
    extra = 0

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and is_draft(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and is_draft(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and is_draft(obj)


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    list_display = ("text", "ballot", "subject", "unit", "order")
    list_select_related = ("ballot__campaign", "unit")
    list_filter = ("ballot__campaign",)
    fields = ("ballot", "subject", "unit", "text", "text_en", "order")
    inlines = (OptionInline,)
    actions = None

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and is_draft(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and is_draft(obj)

    def get_readonly_fields(self, request, obj=None):
        return ("ballot",) if obj else ()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "ballot":
            drafts = Ballot.objects.filter(state=Ballot.State.DRAFT).select_related("campaign")
            kwargs["queryset"] = drafts
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        """Whoever publishes the questions at the same moment waits for this, or this is refused."""
        _require_draft(obj)
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        _require_draft(obj)
        super().delete_model(request, obj)


def _require_draft(question):
    if not held(question.ballot).is_draft:
        raise Refused(gettext("問題已經公布，不能再改。"))
