"""What administrators keep for the work itself: routes, and templates of replies."""

from django.contrib import admin

from feedback.models import ReplyTemplate, Route
from feedback.office.staff import shown_name


@admin.register(Route)
class RouteAdmin(admin.ModelAdmin):
    list_display = ("category", "district", "unit", "handler")
    list_filter = ("category", "unit")
    list_select_related = ("category", "district", "unit", "handler")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "handler":
            field.label_from_instance = shown_name
            field.queryset = field.queryset.filter(is_active=True, is_staff=True, units__isnull=False).distinct()
        return field


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin):
    list_display = ("name", "category", "order")
    list_editable = ("order",)
    list_filter = ("category",)
    list_select_related = ("category",)
    search_fields = ("name", "body")
