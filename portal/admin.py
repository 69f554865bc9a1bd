"""What administrators keep of the site's texts."""

from django.contrib import admin

from portal import generation
from portal.models import ProtectedWord


class PublishedAdmin(admin.ModelAdmin):
    """What is kept here stands on public pages: they are made anew when it changes."""

    def save_model(self, *args, **kwargs):
        super().save_model(*args, **kwargs)
        generation.bump()

    def delete_model(self, *args, **kwargs):
        super().delete_model(*args, **kwargs)
        generation.bump()

    def delete_queryset(self, *args, **kwargs):
        super().delete_queryset(*args, **kwargs)
        generation.bump()


@admin.register(ProtectedWord)
class ProtectedWordAdmin(PublishedAdmin):
    list_display = ("word", "simplified", "note")
    search_fields = ("word", "simplified", "note")
