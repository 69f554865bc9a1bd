"""A page of the desk that was sent and not taken: the words are kept, and given back to whoever typed them."""

import logging
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, models
from django.http import UnreadablePostError
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext

from portal.accounts.kept_words import FIELD, sealed, typed
from portal.tables.kept_words import KeptWords

logger = logging.getLogger(__name__)

# Pages on which secrets are typed, and the one whose promise is that what is typed there is kept nowhere.
SECRET_PAGES = {
    "login",
    "staff_language",
    "logout",
    "password_change",
    "auth_user_password_change",
    "staff_activate",
    "staff_code",
    "staff_enrol",
    "staff_codes",
}
PLAIN = re.compile(r"[\w.:-]{0,20}", re.ASCII)  # keys, numbers and names of choices: nobody's words


class Page(NamedTuple):
    form_of: Callable  # (arguments and {name: text} of the address and the form) -> (form, what it is for) or None
    is_filled: bool  # whether its view fills the form again with `fill`


PAGES = {}  # {name of an address: Page}; each makes itself known beside its view


def typed_at(name, form_of, *, is_filled=False):
    """Make known which form is sent to the address of that name, so that what is kept of it is shown as it was."""
    PAGES[name] = Page(form_of, is_filled)


def keeps_nothing(name):
    """Make known that secrets are typed at the address of that name."""
    SECRET_PAGES.add(name)


def given_back(request, response):
    """The response to what was sent to the desk: `response`, unless it took nothing and there are words to be kept."""
    if response.status_code in (403, 404, 409, 500) or _leads_to_sign_in(response):
        return kept_page(request, response.status_code if response.status_code >= 400 else 403) or response
    return response


def _leads_to_sign_in(response):
    ways = tuple(reverse(name) for name in ("admin:login", "staff_code", "staff_enrol"))
    return response.status_code == 302 and response.get("Location", "").startswith(ways)


def kept_page(request, status):
    """Keep what was sent and say where it is; None when nothing was typed or nobody can tell by whom."""
    try:
        kept = _kept(request)
    except (SuspiciousOperation, UnreadablePostError, DatabaseError):  # the first response stands
        logger.exception("What was typed at the desk could not be kept")
        return None
    if not kept:
        return None
    context = admin.site.each_context(request)
    if request.user == kept.account:
        context |= {"title": gettext("沒有提交成功"), "told": _told(status), "kept": [shown(kept)]}
        return render(request, "admin/accounts/kept.html", context, status=status)
    context |= {
        "title": gettext("登錄已經結束"),
        "way": f"{reverse('admin:login')}?{urlencode({'next': reverse('staff_kept')})}",
    }
    return render(request, "admin/accounts/words_kept.html", context, status=403)


def _told(status):
    if status == 403:
        return gettext("這一頁已經過期，或者您沒有這一項權限，剛才的提交沒有辦。")
    if status == 404:
        return gettext("這一頁現在打不開了，可能剛剛轉給了別人，剛才的提交沒有辦。")
    return gettext("資料剛剛有變動，或者系統出錯，剛才的提交沒有辦。")


def _kept(request):
    account = _whose(request)
    words = typed(request.POST) if account and _page_of(request.path_info)[0] not in SECRET_PAGES else ()
    if not words:
        return None
    return KeptWords.objects.keep(
        account,
        address=request.get_full_path(),
        words=words,
        has_file=bool(request.FILES),
        now=timezone.now(),
    )


def _whose(request):
    """The account whose page was sent: by its seal; else whoever is signed in, where the CSRF check was passed."""
    key = sealed(request.POST.get(FIELD, ""))
    if key is None and getattr(request, "csrf_processing_done", False):
        key = request.user.pk
    return User.objects.filter(pk=key, is_active=True, is_staff=True).first() if key else None


def _page_of(path):
    """(name of the address, what stands in it)."""
    try:
        match = resolve(path)
    except Resolver404:
        return "", {}
    return match.url_name, match.kwargs


# What was kept, shown and filled in again.


def way(account, address):
    """Where to go after signing in: to the words that wait, from there to `address`."""
    if not KeptWords.objects.of(account).exists() or address.startswith(reverse("staff_kept")):
        return address
    return f"{reverse('staff_kept')}?{urlencode({'next': address})}"


def led(request, response):
    """The response of the login; where a password is enough, whoever gave it is signed in."""
    if response.status_code == 302 and not settings.STAFF_TOTP and request.user.is_authenticated:
        response["Location"] = way(request.user, response.url)
    return response


def shown(kept):
    """What a page shows of it: what it was, its texts with their labels, and the way back to the form."""
    address, fields = kept.given["address"], kept.given["fields"]
    name, arguments = _page_of(urlsplit(address).path)
    form, what = _form(name, arguments, dict(fields))
    words = [
        (form.get(name, ""), text) for name, text in fields if (name in form if form else not PLAIN.fullmatch(text))
    ]
    is_filled = name in PAGES and PAGES[name].is_filled
    joint = "&" if urlsplit(address).query else "?"
    return {
        "pk": kept.pk,
        "at": kept.at,
        "what": what,
        "words": words,
        "has_file": kept.given["has_file"],
        "is_cut": kept.given["is_cut"],
        "address": f"{address}{joint}kept={kept.pk}" if is_filled else address,
        "is_filled": is_filled,
    }


def _form(name, arguments, fields):
    """({name: label} of the fields of the page in which words are typed, what the page is for); empty when unknown."""
    if name in PAGES:
        form, what = PAGES[name].form_of(arguments, fields) or (None, "")
        return _texts(form) if form else {}, what
    app, _bar, rest = name.partition("_")
    model, _bar, page = rest.rpartition("_")
    if page in ("add", "change"):
        try:
            model = apps.get_model(app, model)
        except LookupError:
            return {}, ""
        of_text = [field for field in model._meta.fields if isinstance(field, models.CharField | models.TextField)]
        return {field.name: field.verbose_name for field in of_text if not field.choices}, model._meta.verbose_name
    return {}, ""


def _texts(form):
    return {name: field.label for name, field in form.base_fields.items() if hasattr(field, "max_length")}


def fill(form, request):
    """Fill the unsent `form` with the kept words that the address names, if they belong to this page and person."""
    key = request.GET.get("kept", "")
    kept = KeptWords.objects.of(request.user).filter(pk=key).first() if re.fullmatch(r"\d{1,18}", key, re.A) else None
    if not kept or urlsplit(kept.given["address"]).path != request.path:
        return form
    texts = {}
    for name, text in kept.given["fields"]:
        texts.setdefault(name, []).append(text)
    for name in form.fields.keys() & texts.keys():
        field = form.fields[name]
        is_many = isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField)
        cleaned = field.to_python if isinstance(field, forms.CharField) else field.clean
        try:
            form.initial[name] = cleaned(texts[name] if is_many else texts[name][-1])
        except forms.ValidationError:  # what was chosen is no choice any more, or it was no number
            continue
    return form
