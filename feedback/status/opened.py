"""The receipt that a browser opened: the cookie that says so, and what was typed to open one."""

import json
import re
from functools import wraps

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from feedback.models import Suggestion
from feedback.parts import typed
from feedback.status import unsent
from feedback.status.forms import LookupForm
from portal.tables.encrypted import fernet

COOKIE = "receipt"
SALT = "feedback.receipt"
SECONDS = 2 * 60 * 60
LOOKUP = "lookup"
LOOKUP_SECONDS = 5 * 60
LONGEST = 60  # of what is kept of a number or a secret


def keep_receipt(response, suggestion):
    response.delete_cookie(LOOKUP, samesite="Lax")
    return _keep(response, COOKIE, suggestion, seconds=SECONDS)


def forget(response):
    for name in (COOKIE, LOOKUP):
        response.delete_cookie(name, samesite="Lax")
    return response


def suggestion_of(request):
    """The suggestion whose receipt this browser showed, or None."""
    return _said_by(request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS))


def suggestion_of_page(request):
    """The suggestion whose page was sent, by what the page says; else the one that is open, or None."""
    return _proven(request.POST.get("opened", "")) or suggestion_of(request)


def proof(suggestion):
    """What a page says that was opened with a receipt: by this, words are kept for it, and nothing is read."""
    return signing.dumps(_shown(suggestion), salt=f"{SALT}.proof")


def _proven(text):
    try:
        return _said_by(str(signing.loads(text, salt=f"{SALT}.proof")))
    except signing.BadSignature:
        return None


def _shown(suggestion):
    """Which receipt was shown; one that was issued anew has another digest."""
    return f"{suggestion.pk}:{suggestion.secret_digest[:16]}"


def _said_by(shown):
    """The suggestion of which this was said, or None; what a cookie says is as strange as any input."""
    pk = shown.partition(":")[0]
    if not re.fullmatch(r"\d{1,18}", pk, re.ASCII):
        return None
    suggestion = Suggestion.objects.for_page().filter(pk=pk).first()
    return suggestion if suggestion and shown == _shown(suggestion) else None


def with_receipt(view):
    """A page for whoever showed the receipt: `view(request, suggestion)`; anybody else is asked for it.

    So is who sends a page of another receipt than the one that was looked up since. What they typed is kept for
    whoever shows the receipt of that page.
    """

    @never_cache
    @wraps(view)
    def wrapped(request):
        suggestion, number = suggestion_of(request), request.POST.get("number", "")[:LONGEST]
        if suggestion and number in ("", suggestion.number):
            return view(request, suggestion)
        if suggestion:
            messages.error(request, gettext("這一頁是另一件建議的，您後來又查了別的編號，所以沒有提交。"))
        else:
            messages.info(request, gettext("查詢已經結束，請重新填寫編號和查詢碼。"))
        words = unsent.words(request.POST)
        if any(words.values()):
            return _asked_for_receipt(request, words, number)
        return redirect("status_detail" if suggestion else "status_lookup")

    return wrapped


def _asked_for_receipt(request, words, number):
    """The look-up, with `words` kept for the receipt of the page they come from, or else carried along in the page."""
    suggestion = _proven(request.POST.get("opened", ""))
    form = LookupForm(initial={"number": number})
    if suggestion:
        unsent.keep(suggestion, words, now=timezone.now())
        messages.info(request, unsent.KEPT)
        return keep_lookup(redirect("status_lookup"), form)
    return with_words(request, form, words)


def with_words(request, form, words, *, status=200):
    """The look-up with words that nothing but this page keeps."""
    context = {"form": form, "carried": [*words.items()], "texts": typed.texts(words)}
    if not any(words.values()):
        context["typing"] = "typed"
    return render(request, "status/lookup.html", context, status=status)


def keep_lookup(response, form, *, is_refused=False):
    """Keep what was typed to open a receipt, sealed and for minutes: the look-up is shown again as it was sent."""
    kept = {name: str(form[name].value() or "")[:LONGEST] for name in form.fields} | {"is_refused": is_refused}
    return _keep(response, LOOKUP, kept, seconds=LOOKUP_SECONDS)


def lookup_form(request):
    """The look-up as it was sent before, with what to mend; else with the number that the address says."""
    try:
        kept = json.loads(fernet().decrypt(request.COOKIES.get(LOOKUP, ""), ttl=LOOKUP_SECONDS))
    except (InvalidToken, ValueError):
        kept = {}
    if "number" in request.GET:
        kept = {"number": request.GET["number"][:LONGEST]}
    return LookupForm(kept if kept.get("is_refused") else None, initial=kept)


def _keep(response, name, what, *, seconds):
    values = {"max_age": seconds, "httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
    if name == COOKIE:
        response.set_signed_cookie(COOKIE, _shown(what), salt=SALT, **values)
    else:
        response.set_cookie(LOOKUP, fernet().encrypt(json.dumps(what).encode()).decode(), **values)
    return response
