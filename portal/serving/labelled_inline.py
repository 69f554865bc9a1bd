"""Rows under a form of the desk, in a table whose heads alone would name what is in them."""

from django.contrib import admin
from django.forms import CheckboxInput
from django.utils.translation import gettext


class LabelledInline(admin.TabularInline):
    """Each field and the box that deletes a row say by themselves what they are, to who cannot see the head."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = db_field.verbose_name
        return field

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.deletion_widget = CheckboxInput(attrs={"aria-label": gettext("刪除")})
        return formset
