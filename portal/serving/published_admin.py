"""The admin of what stands on public pages."""

from contextlib import nullcontext

from django.contrib import admin
from django.db import models

from portal.reading.readers import shown
from portal.serving import generation


class PublishedAdmin(admin.ModelAdmin):
    """What is kept here stands on public pages: they are made anew when it changes.

    Its list shows texts as this reader reads them; the form has them as they were entered.
    """

    def get_list_display(self, request):
        as_they_are = {*self.list_editable, *(self.list_display_links or ())}
        return [name if name in as_they_are else self._shown(name) for name in super().get_list_display(request)]

    def _shown(self, name):
        field = next((field for field in self.opts.fields if field.name == name), None)
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        return _column(field) if is_text else name

    def changeform_view(self, request, *args, **kwargs):
        with _published_together(request.method == "POST"):
            return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        with _published_together(request.method == "POST"):
            return super().delete_view(request, *args, **kwargs)

    def changelist_view(self, request, *args, **kwargs):
        with _published_together("_save" in request.POST):  # else an action, each of its rows by itself
            return super().changelist_view(request, *args, **kwargs)

    def save_model(self, *args, **kwargs):
        super().save_model(*args, **kwargs)
        generation.bump()

    def delete_model(self, *args, **kwargs):
        super().delete_model(*args, **kwargs)
        generation.bump()

    def delete_queryset(self, *args, **kwargs):
        with generation.publishing():
            super().delete_queryset(*args, **kwargs)
            generation.bump()


def _published_together(is_change):
    """A row and all that hangs on it: the phases of a campaign are written after it."""
    return generation.publishing() if is_change else nullcontext()


def _column(field):
    @admin.display(description=field.verbose_name, ordering=field.name)
    def column(row):
        return shown(getattr(row, field.name))

    column.__name__ = field.name
    return column
