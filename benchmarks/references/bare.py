"""The reference for kept pages: a bare Django view that answers 20 kB, without middleware; and one that says 304.

The second stands for what the viewers of a talk ask: nothing changes, so that only who asks first is sent the page.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, HttpResponseNotModified
from django.urls import path

PAGE = ("<!doctype html><html lang=en><title>20 kB</title><p>" + "x" * 20_000)[:20_000].encode()
TAG = '"the same"'

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="a reference for measuring", MIDDLEWARE=[]
    )


def page(request):
    return HttpResponse(PAGE)


def now(request):
    if request.headers.get("If-None-Match") == TAG:
        return HttpResponseNotModified(headers={"ETag": TAG})
    return HttpResponse(PAGE, headers={"ETag": TAG})


urlpatterns = [path("", page), path("now", now)]
application = get_wsgi_application()
