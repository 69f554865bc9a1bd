"""Whether the site can do its work, for the machine that watches it."""

from django.db import connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.serving.pages import personal


@personal
@require_safe
@never_cache
def healthz(request):
    """200 when the database answers; a database that does not answers 503."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"status": "ok"})
