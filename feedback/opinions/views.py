"""開放評議: all sections of a round side by side, and a page with a form for each, as 「我也遇到」 has one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.opinions import verbs
from feedback.opinions.forms import PressForm
from feedback.opinions.models import OpinionCount, Participant, SectionOpinion
from feedback.opinions.rules import Standing, is_listed
from feedback.opinions.subjects import campaign_or_404, standing_or_404, subject_or_404, subjects_of
from feedback.parts import browser
from feedback.rules.phases import Act
from feedback.rules.workflow import Refused
from portal.serving import limits, throttle
from portal.serving.pages import for_everybody, personal


@for_everybody
@require_safe
def rate_list(request, slug):
    campaign = campaign_or_404(slug)
    today = timezone.localdate(timezone.now())
    standing = standing_or_404(campaign, today)
    taking_part = Participant.objects.filter(campaign=campaign).count()
    if not is_listed(standing, taking_part):
        raise Http404
    subjects = subjects_of(campaign)
    results = OpinionCount.objects.filter(campaign=campaign).results() if standing == Standing.OVER else {}
    context = {
        "campaign": campaign,
        "standing": standing,
        "opening": campaign.opening(Act.RATE_SECTION, today),
        "taking_part": taking_part,
        "subjects": [(subject, subject.results(results)) for subject in subjects],
    }
    return render(request, "opinions/list.html", context)


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate_subject(request, slug, anchor):
    now = timezone.now()
    campaign = campaign_or_404(slug)
    standing = standing_or_404(campaign, timezone.localdate(now))
    subject = subject_or_404(campaign, anchor)
    if request.method == "POST":
        return _pressed(request, subject, now)
    mine = SectionOpinion.objects.answers_of(_digest(campaign, browser.token_of(request)), campaign, subject.section)
    results = subject.results(OpinionCount.objects.of_subject(campaign, subject.section).results())
    context = {
        "subject": subject,
        "standing": standing,
        "opening": campaign.opening(Act.RATE_SECTION, timezone.localdate(now)),
        "questions": [(found, mine.get(found.question)) for found in results],
        "is_listed": is_listed(standing, Participant.objects.filter(campaign=campaign).exists()),
    }
    return render(request, "opinions/subject.html", context)


def _digest(campaign, token):
    """Another one in each round, and another one than what 「我也遇到」 keeps."""
    return browser.digest(token, f"opinions:{campaign.slug}")


def _pressed(request, subject, now):
    response = redirect(subject)
    form = PressForm(request.POST, questions=subject.questions)
    if not form.is_valid():
        messages.error(request, form.errors["say"][0])
        return response
    question, answer = form.chosen()
    token = browser.token_of(request)
    if answer and throttle.refuses(limits.OPINION, request, now=now, about=subject.get_absolute_url()):
        return render(request, "429.html", {"minutes": limits.OPINION.minutes}, status=429)
    token = token or browser.new_token(request)
    digest = _digest(subject.campaign, token)
    try:
        if answer:
            verbs.say(subject.campaign, subject.section, question, answer, digest, now=now)
        else:
            verbs.take_back(subject.campaign, subject.section, question, digest, now=now)
    except Refused as refused:
        messages.error(request, refused.reason)
        return response
    return browser.keep(response, token) if answer else response
