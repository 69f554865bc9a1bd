"""The first page: the ways in, and what the apps have to show there."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.frame import FIRST_PAGE
from portal.serving.pages import for_everybody


@for_everybody
@require_safe
def home(request):
    return render(request, "home.html", {"blocks": FIRST_PAGE.made(timezone.now())})
