"""提問: one page with one text, shown again where something is to be looked at, and the receipt."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.models import Suggestion
from feedback.parts import typed
from feedback.parts.counted_days import counted_days
from feedback.parts.passage import secret_shown
from feedback.parts.receipt_code import look_up_code
from feedback.records.drafts import KEPT_FOR
from feedback.rules import receipts, redaction
from feedback.rules.workflow import Refused
from feedback.talks.asking import alike, passage, ways
from feedback.talks.asking.forms import AskForm
from feedback.talks.asking.passage import Passage
from feedback.talks.models import Talk
from feedback.talks.rules import title_of
from portal.serving import limits, throttle
from portal.serving.pages import personal

BACK = "on=1"  # in an address: it is whoever typed it who comes back


def _talk(slug):
    talk = Talk.objects.published().for_page().filter(campaign__slug=slug).first()
    if not talk:
        raise Http404
    return talk


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def talk_ask(request, slug):
    """The form of a talk; at another time than its own, when it is, and what else can be done with what was typed."""
    talk, now = _talk(slug), timezone.now()
    here = Passage(request, talk)
    if "anew" in request.POST:
        here.forget()
        return redirect("talk_ask", slug)
    if typed.is_leaving(request):
        return _left(request, here, now)
    if why := ways.why_not(talk, now):
        return _closed(request, talk, here, why, now=now)
    if request.method == "POST":
        return _sent(request, talk, here, now)
    draft = here.draft()
    has_unsent = bool(draft) and "on" not in request.GET
    form = _form(talk, initial=draft.filled if draft else None)
    context = {"form": form, "has_unsent": has_unsent} | ({} if has_unsent else {"typing": "typed"})
    return _page(request, talk, context)


def _form(talk, data=None, **more):
    return AskForm(data, requires_contact=talk.campaign.requires_contact, **more)


def _page(request, talk, context):
    told = {"talk": talk, "draft_hours": KEPT_FOR // timedelta(hours=1)}
    return render(request, "talks/ask.html", told | context)


def _left(request, here, now):
    """To another look of the page, with what was typed."""
    words = _form(here.talk, request.POST).typed()
    if any(words.values()):
        if not here.draft() and throttle.refuses(limits.BEGIN, request, now=now):
            return _too_often(request, limits.BEGIN)
        here.remember(words, now=now)
    address = request.POST["leave"]
    return typed.left_to(request, f"{address}?{BACK}" if address.endswith("/ask/") else address)


def _sent(request, talk, here, now):
    """File it; where it is not right, or something is to be looked at first, the same page again."""
    form = _form(talk, request.POST)
    if not form.is_valid():
        return _page(request, talk, {"form": form, "typing": "typed"})
    filled = form.filled()
    flow = here.flow(filled, now=now)
    if not Suggestion.objects.of_flow(flow):
        shown, fields = here.fingerprint(filled), form.fields_of(talk.campaign)
        if not constant_time_compare(form.cleaned_data["fingerprint"], shown):
            found = _found(talk, form, fields)
            if any(found.values()):
                others = alike.elsewhere(talk, fields["title"], fields["body"])
                context = {"form": form, "typing": "typed", "fingerprint": shown, "others": others, "is_found": True}
                return _page(request, talk, context | found)
        if throttle.refuses(limits.ASK, request, now=now):
            return _too_often(request, limits.ASK)
        try:
            _file(talk, flow, fields, here.draft(), now)
        except Refused as refused:
            return _closed(request, talk, here, refused.reason, now=now)
    return passage.keep(redirect("talk_receipt", talk.campaign.slug), talk, flow)


def _found(talk, form, fields):
    """What is to be looked at before sending: personal data, and questions of this talk that say much the same."""
    findings, doubts = redaction.once(form.findings())
    return {"findings": findings, "doubts": doubts, "similar": alike.in_talk(talk, fields["title"], fields["body"])}


def _file(talk, flow, fields, draft, now):
    campaign = talk.campaign
    limit = {"days": campaign.reply_days, "talk_on": campaign.talk_on} if campaign.talk_on else {}
    due = counted_days(now, **limit)
    Suggestion.objects.receive(flow=flow, now=now, due=due, draft=draft, **fields)


def _too_often(request, limit):
    told = gettext(
        "提交的次數太多，請過 %(minutes)s 分鐘再點「是我寫的，接著提交」。急需辦理的，請撥打 %(hotline)s（%(hours)s）。"
    )
    return typed.given_back(request, told % throttle.places(limit), status=429)


def _closed(request, talk, here, why, *, now):
    """No question can be sent: what was typed is kept, and may be sent as a suggestion like any other."""
    if request.method == "POST":
        words = _form(talk, request.POST).typed()
        if words.get("question", "").strip():
            if not here.draft() and throttle.refuses(limits.BEGIN, request, now=now):
                return _too_often(request, limits.BEGIN)
            here.remember(words, now=now)
        return redirect(f"{reverse('talk_ask', args=[talk.campaign.slug])}?{BACK}")
    draft = here.draft() if "on" in request.GET else None
    filled = draft.filled if draft else {}
    text = str(filled.get("question", ""))
    context = {
        "talk": talk, "why": why, "takes_calls": ways.takes_calls(talk, now), "text": text,
        "draft_hours": KEPT_FOR // timedelta(hours=1),
    }  # fmt: skip
    if text.strip():
        kept = {name: filled[name] for name in ("name", "contact") if filled.get(name)}
        words = {"title": title_of(text), "body": text, "seen": f"{get_random_string(8)}.talk"}
        context["carried"] = [*(words | kept).items()]
    return render(request, "talks/ask_closed.html", context)


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def talk_receipt(request, slug):
    """The receipt, for the browser that asked, for a while; a button puts it away."""
    talk, now = _talk(slug), timezone.now()
    if request.method == "POST":
        return passage.forget(request, redirect(talk))
    flow = passage.flow_kept(request, talk)
    suggestion = Suggestion.objects.of_flow(flow) if flow else None
    secret = secret_shown(suggestion, flow, now) if suggestion else ""
    minutes = {"receipt_minutes": receipts.FLOW_MINUTES}
    if not secret:
        return render(request, "suggest/receipt_gone.html", minutes)
    context = {
        "talk": talk, "suggestion": suggestion, "secret": secret, "qr": look_up_code(suggestion.number),
        "is_open": talk.takes_questions(now), "is_over": now >= talk.ends_at,
    }  # fmt: skip
    return render(request, "talks/ask_receipt.html", minutes | context)
