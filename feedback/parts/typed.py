"""Keeping what a person typed: carried along when they leave a page, given back where it could not be stored."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from feedback.parts.fields import LineField, TextField
from portal.serving.addresses import is_ours

TEXTS = {}  # {name of a field that somebody writes in: its label}, of the forms that are marked below
OWN = {"csrfmiddlewaretoken", "leave", "save"}


def goes_along(form):
    """Mark a class of forms whose text fields are carried along and given back."""
    for name, field in form.base_fields.items():
        if isinstance(field, LineField | TextField) and name != "secret":
            TEXTS[name] = field.label
    return form


def is_leaving(request):
    return "leave" in request.POST


def left_to(request, address=""):
    """On a page opened from the middle of a form: another language, larger type, the original."""
    address = address or request.POST["leave"]
    return redirect(address if is_ours(address) else request.path)


def texts(sent):
    """(label, words) of what a person wrote in a form that was `sent`."""
    return [(TEXTS[name], words) for name, words in sent.items() if name in TEXTS and words.strip()]


def given_back(request, why, *, status=200, **more):
    """The page that shows what was sent, with a fresh form to send it again: nothing of it was kept or done."""
    sent = [(name, value) for name, values in request.POST.lists() if name not in OWN for value in values]
    context = {"why": why, "texts": texts(request.POST), "sent": [*sent, *more.items()], "action": request.path}
    context["typing"] = "typed"
    return render(request, "parts/given_back.html", context, status=status)


@never_cache
def csrf_failure(request, reason=""):
    """A form whose page is too old, or whose cookie is gone, comes back to whoever typed it and may be sent again.

    Nothing is kept or done before that: another site may have sent it. When the browser says so, it is not shown.
    """
    is_foreign = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    if is_foreign or reason.startswith("Origin checking failed") or not texts(request.POST):
        return render(request, "403_csrf.html", status=403)
    return given_back(request, gettext("這一頁放得太久，或者瀏覽器清除過標識，所以沒有提交。"), status=403)
