"""`python -m benchmarks.counting`: how many queries and bytes a page costs, in a process set up as the server is.

Reads {"cookie": …, "paths": […]} from the standard input, writes [[path, status, queries, bytes], …].
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  needs the settings
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def count(client, path):
    """[path, status, queries, bytes] of a second request: the first one fills what a process keeps."""
    client.get(path, secure=True)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path, secure=True)
    return [path, response.status_code, len(queries), len(response.content)]


asked = json.load(sys.stdin)
client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
if asked["cookie"]:
    client.cookies[settings.SESSION_COOKIE_NAME] = asked["cookie"]
json.dump([count(client, path) for path in asked["paths"]], sys.stdout)
