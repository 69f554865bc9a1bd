"""The reference for kept pages: a bare Django view that answers 20 kB, with one address and no middleware."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

PAGE = ("<!doctype html><html lang=en><title>20 kB</title><p>" + "x" * 20_000)[:20_000].encode()

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="a reference for measuring", MIDDLEWARE=[]
    )


def page(request):
    return HttpResponse(PAGE)


urlpatterns = [path("", page)]
application = get_wsgi_application()
