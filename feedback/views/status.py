"""查進度: by number and secret; what stands with the receipt, and what may be done there."""

import re
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from feedback import guesses, workflow
from feedback.forms.receipt import AnswerForm, LookupForm, ObjectForm, RateForm, WithdrawForm
from feedback.models import Suggestion
from feedback.views import flow
from feedback.views.board import answers
from feedback.workflow import Refused, Stage, Verb
from portal import limits, throttle
from portal.pages import personal

COOKIE = "receipt"
SALT = "feedback.receipt"
SECONDS = 2 * 60 * 60


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status_lookup(request):
    if request.method != "POST":
        form = LookupForm(initial={"number": request.GET.get("number", "")[:20]})
        return render(request, "feedback/status_lookup.html", {"form": form})
    form, is_refused = LookupForm(request.POST), False
    if form.is_valid():
        suggestion = Suggestion.objects.by_receipt(**form.cleaned_data)
        if suggestion:  # whatever others tried from the same browser or address: the right receipt opens
            return _opened(suggestion)
        is_refused = guesses.refuses(request, form.cleaned_data["number"], now=timezone.now())
        form.add_error(None, _too_often() if is_refused else _("編號或查詢碼不對，請對照回執再試一次。"))
    return render(request, "feedback/status_lookup.html", {"form": form}, status=429 if is_refused else 200)


def _too_often():
    told = _(
        "編號或查詢碼不對，而且填錯的次數太多。請對照回執填寫，填對了隨時能打開；"
        "找不到回執的，請過 %(minutes)s 分鐘再試，或者撥打 %(hotline)s（%(hours)s）。"
    )
    return told % throttle.places(limits.WRONG_RECEIPT)


def _opened(suggestion):
    response = redirect("status_detail")
    response.set_signed_cookie(
        COOKIE, _shown(suggestion), salt=SALT, max_age=SECONDS, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def _shown(suggestion):
    """What the cookie says: which receipt was shown; one that was issued anew has another digest."""
    return f"{suggestion.pk}:{suggestion.secret_digest[:16]}"


def _shown_before(shown):
    """The suggestion of which a cookie says this, or None; what a cookie says is as strange as any input."""
    pk = shown.partition(":")[0]
    if not re.fullmatch(r"\d{1,18}", pk, re.ASCII):
        return None
    suggestion = Suggestion.objects.for_page().filter(pk=pk).first()
    return suggestion if suggestion and shown == _shown(suggestion) else None


def with_receipt(view):
    """A page for whoever showed the receipt: `view(request, suggestion)`; anybody else is asked for it."""

    @never_cache
    @wraps(view)
    def wrapped(request):
        shown = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS)
        suggestion = _shown_before(shown)
        if suggestion:
            return view(request, suggestion)
        messages.info(request, _("查詢已經結束，請重新填寫編號和查詢碼。"))
        return redirect("status_lookup")

    return wrapped


@personal
@require_safe
@with_receipt
def status_detail(request, suggestion):
    return _page(request, suggestion)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@with_receipt
def status_withdraw(request, suggestion):
    form = WithdrawForm(request.POST) if request.method == "POST" else None
    if form and _done(form, suggestion, lambda: suggestion.withdraw(now=timezone.now())):
        messages.success(request, _("這件建議已經撤回。"))
        return redirect("status_detail")
    return render(
        request,
        "feedback/status_withdraw.html",
        {"suggestion": _fresh(suggestion) if form else suggestion, "form": form},
    )


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@with_receipt
def status_answer(request, suggestion):
    form = AnswerForm(request.POST, auto_id="answer_%s")
    return _act(
        request, suggestion, "answer_form", form,
        lambda answer: suggestion.answer(answer, now=timezone.now()), _("您的回答已經轉給承辦單位。"),
    )  # fmt: skip


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@with_receipt
def status_object(request, suggestion):
    form = ObjectForm(request.POST, auto_id="object_%s")
    return _act(
        request, suggestion, "object_form", form,
        lambda reason: suggestion.object(reason, now=timezone.now()), _("您的異議已經收到，將重新審查是否受理。"),
    )  # fmt: skip


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@with_receipt
def status_rate(request, suggestion):
    form = RateForm(request.POST, auto_id="rate_%s")
    return _act(
        request, suggestion, "rate_form", form,
        lambda score, comment: suggestion.rate(score, comment, now=timezone.now()),
        _("謝謝您的評議，已經記錄。"),
    )  # fmt: skip


