"""The campaigns and their phases."""

from django.contrib import admin

from feedback.models import Campaign, Phase
from portal.serving.published_admin import PublishedAdmin


class PhaseInline(admin.TabularInline):
    model = Phase
    extra = 0


@admin.register(Campaign)
class CampaignAdmin(PublishedAdmin):
    list_display = ("title", "title_en", "kind", "year", "requires_contact", "rating_days")
    list_filter = ("kind",)
    inlines = (PhaseInline,)
    prepopulated_fields = {"slug": ("kind", "year")}

    actions = None

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_last_open())

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_readonly_fields(self, request, obj=None):
        """An address never changes once it is published."""
        return ("slug", "kind") if obj else ()
