"""The desk reads how many said what; nobody there adds, changes or takes away any of it."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.opinions.models import OpinionCount
from portal.serving.read_only_admin import ReadOnly


@admin.register(OpinionCount)
class OpinionCountAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("campaign", "subject", "question", "words", "number")
    list_filter = ("campaign", "question")
    list_select_related = ("campaign", "section")
    list_display_links = None
    actions = None

    @admin.display(description=_("評議什麼"), ordering="section")
    def subject(self, count):
        return count.section or gettext("公安局這一年的工作")

    @admin.display(description=_("回答"))
    def words(self, count):
        return count.words
