"""The admin of what stands on public pages."""

from django.contrib import admin

from portal import generation


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
