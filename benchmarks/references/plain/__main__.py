"""`python -m benchmarks.references.plain` makes and fills its tables beside the portal's, in the same database."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.references.plain.settings"
django.setup()

from django.db import connection  # noqa: E402  needs the settings

from benchmarks.references.plain import models  # noqa: E402

with connection.schema_editor() as editor:
    for model in (models.Subject, models.State, models.Letter):
        editor.create_model(model)
models.fill_from_suggestions()
