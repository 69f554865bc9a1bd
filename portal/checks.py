"""What `manage.py check --deploy` asks beside Django's own questions."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

NO_PROXY = Warning(
    "TRUSTED_PROXIES names no proxy.",
    hint="The web server of the portal reads a request while it works on it, so a few visitors who send theirs byte by"
    " byte stop all others. Put a proxy in front that reads bodies whole, as deploy/nginx.conf does, and name it.",
    id="portal.W001",
)


@register(Tags.security, deploy=True)
def proxy_in_front(app_configs, **kwargs):
    return [] if settings.TRUSTED_PROXIES else [NO_PROXY]
