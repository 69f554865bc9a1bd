"""「我也遇到」: a small page of its own with its form, so that the page of a suggestion carries no cookie or token."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.forms.similar import SupportForm
from feedback.models import Suggestion
from feedback.views import browser
from feedback.workflow import Refused
from portal import throttle
from portal.pages import shelf

PER_HOUR = 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_support(request, number):
    suggestion = next(iter(Suggestion.objects.by_number(number).public().for_public_page()), None)
    if not suggestion:
        raise Http404
    token = browser.token_of(request)
    form = SupportForm(request.POST)
    if request.method == "POST" and form.is_valid():
        response = redirect("suggestion_support", suggestion.number)
        if throttle.count("support", request.META["REMOTE_ADDR"], seconds=3600) > PER_HOUR:
            messages.warning(request, _("這個網絡地址一小時內點得太多，請過一會兒再來。"))
            return response
        if form.cleaned_data["undo"]:
            suggestion.drop_support(browser.digest(token))
            shelf.forget(suggestion.get_absolute_url())
            return response
        token = token or browser.new_token()
        try:
            suggestion.support(browser.digest(token), now=timezone.now())
        except Refused as refused:
            messages.error(request, refused.reason)
            return response
        shelf.forget(suggestion.get_absolute_url())
        return browser.keep(response, token)
    is_supported = suggestion.is_supported_by(browser.digest(token))
    return render(request, "feedback/suggestion_support.html", {"suggestion": suggestion, "is_supported": is_supported})
