"""「我也遇到」: a small page of its own with its form, so that the page of a suggestion carries no cookie or token."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.board.support_form import SupportForm
from feedback.models import Suggestion
from feedback.parts import browser
from feedback.rules.workflow import Refused
from portal.frame import SUPPORT_PAGE
from portal.serving import limits, throttle
from portal.serving.pages import personal, shelf


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_support(request, number):
    suggestion = next(iter(Suggestion.objects.by_number(number).public().for_public_page()), None)
    if not suggestion:
        raise Http404
    token = browser.token_of(request)
    form = SupportForm(request.POST)
    if request.method == "POST" and form.is_valid():
        now, response = timezone.now(), redirect("suggestion_support", suggestion.number)
        if form.cleaned_data["undo"]:
            if suggestion.is_supported_by(browser.digest(token)):  # what changes nothing ends no page and holds no row
                suggestion.drop_support(browser.digest(token))
                shelf.forget(suggestion.get_absolute_url())
            return response
        if throttle.refuses(limits.SUPPORT, request, now=now, about=suggestion.number):
            return render(request, "429.html", {"minutes": limits.SUPPORT.minutes}, status=429)
        token = token or browser.new_token(request)
        try:
            suggestion.support(browser.digest(token), now=now)
        except Refused as refused:
            messages.error(request, refused.reason)
            return response
        shelf.forget(suggestion.get_absolute_url())
        return browser.keep(response, token)
    is_supported = suggestion.is_supported_by(browser.digest(token))
    context = {
        "suggestion": suggestion,
        "is_supported": is_supported,
        "blocks": SUPPORT_PAGE.made(suggestion) if is_supported else [],
    }
    return render(request, "board/support.html", context)
