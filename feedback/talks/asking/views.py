"""提問: one page with one text, shown again where something is to be mended or looked at first."""

import re
from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.models import Suggestion
from feedback.parts import typed
from feedback.parts.counted_days import counted_days
from feedback.records.drafts import KEPT_FOR
from feedback.rules import redaction
from feedback.rules.workflow import Refused
from feedback.talks.asking import alike, passage, ways
from feedback.talks.asking.forms import AskForm
from feedback.talks.asking.passage import Passage
from feedback.talks.models import Talk
from feedback.talks.rules import title_of
from portal.serving import limits, throttle
from portal.serving.pages import personal

# In an address: whoever typed it comes back, to go on, or to see what was wrong or found.
BACK, AGAIN = "on", "again"
THIS_PAGE = re.compile(r"(/|%2F)ask\1$")  # of an address, or of one that stands in its query


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def talk_ask(request, slug):
    """The form of a talk; at another time than its own, when it is, and what else can be done with what was typed."""
    talk, now = get_object_or_404(Talk.objects.published().for_page(), campaign__slug=slug), timezone.now()
    here = Passage(request, talk)
    if "anew" in request.POST:
        here.forget()
        return redirect("talk_ask", slug)
    if typed.is_leaving(request):
        return _kept(request, here, now) or typed.left_to(request, _coming_back(request.POST["leave"]))
    if request.method != "POST":
        why = ways.why_not(talk, now)
        return _closed(request, here, why, now) if why else _form_page(request, here)
    return _sent(request, here, now)


def _form(here, data=None, **more):
    return AskForm(data, requires_contact=here.talk.campaign.requires_contact, **more)


def _again(here, how=AGAIN):
    """Every answer but a receipt is a page that can be gone back to."""
    return redirect(f"{reverse('talk_ask', args=[here.talk.campaign.slug])}?{how}=1")


def _coming_back(address):
    """Whoever leaves for another look of the page finds what they typed, at once or by the way back from there."""
    return THIS_PAGE.sub(lambda end: end[0] + (f"?{BACK}=1" if end[1] == "/" else f"%3F{BACK}%3D1"), address)


def _kept(request, here, now):
    """Keep what was typed; the page that says why it could not be kept, or None."""
    words = _form(here, request.POST).typed()
    draft = here.draft()
    if not draft and any(words.values()) and throttle.refuses(limits.BEGIN, request, now=now):
        return _too_often(request, limits.BEGIN)
    if draft or any(words.values()):
        here.remember(words, draft, now=now)
    return None


def _form_page(request, here):
    draft = here.draft()
    has_unsent = bool(draft) and not {BACK, AGAIN} & {*request.GET}
    filled = draft.filled if draft else {}
    form = _form(here, filled if AGAIN in request.GET else None, initial=filled)  # bound: it says what is wrong
    context = {"talk": here.talk, "form": form, "has_unsent": has_unsent, "draft_hours": _draft_hours()}
    if not has_unsent:
        context["typing"] = "typed"
    if form.is_bound and form.is_valid():
        if found := _found(here.talk, form):
            context |= {"is_found": True} | _shown(found, here.talk, form)
        context["fingerprint"] = here.fingerprint(form.filled())
    return render(request, "talks/ask.html", context)


def _found(talk, form):
    """What is to be looked at before sending: personal data, and keys of questions that say much the same; or empty."""
    findings, doubts = redaction.once(form.findings)
    similar = alike.in_talk(talk, *form.words)
    return {"findings": findings, "doubts": doubts, "similar": similar} if findings or doubts or similar else {}


def _shown(found, talk, form):
    """The same with the questions themselves; what was asked elsewhere is looked for where the talk has none."""
    similar = alike.as_shown(found["similar"]) if found["similar"] else []
    return found | {"similar": similar, "others": [] if similar else alike.elsewhere(talk, *form.words)}


def _sent(request, here, now):
    """File it and show the receipt; where something is in the way, keep it and show the page again."""
    form = _form(here, request.POST)
    flow, sent = here.flow(form.filled(), now=now) if form.is_valid() else ("", None)
    if sent:
        return _receipt(here, flow)
    if ways.why_not(here.talk, now):
        return _kept(request, here, now) or _again(here, BACK)
    for error in form.errors.get("website", []):  # nothing of that field is kept
        messages.warning(request, error)
    if not flow or not _is_looked_at(here, form):
        return _kept(request, here, now) or _again(here)
    if throttle.refuses(limits.ASK, request, now=now):
        return _too_often(request, limits.ASK)
    try:
        _file(here, flow, form, now)
    except Refused:
        return _kept(request, here, now) or _again(here, BACK)
    return _receipt(here, flow)


def _is_looked_at(here, form):
    """Whether nothing was found in it, or the page with all that was found is what was sent."""
    shown = here.fingerprint(form.filled())
    return constant_time_compare(form.cleaned_data["fingerprint"], shown) or not _found(here.talk, form)


def _file(here, flow, form, now):
    campaign = here.talk.campaign
    limit = {"days": campaign.reply_days, "talk_on": campaign.talk_on} if campaign.talk_on else {}
    Suggestion.objects.receive(
        flow=flow, now=now, due=counted_days(now, **limit), draft=here.draft(), **form.fields_of(campaign)
    )


def _receipt(here, flow):
    return passage.keep(redirect("talk_receipt", here.talk.campaign.slug), here.talk, flow)


def _too_often(request, limit):
    told = gettext(
        "提交的次數太多，請過 %(minutes)s 分鐘再點「是我寫的，接著提交」。急需辦理的，請撥打 %(hotline)s（%(hours)s）。"
    )
    return typed.given_back(request, told % throttle.places(limit), status=429)


def _closed(request, here, why, now):
    """No question can be sent: what was typed stands there, and may be sent as a suggestion like any other."""
    draft = here.draft() if {BACK, AGAIN} & {*request.GET} else None
    filled = draft.filled if draft else {}
    text = str(filled.get("question", "")).strip()
    context = {
        "talk": here.talk, "why": why, "takes_calls": ways.takes_calls(here.talk, now), "text": text,
        "carried": _as_suggestion(text, filled), "draft_hours": _draft_hours(),
    }  # fmt: skip
    return render(request, "talks/ask_closed.html", context)


def _as_suggestion(text, filled):
    """(name, value) as the ordinary form takes them; nothing that was begun there is replaced."""
    words = {"title": title_of(text), "body": text, "seen": f"{get_random_string(8)}.talk"}
    return [*(words | {name: filled.get(name, "") for name in ("name", "contact")}).items()]


def _draft_hours():
    return KEPT_FOR // timedelta(hours=1)
