"""查進度: by number and secret; what stands with the receipt, and what may be done there."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from feedback.attachments.models import Attachment
from feedback.models import Reply, Suggestion
from feedback.office.calendar import working_days
from feedback.parts import guesses, passage, telling, typed
from feedback.parts.replies import periods, replies
from feedback.rules import workflow
from feedback.rules.lateness import LateOn
from feedback.rules.workflow import Refused, Stage, Verb
from feedback.status import opened, unsent
from feedback.status.calendar import days_of
from feedback.status.forms import LookupForm, NoticesForm, WithdrawForm
from feedback.status.opened import with_receipt
from portal.frame import STATUS_PAGE
from portal.serving import limits, throttle
from portal.serving.pages import personal


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status_lookup(request):
    if request.method != "POST":
        return render(request, "status/lookup.html", {"form": opened.lookup_form(request), "typing": "typed"})
    form, is_refused = LookupForm(request.POST), False
    if typed.is_leaving(request):
        return opened.keep_lookup(typed.left_to(request), form)
    words = unsent.words(request.POST)  # carried from a page whose receipt was no longer open
    if form.is_valid():
        suggestion = Suggestion.objects.by_receipt(**form.cleaned_data)
        if suggestion:  # whatever others tried from the same browser or address: the right receipt opens
            unsent.keep(suggestion, words, now=timezone.now())
            return opened.keep_receipt(redirect("status_detail"), suggestion)
        is_refused = guesses.refuses(request, form.cleaned_data["number"], now=timezone.now())
        wrong = _too_often() if is_refused else gettext("編號或查詢碼不對，請對照回執再試一次。")
        if is_refused or any(words.values()):
            form.add_error(None, wrong)
        else:
            messages.error(request, wrong)
    if is_refused or any(words.values()):
        return opened.with_words(request, form, words, status=429 if is_refused else 200)
    return opened.keep_lookup(redirect("status_lookup"), form, is_refused=True)


def _too_often():
    told = gettext(
        "編號或查詢碼不對，而且填錯的次數太多。請對照回執填寫，填對了隨時能打開；"
        "找不到回執的，請過 %(minutes)s 分鐘再試，或者撥打 %(hotline)s（%(hours)s）。"
    )
    return told % throttle.places(limits.WRONG_RECEIPT)


@personal
@require_safe
@with_receipt
def status_detail(request, suggestion):
    return _page(request, suggestion)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@with_receipt
def status_withdraw(request, suggestion):
    if request.method != "POST":
        context = {"suggestion": suggestion, "has_merged_ones": suggestion.merged_ones.exists()}
        return render(request, "status/withdraw.html", context)
    form = WithdrawForm(request.POST)
    if _done(request, form, suggestion, lambda: suggestion.withdraw(now=timezone.now())):
        messages.success(request, gettext("這件建議已經撤回。"))
        return redirect("status_detail")
    may_withdraw = workflow.can(Verb.WITHDRAW, _fresh(suggestion).stage)
    return redirect("status_withdraw" if may_withdraw else "status_detail")


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@with_receipt
def status_answer(request, suggestion):
    return _act(
        request, suggestion, "answer", lambda answer: suggestion.answer(answer, now=timezone.now()),
        gettext("您的回答已經轉給承辦單位。"),
    )  # fmt: skip


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@with_receipt
def status_object(request, suggestion):
    return _act(
        request, suggestion, "object", lambda reason: suggestion.object(reason, now=timezone.now()),
        gettext("您的異議已經收到，將重新審查是否受理。"),
    )  # fmt: skip


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@with_receipt
def status_rate(request, suggestion):
    return _act(
        request, suggestion, "rate",
        lambda low_reason, **said: suggestion.rate(reason=low_reason, **said, now=timezone.now()),
        gettext("謝謝您的評議，已經記錄。"),
    )  # fmt: skip


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@with_receipt
def status_notices(request, suggestion):
    """How to be told from now on; what was typed on the same page stays."""
    words = unsent.words(request.POST)
    if any(words.values()):
        unsent.keep(suggestion, words, now=timezone.now())
    form = NoticesForm(request.POST)
    if form.is_valid():
        channel = telling.chosen(form.cleaned_data["notices_by"])
        try:
            suggestion.choose_notices(channel, language=get_language(), now=timezone.now())
        except Refused as refused:
            messages.error(request, refused.reason)
        else:
            messages.success(request, telling.PROMISES.get(channel, telling.STOPPED))
    return redirect("status_detail")


@personal
@require_POST
def status_end(request):
    """Nothing of a receipt stays in this browser, of the one looked up or of one just sent.

    What was typed and not sent stays with the receipt, out of the browser's reach. A form that was begun and not sent
    is another matter, and stays until its writer clears it.
    """
    messages.success(request, gettext("查詢已經結束，這個瀏覽器不再保留您的查詢和回執。"))
    suggestion, words = opened.suggestion_of_page(request), unsent.words(request.POST)
    if suggestion and any(words.values()):
        unsent.keep(suggestion, words, now=timezone.now())
        messages.info(request, unsent.KEPT)
    response = passage.forget_asked(opened.forget(redirect("status_lookup")))
    if passage.unsent(request):
        messages.info(
            request, gettext("這裡還有一份填了一半、沒有提交的建議，仍然保留。不需要的，請到「提建議」清除。")
        )
        return response
    return passage.forget_token(response)


def _done(request, form, suggestion, change):
    """Whether `change` was made with what `form` holds; a refusal is told."""
    if not form.is_valid():
        return False
    given = dict(form.cleaned_data)
    suggestion.revision = given.pop("revision")
    given.pop("number")
    try:
        change(**given)
    except Refused as refused:
        messages.error(request, refused.reason)
        return False
    return True


def _act(request, suggestion, name, change, done):
    """Do it and go back to the page; or go back there with the words kept, to be mended.

    The address by itself, after a reload or a change of language, leads to the page.
    """
    if request.method != "POST":
        return redirect("status_detail")
    form = unsent.form(name, suggestion, request.POST)
    if not typed.is_leaving(request) and _done(request, form, suggestion, change):
        unsent.forget(suggestion, form)
        messages.success(request, done)
        return redirect("status_detail")
    unsent.keep(suggestion, unsent.words(request.POST), now=timezone.now())
    if typed.is_leaving(request):
        return typed.left_to(request)
    is_wrong = not form.is_valid()
    return redirect(f"{reverse('status_detail')}?again={name}" if is_wrong else "status_detail")


def _fresh(suggestion):
    """The row as it stands: after a refusal the one in memory is half changed."""
    return Suggestion.objects.for_page().get(pk=suggestion.pk)


def _page(request, suggestion):
    today = timezone.localdate()
    questions = list(suggestion.questions.all())
    ratings = list(suggestion.ratings.for_reading())
    may = {
        "answer": _may_answer(suggestion, questions),
        "object": _may_object(suggestion),
        "rate": _may_rate(suggestion, ratings),
    }
    context = {
        "suggestion": suggestion,
        "events": suggestion.events.with_receipt().in_order().select_related("unit", "main"),
        "questions": questions,
        "ratings": ratings,
        "is_shared": suggestion.main is not None or suggestion.merged_ones.exists(),
        "late": LateOn(today, working_days()).of(suggestion.owed),
        "today": today,
        "has_days": bool(days_of(suggestion)),
        "may_be_told_by": telling.possible(suggestion),
        "may_withdraw": workflow.can(Verb.WITHDRAW, suggestion.stage),
        "typing": "typed" if any(may.values()) else "",
        "opened": opened.proof(suggestion),
        "may_add_files": settings.ATTACHMENTS and may["answer"],
        "blocks": STATUS_PAGE.made(suggestion, timezone.now()),
    }
    if context["may_add_files"]:
        context["answer_files"] = list(Attachment.objects.of_draft(unsent.digest(suggestion)).in_order())
    words = unsent.in_template(suggestion, [name for name in may if may[name]], again=request.GET.get("again"))
    told = periods(suggestion)
    return render(request, "status/detail.html", context | replies(suggestion, told["periods"]) | told | words)


def _may_answer(suggestion, questions):
    is_waiting = any(not question.answered_at for question in questions)
    return workflow.can(Verb.ANSWER, suggestion.stage) and is_waiting


def _may_object(suggestion):
    return workflow.can(Verb.OBJECT, suggestion.stage) and not suggestion.objected_at


def _may_rate(suggestion, ratings):
    """While the reply stands open to rating and this one was not rated yet."""
    main = suggestion.main_or_self
    is_open = main.stage == Stage.REPLIED and not main.is_rating_over(timezone.localdate())
    if not (workflow.can(Verb.RATE, suggestion.stage) and is_open):
        return False
    return Reply.objects.standing(main).pk not in {rating.reply_id for rating in ratings}
