"""The desk's own text fields: of every model that is kept there, and of the search above its lists.

They are set for Django's admin as a whole, so that a page that comes later has them without asking.
"""

from django.contrib.admin import options
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList, ChangeListSearchForm
from django.db import models

from portal.fields.measured import LineField, SlugField, TextField
from portal.search.query import LONGEST


class ListSearchForm(ChangeListSearchForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[SEARCH_VAR] = LineField(required=False, max_length=LONGEST)


def put_in_place():
    for model_field, field in (
        (models.CharField, LineField), (models.TextField, TextField), (models.SlugField, SlugField),
    ):  # fmt: skip
        options.FORMFIELD_FOR_DBFIELD_DEFAULTS.setdefault(model_field, {})["form_class"] = field
    ChangeList.search_form_class = ListSearchForm
