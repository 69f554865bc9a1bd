"""關注: the page that explains the ways, the form to hear by mail, and the page that a mail's link opens."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.following import tokens, verbs
from feedback.following.forms import FollowForm, subject_of
from feedback.following.models import Follow
from feedback.following.news import is_by_mail
from feedback.following.subjects import asked_for, groups
from feedback.parts import typed
from feedback.rules.following import CONFIRM_WITHIN, is_open
from portal.serving import limits, throttle
from portal.serving.pages import for_everybody, personal

HOURS = CONFIRM_WITHIN.days * 24


@for_everybody
@require_safe
def follow(request):
    """What feeds, calendar and mails are, for what the address names, and for all that has a feed."""
    context = {
        "chosen": asked_for(request.GET),
        "groups": [(label, [one for one in subjects if one.feed_url]) for label, subjects in groups()],
        "is_by_mail": is_by_mail(),
        "site_url": settings.SITE_URL,
    }
    return render(request, "following/follow.html", context)


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_mail(request):
    """The form; the answer is the same whether the address is known here or not."""
    if not is_by_mail():
        raise Http404
    if request.method == "POST" and typed.is_leaving(request):
        return typed.left_to(request)
    chosen = asked_for(request.GET) or subject_of(request.POST.get("subject", ""))
    form = FollowForm(request.POST or None, chosen=chosen, initial={"is_for_answer": "answer" in request.GET})
    context = {"form": form, "hours": HOURS, "typing": "typed"}
    if not form.is_valid():
        return render(request, "following/mail.html", context)
    now = timezone.now()
    if throttle.refuses(limits.FOLLOW, request, now=now):
        told = gettext("提交的次數太多，請過 %(minutes)s 分鐘再來。有急事的，請撥打 %(hotline)s（%(hours)s）。")
        return typed.given_back(request, told % throttle.places(limits.FOLLOW), status=429)
    given = form.cleaned_data
    verbs.ask(
        given["subject"], given["mail"], language=get_language(), now=now, is_for_answer=given["is_for_answer"]
    )  # fmt: skip
    return redirect("follow_asked")


@for_everybody
@require_safe
def follow_asked(request):
    return render(request, "following/asked.html", {"hours": HOURS})


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_confirm(request, token):
    """Opening the link confirms nothing: programs that look through mails open every link. The button does."""
    now, key = timezone.now(), tokens.read(token)
    if request.method == "POST":
        follow = verbs.confirm(key, now=now) if key else None
        return redirect("follow_confirm", token) if follow else _gone(request)
    follow = Follow.objects.filter(pk=key).first() if key else None
    if not follow or not (follow.confirmed_at or is_open(follow.asked_at, now)):
        return _gone(request)
    return render(request, "following/confirm.html", {"follow": follow, "subject": follow.subject})


def _gone(request):
    return render(request, "following/gone.html", {"hours": HOURS}, status=404)
