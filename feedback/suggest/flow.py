"""One passage through the form, step by step, and what was typed so far."""

import re
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from feedback.attachments.models import Attachment
from feedback.attachments.verbs import clear
from feedback.models import Draft, Suggestion
from feedback.parts import typed
from feedback.parts.passage import SALT, WHOLE, draft_of, keep_token, token_of, unsent
from feedback.rules import receipts
from feedback.suggest.forms import KindForm, PersonForm, WordsForm
from portal.serving import limits, throttle

FIELDS = [*WordsForm.kept_names(), *KindForm.kept_names(), *PersonForm.kept_names(), "related"]
# The address of the first page, in an address that may have it in its query.
FIRST_PAGE = re.compile(r"(/|%2F)suggest\1(?=\?|%3F|$)")
AFTER_SENDING = receipts.FLOW_MINUTES * 60


def begin(request, filled, *, anew, now):
    """The way to the words, with `filled` remembered; what was begun and not sent goes on, unless `anew`."""
    draft, token = unsent(request), token_of(request)
    if draft and anew:
        clear(draft)
    if anew or not draft:
        if throttle.refuses(limits.BEGIN, request, now=now):
            messages.warning(request, _too_often())
            return redirect("suggest_start")
        token, draft = _new()
    draft.remember(filled, now=now)
    return keep_token(redirect("suggest_words"), token, seconds=WHOLE)


def _too_often():
    told = gettext("開始填寫的次數太多，請過 %(minutes)s 分鐘再來。急需辦理的，請撥打 %(hotline)s（%(hours)s）。")
    return told % throttle.places(limits.BEGIN)


def _new():
    token = receipts.new_flow()
    return token, Draft(flow_digest=receipts.flow_digest(settings.RECEIPT_KEY, token))


def sent_before(request):
    """The number of what this browser sent a moment ago, or nothing."""
    token = token_of(request)
    sent = Suggestion.objects.of_flow(token) if token else None
    return sent.number if sent else ""


def fingerprint(token, draft, campaign, names=()):
    """Tells whether a page shows what would be sent now; `names` are those of its files."""
    shown = f"{token}|{campaign.pk}|{draft.state(draft.filled)}|{','.join(names)}"
    return salted_hmac(SALT, shown, algorithm="sha256").hexdigest()


def files_of(draft):
    """What was added to a draft, in order."""
    return Attachment.objects.of_draft(draft.flow_digest).in_order()


def step(view):
    """A page in the middle of the form: `view(request, token, draft)`.

    Without a draft, one begins from what was sent: the page carries what was typed in the steps before it too, and the
    first page is one without a draft. It says in `another` which suggestion was sent from here before it was opened,
    if any, so that what is typed in it is not taken for that one.
    """

    @wraps(view)
    def wrapped(request):
        token = token_of(request)
        draft = draft_of(token) if token else None
        if draft:
            return view(request, token, draft)
        sent = Suggestion.objects.of_flow(token) if token else None
        filled = {name: request.POST[name] for name in FIELDS if name in request.POST}
        if sent and request.POST.get("another") != sent.number:
            return _after_sending(request, sent, filled)
        if not any(filled.values()) and typed.is_leaving(request):
            return typed.left_to(request)
        if not any(filled.values()) and "another" not in request.POST:
            messages.warning(request, gettext("沒有找到您正在填寫的內容，可能已經過期。請從這裡重新開始。"))
            return redirect("suggest_start")
        now = timezone.now()
        if throttle.refuses(limits.BEGIN, request, now=now):
            if "save" in request.POST:
                return _saved(False, status=429)
            return typed.given_back(request, _too_often(), status=429)
        token, draft = _new()
        draft.remember(filled, now=now, seen=request.POST.get("seen", ""))
        return keep_token(view(request, token, draft), token, seconds=WHOLE)

    return wrapped


def _after_sending(request, suggestion, filled):
    """The receipt; but words that are not in the suggestion were typed since, and go back to whoever typed them."""
    if "save" in request.POST:
        return _saved(False)
    said = [(getattr(suggestion, name), words) for name, words in filled.items() if name in typed.TEXTS]
    if all(stored.split() == words.split() for stored, words in said if words):
        return redirect("suggest_receipt")
    why = gettext("原來那一件已經提交，下面是您以後寫的。要作為另一件提出的，請先記下原來那一件的編號和查詢碼。")
    return typed.given_back(request, why, another=suggestion.number)


def form_of(form_class, request, draft, **more):
    """The form of a step: as it was sent, or as it was typed so far, with what to mend after it was sent so."""
    if request.method == "POST":
        return form_class(request.POST, initial=draft.filled, **more)
    return form_class(draft.filled if "again" in request.GET else None, initial=draft.filled, **more)


def way_on(request, draft, form, *, before, here, now):
    """Where a step that was sent leads, or None when it is done. What was typed is in the draft in any case.

    `before` and `here` name the step before and this one. Every response is a redirect, so that each page in the
    browser's history can be gone back to.
    """
    is_done = not {"back", "leave", "save"} & request.POST.keys() and form.is_valid()
    filled = form.filled() if is_done else form.typed()
    is_kept = draft.remember(filled, now=now, seen=request.POST.get("seen", ""))
    if "save" in request.POST:
        return _saved(is_kept)
    if not is_kept:
        draft.put_aside(filled, now=now)
        messages.warning(
            request, gettext("您在另一個頁面裡寫過更新的內容，所以這一頁寫的沒有蓋過去。兩份都還在，請核對。")
        )
    if typed.is_leaving(request):
        return typed.left_to(request, _with_a_draft(request.POST["leave"]))
    if "back" in request.POST:
        return redirect(before)
    if is_done:
        return None if is_kept else redirect(here)
    for error in (error for name in form.not_kept for error in form.errors.get(name, [])):
        messages.warning(request, error)
    return redirect(f"{reverse(here)}?again=1")


def _with_a_draft(address):
    """Whoever leaves the first page for another look of it goes on to the words, for it shows nobody's by itself."""
    return FIRST_PAGE.sub(r"\1suggest\1words\1", address)


def in_template(draft, form):
    """What every page of a step shows beside its form."""
    names = form.kept_names()
    shown = form.texts(draft.filled)
    asides = [[text for text in form.texts(aside) if text not in shown] for aside in draft.asides]
    return {
        "form": form,
        "typing": "typed",
        "seen": draft.seen(names),
        "carried": carried(draft, names),
        "asides": [aside for aside in asides if aside],
    }


def carried(draft, names=()):
    """(name, value) of what was typed in other steps: a page that outlives its draft can begin another one."""
    filled = {name: value for name, value in draft.filled.items() if name in FIELDS and name not in names}
    return [(name, "on" if value is True else value) for name, value in filled.items() if value]


def _saved(is_kept, status=200):
    return JsonResponse({"kept": is_kept}, status=status)
