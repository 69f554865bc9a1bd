"""The page of the ballot: a code is typed, the questions answered, all looked at once more, and cast.

What is typed goes from page to page in the form alone. No address, cookie, session or line of a log holds a code, a
choice, or that somebody voted.
"""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from feedback.ballots import guesses, verbs
from feedback.ballots.forms import CodeForm, VoteForm
from feedback.ballots.models import Ballot
from feedback.ballots.published import questions_of, same_options, what_is_asked
from feedback.rules.phases import Act
from feedback.rules.workflow import Refused
from portal.serving import limits, throttle
from portal.serving.pages import for_everybody, personal


def _ballot(slug):
    shown = Ballot.objects.for_public().select_related("campaign").prefetch_related("campaign__phases")
    return get_object_or_404(shown, campaign__slug=slug)


@personal
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_vote(request, slug):
    ballot = _ballot(slug)
    questions = list(questions_of(ballot))
    if request.method != "POST":
        return _first_page(request, ballot, questions, CodeForm())
    form, now = CodeForm(request.POST), timezone.now()
    status = _refused(request, ballot, form, now)
    if status:
        return _first_page(request, ballot, questions, form, status=status)
    step = request.POST.get("step")
    vote = VoteForm(request.POST if step else None, questions=questions)
    if step not in ("check", "cast") or not vote.is_valid():
        return _page(request, "ballots/questions.html", ballot, form, vote)
    if step == "cast":
        try:
            verbs.cast(ballot, form.cleaned_data["passcode"], vote.chosen(), clock=timezone.now)
        except Refused as refused:
            form.add_error(None, refused.reason)
            return _first_page(request, ballot, questions, form)
        return redirect("ballot_done", slug)
    return _page(request, "ballots/check.html", ballot, form, vote)


def _refused(request, ballot, form, now):
    """Why the form goes no further stands in it then, and the status of the page is returned; else None."""
    if not form.is_valid():
        return 200
    code = verbs.code_of(ballot, form.cleaned_data["passcode"])
    if not code and guesses.refuses(request, ballot, now=now):
        told = gettext(
            "投票碼不對，而且填錯的次數太多。請對照投票碼單填寫，填對了隨時能投票；"
            "找不到投票碼單的，請過 %(minutes)s 分鐘再試，或者撥打 %(hotline)s（%(hours)s）。"
        )
        form.add_error(None, told % throttle.places(limits.WRONG_CODE))
        return 429
    try:
        ballot.campaign.require(Act.BALLOT, now)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return 200
    if not code:
        form.add_error("passcode", gettext("投票碼不對，請對照投票碼單再填一次。"))
    elif code.is_used:
        form.add_error("passcode", gettext("這個投票碼已經投過票。每個碼只能投一次，投了不能改。"))
    return None if form.is_valid() else 200


def _page(request, template, ballot, form, vote):
    context = {"ballot": ballot, "campaign": ballot.campaign, "passcode": form.cleaned_data["passcode"], "form": vote}
    return render(request, template, context)


def _first_page(request, ballot, questions, form, *, status=200):
    today = timezone.localdate(timezone.now())
    opening = ballot.campaign.opening(Act.BALLOT, today)
    voted, invited = ballot.turnout()
    context = {
        "ballot": ballot, "campaign": ballot.campaign, "questions": questions, "form": form, "opening": opening,
        "why_not": "" if opening.is_open else ballot.campaign.why_not(Act.BALLOT, today),
        "voted": voted, "invited": invited, "same_options": same_options(questions),
    }  # fmt: skip
    return render(request, "ballots/vote.html", context, status=status)


@for_everybody
@require_safe
def ballot_done(request, slug):
    """That a vote was taken; it says nothing of it, and is the same page whoever opens it."""
    ballot = _ballot(slug)
    return render(request, "ballots/done.html", {"ballot": ballot, "campaign": ballot.campaign})


@for_everybody
@require_safe
def ballot_questions(request, slug):
    """The very bytes whose SHA-256 the page of the ballot names."""
    ballot = _ballot(slug)
    return HttpResponse(what_is_asked(ballot, questions_of(ballot)), content_type="application/json; charset=utf-8")
