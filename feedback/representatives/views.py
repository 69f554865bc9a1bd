"""報名當市民代表: the notice with the form, the check, the label to keep, the way back; and the numbers of a round."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.models import Campaign
from feedback.parts import typed
from feedback.records.drafts import KEPT_FOR
from feedback.representatives import verbs
from feedback.representatives.forms import ApplyForm, WithdrawForm
from feedback.representatives.models import Terms
from feedback.representatives.numbers import Numbers
from feedback.representatives.passage import SECONDS, Passage, forgotten
from feedback.rules import receipts
from feedback.rules.phases import Act
from feedback.rules.workflow import Refused
from portal.serving import limits, throttle
from portal.serving.pages import for_everybody, personal


def _campaign(slug):
    campaigns = Campaign.objects.published().select_related("terms").prefetch_related("phases")
    return get_object_or_404(campaigns, slug=slug)


def _in_template(campaign, current):
    """What every page of the application knows; `current` is the step, the first is 1."""
    return {
        "campaign": campaign,
        "terms": Terms.of(campaign),
        "steps": [gettext("填寫"), gettext("核對"), gettext("報名編號")],
        "current": current,
        "minutes": receipts.FLOW_MINUTES,
        "draft_hours": KEPT_FOR // timedelta(hours=1),
    }


def _closed(request, campaign, why):
    """The page of who comes while no applications are taken; what they typed stands on it."""
    context = {"campaign": campaign, "why": why, "texts": typed.texts(request.POST)}
    return render(request, "representatives/closed.html", context)


def _too_often(request, limit):
    told = gettext("提交的次數太多，請過 %(minutes)s 分鐘再來。有急事的，請撥打 %(hotline)s（%(hours)s）。")
    return typed.given_back(request, told % throttle.places(limit), status=429)


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def representative_apply(request, slug):
    """The notice and the form under it; what was begun here is shown to nobody who does not say that it is theirs."""
    campaign, now = _campaign(slug), timezone.now()
    if not campaign.opening(Act.APPLY, timezone.localdate(now)).is_open:
        return _closed(request, campaign, campaign.why_not(Act.APPLY, timezone.localdate(now)))
    passage = Passage(request, campaign)
    if "anew" in request.POST:
        passage.forget()
        return forgotten(redirect("representative_apply", slug))
    if request.method == "POST":
        return _filled(request, campaign, passage, now)
    draft, sent = passage.draft(), passage.sent()
    has_unsent = bool(draft) and not {"on", "again"} & {*request.GET}
    form = _form(campaign, draft.filled if draft and "again" in request.GET else None, draft, now)
    context = _in_template(campaign, 1) | {"form": form, "has_unsent": has_unsent, "sent": sent}
    return render(request, "representatives/apply.html", context if has_unsent else context | {"typing": "typed"})


def _form(campaign, data, draft, now):
    terms = Terms.of(campaign)
    return ApplyForm(data, initial=draft.filled if draft else None, terms=terms, counted_on=terms.counted_on(now))


def _filled(request, campaign, passage, now):
    """What was typed is kept before it is looked whether it is right."""
    form = _form(campaign, request.POST, None, now)
    if not passage.draft() and throttle.refuses(limits.BEGIN, request, now=now):
        return _too_often(request, limits.BEGIN)
    passage.begin()
    passage.remember(form.typed(), now=now)
    if typed.is_leaving(request):
        return passage.keep(typed.left_to(request, _going_on(request.POST["leave"])))
    if form.is_valid():
        return passage.keep(redirect("representative_check", campaign.slug))
    context = _in_template(campaign, 1) | {"form": form, "typing": "typed"}
    return passage.keep(render(request, "representatives/apply.html", context))


def _going_on(address):
    """Whoever leaves the form for another look of it goes on where they were."""
    return f"{address}?on=1" if address.endswith("/apply/") else address


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def representative_check(request, slug):
    """What was typed, to be looked over; exactly what stands on the page is sent with it."""
    campaign, now = _campaign(slug), timezone.now()
    passage = Passage(request, campaign)
    draft = passage.draft()
    if request.method == "POST":
        return _sent(request, campaign, passage, now)
    if not draft:
        return redirect("representative_sent" if passage.sent() else "representative_apply", slug)
    form = _form(campaign, draft.filled, draft, now)
    if not form.is_valid():
        return redirect(f"{reverse('representative_apply', args=[slug])}?again=1")
    context = _in_template(campaign, 2) | {"form": form, "carried": form.typed().items()}
    return render(request, "representatives/check.html", context)


def _sent(request, campaign, passage, now):
    form = _form(campaign, request.POST, None, now)
    if not form.is_valid():
        passage.begin()
        passage.remember(form.typed(), now=now)
        return passage.keep(redirect(f"{reverse('representative_apply', args=[campaign.slug])}?again=1"))
    if throttle.refuses(limits.SEND, request, now=now):
        return _too_often(request, limits.SEND)
    if not passage.token:
        passage.begin()
    try:
        verbs.apply(campaign, flow_digest=passage.digest, now=now, **form.given())
    except Refused as refused:
        return _closed(request, campaign, refused.reason)
    passage.forget()
    return passage.keep(redirect("representative_sent", campaign.slug))


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def representative_sent(request, slug):
    """The label, for the browser that applied, as long as a receipt may be seen; a button puts it away."""
    campaign, now = _campaign(slug), timezone.now()
    if request.method == "POST":
        return forgotten(redirect("representative_list", slug))
    application = Passage(request, campaign).sent()
    if application and (now - application.applied_at).total_seconds() >= SECONDS:
        application = None
    context = _in_template(campaign, 3) | {"application": application}
    return render(request, "representatives/sent.html", context)


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def representative_withdraw(request, slug):
    campaign, now = _campaign(slug), timezone.now()
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and typed.is_leaving(request):
        return typed.left_to(request)
    if form.is_valid():
        if throttle.refuses(limits.WRONG_LABEL, request, now=now):
            return _too_often(request, limits.WRONG_LABEL)
        try:
            verbs.withdraw(campaign, now=now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, gettext("報名已經撤回，您的個人信息已經刪除。"))
            return forgotten(redirect("representative_withdraw", slug))
    opening = campaign.opening(Act.APPLY, timezone.localdate(now))
    context = _in_template(campaign, 3) | {"form": form, "is_open": opening.is_open}
    return render(request, "representatives/withdraw.html", context)


@for_everybody
@require_safe
def representative_list(request, slug):
    """How many applied, from where, how many seats there are: numbers, never a name."""
    campaign, now = _campaign(slug), timezone.now()
    today = timezone.localdate(now)
    numbers = Numbers(campaign, today)
    if not numbers.has_any:
        raise Http404
    opening = campaign.opening(Act.APPLY, today)
    why_not = "" if opening.is_open else campaign.why_not(Act.APPLY, today)
    erased_on = numbers.terms.erased_on
    context = {
        "campaign": campaign, "numbers": numbers, "opening": opening, "why_not": why_not, "now": now,
        "is_erased": bool(erased_on and erased_on <= today),
    }  # fmt: skip
    return render(request, "representatives/list.html", context)
