"""The desk reads how many said what; nobody there adds, changes or takes away any of it."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.opinions.models import OpinionCount


@admin.register(OpinionCount)
class OpinionCountAdmin(admin.ModelAdmin):
    list_display = ("campaign", "subject", "question", "words", "number")
    list_filter = ("campaign", "question")
    list_select_related = ("campaign", "section")
    list_display_links = None
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("評議什麼"), ordering="section")
    def subject(self, count):
        return count.section or gettext("公安局這一年的工作")

    @admin.display(description=_("回答"))
    def words(self, count):
        return count.words
