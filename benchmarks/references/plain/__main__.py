"""`python -m benchmarks.references.plain` makes and fills the tables beside the portal's, in the database of DATABASE_URL."""

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
