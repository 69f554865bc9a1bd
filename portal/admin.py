"""What administrators keep of the site's texts."""

from django.contrib import admin

from portal.models import ProtectedWord


@admin.register(ProtectedWord)
class ProtectedWordAdmin(admin.ModelAdmin):
    list_display = ("word", "simplified", "note")
    search_fields = ("word", "simplified", "note")
