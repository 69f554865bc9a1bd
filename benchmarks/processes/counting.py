"""`python -m benchmarks.processes.counting`: how many queries a page makes, in a process set up as the server is.

Reads {"cookie": …, "paths": […]} from the standard input, writes {path: queries}.
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  needs the settings
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def queries(client, path):
    """How many a second request makes: the first one fills what a process keeps."""
    client.get(path, secure=True)
    with CaptureQueriesContext(connection) as captured:
        status = client.get(path, secure=True).status_code
    if status != 200:
        sys.exit(f"{path} answers {status}")
    return len(captured)


asked = json.load(sys.stdin)
client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
if asked["cookie"]:
    client.cookies[settings.SESSION_COOKIE_NAME] = asked["cookie"]
json.dump({path: queries(client, path) for path in asked["paths"]}, sys.stdout)