@personal
@require_POST
def status_end(request):
    """Nothing of a receipt stays in this browser, of the one looked up or of one just sent.

    A form that was begun and not sent is another matter, and stays until its writer clears it.
    """
    messages.success(request, _("查詢已經結束，這個瀏覽器不再保留您的查詢和回執。"))
    response = redirect("status_lookup")
    response.delete_cookie(COOKIE, samesite="Lax")
    if flow.unsent(request):
        messages.info(request, _("這裡還有一份填了一半、沒有提交的建議，仍然保留。不需要的，請到「提建議」清除。"))
        return response
    return flow.forget_token(response)


def _done(form, suggestion, change):
    """Whether `change` was made with what `form` holds; a refusal is told in the form."""
    if not form.is_valid():
        return False
    given = dict(form.cleaned_data)
    suggestion.revision = given.pop("revision")
    try:
        if given.pop("number") != suggestion.number:
            raise Refused(_("這一頁是另一件建議的，您後來又查了別的編號，所以沒有提交。下面是現在查的這一件。"))
        change(**given)
    except Refused as refused:
        form.reason_of_refusal(refused)
        return False
    return True


def _act(request, suggestion, name, form, change, done):
    """Do it and go back to the page; or show the page with the form as it was sent.

    The address by itself, after a reload or a change of language, leads to the page.
    """
    if request.method != "POST":
        return redirect("status_detail")
    if _done(form, suggestion, change):
        messages.success(request, done)
        return redirect("status_detail")
    return _page(request, _fresh(suggestion), **{name: form})


def _fresh(suggestion):
    """The row as it stands: after a refusal the one in memory is half changed."""
    return Suggestion.objects.for_page().get(pk=suggestion.pk)


def _page(request, suggestion, **sent):
    questions = list(suggestion.questions.all())
    rating = getattr(suggestion, "rating", None)
    forms = {
        "answer_form": AnswerForm(auto_id="answer_%s") if _may_answer(suggestion, questions) else None,
        "object_form": ObjectForm(auto_id="object_%s") if _may_object(suggestion) else None,
        "rate_form": RateForm(auto_id="rate_%s") if _may_rate(suggestion, rating) else None,
    }
    context = {
        "suggestion": suggestion,
        "events": suggestion.events.with_receipt().in_order().select_related("unit", "main"),
        "questions": questions,
        "rating": rating,
        "is_shared": suggestion.main is not None or suggestion.merged_ones.exists(),
        "may_withdraw": workflow.can(Verb.WITHDRAW, suggestion.stage),
    }
    return render(request, "feedback/status_detail.html", context | answers(suggestion) | forms | sent)


def _may_answer(suggestion, questions):
    is_waiting = any(not question.answered_at for question in questions)
    return workflow.can(Verb.ANSWER, suggestion.stage) and is_waiting


def _may_object(suggestion):
    return workflow.can(Verb.OBJECT, suggestion.stage) and not suggestion.objected_at


def _may_rate(suggestion, rating):
    """While the answer stands open to rating and this one was not rated yet."""
    answered = suggestion.answering
    is_rated = rating is not None and rating.is_on_answer_of(answered)
    is_open = answered.stage == Stage.REPLIED and timezone.localdate() <= answered.rating_ends_on
    return workflow.can(Verb.RATE, suggestion.stage) and is_open and not is_rated
