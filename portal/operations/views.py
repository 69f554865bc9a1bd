"""What a machine that watches the site is told beside `/healthz/`."""

from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.operations import checks
from portal.serving.pages import personal


@personal
@require_safe
@never_cache
def readyz(request):
    """200 while everything runs that the portal is made of; else 503. A word for each part, no more."""
    states = checks.look(timezone.now())
    is_ready = all(state.is_ok for state in states.values())
    told = {"status": "ok" if is_ready else "failing", "checks": {name: state.word for name, state in states.items()}}
    return JsonResponse(told, status=200 if is_ready else 503)
