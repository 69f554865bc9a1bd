"""`python -m benchmarks.processes.session USER`: signs staff in, without a password; writes the session's key."""

import sys
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402  needs the settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402

user = User.objects.get(username=sys.argv[1])
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"  # the one that knows staff by their row
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
sys.stdout.write(session.session_key)
