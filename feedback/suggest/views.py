"""提建議: the notice and the words, what they belong to, the person, the check, the receipt."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.attachments.verbs import names_of
from feedback.models import Draft, Suggestion
from feedback.office.campaigns import for_new_suggestion
from feedback.office.words.cues import fields_proposed, kinds_proposed
from feedback.parts import passage, typed
from feedback.parts.counted_days import counted_days
from feedback.parts.receipt_code import look_up_code
from feedback.records.drafts import KEPT_FOR
from feedback.rules import receipts
from feedback.rules.phases import Act
from feedback.rules.redaction import find, hide, once
from feedback.rules.workflow import Stage
from feedback.suggest import flow, similar
from feedback.suggest.forms import CheckForm, KindForm, PersonForm, SectionForm, StartForm, WordsForm, given_fields
from feedback.suggest.similar_forms import WrittenForm
from portal.frame import RECEIPT_PAGE
from portal.serving import limits, throttle
from portal.serving.pages import personal
from reports.models import Section


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest_start(request):
    """The notice, and the words under it: nothing is stored before they are sent.

    Where something was begun and not sent, whoever comes is asked whether it is theirs before it is shown.
    """
    if request.method == "POST" and "title" in request.POST:
        return _words(request)
    now = timezone.now()
    today = timezone.localdate(now)
    start = StartForm(request.POST if request.method == "POST" else request.GET)
    section = start.cleaned_data["section"] if start.is_valid() else None
    if request.method == "POST":
        anew = start.cleaned_data["anew"]
        return flow.begin(request, start.filled() if section else {}, anew=anew, now=now)
    campaign = for_new_suggestion(today)
    draft = passage.unsent(request) or Draft()
    filled = start.filled() if section else draft.filled
    sections = _sections(campaign, filled)
    form = WordsForm(initial=filled, sections=sections)
    context = flow.in_template(draft, form) | {
        "start": start,
        "section": _chosen(sections, filled),
        "campaign": campaign,
        "opening": campaign.opening(Act.FILE, today),
        "has_unsent": any(draft.filled.get(name) for name in typed.TEXTS),
        "another": flow.sent_before(request),
        "draft_hours": KEPT_FOR // timedelta(hours=1),
    }
    if context["has_unsent"]:
        del context["typing"]
    return render(request, "suggest/start.html", context)


@flow.step
def _words(request, token, draft):
    now = timezone.now()
    campaign = for_new_suggestion(timezone.localdate(now))
    sections = _sections(campaign, draft.filled)
    form = flow.form_of(WordsForm, request, draft, sections=sections)
    if request.method == "POST":
        way = flow.way_on(request, draft, form, before="suggest_start", here="suggest_words", now=now)
        return way or redirect("suggest_similar" if similar.to_draft(draft) else "suggest_kind")
    context = flow.in_template(draft, form) | {"section": _chosen(sections, draft.filled)}
    return render(request, "suggest/words.html", context)


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest_words(request):
    return _words(request)


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@flow.step
def suggest_kind(request, token, draft):
    written = WrittenForm(draft.filled)
    title, body = (written.cleaned_data["title"], written.cleaned_data["body"]) if written.is_valid() else ("", "")
    form = flow.form_of(KindForm, request, draft)
    form.offer(fields_proposed(title, body), kinds_proposed(title))
    if request.method == "POST":
        way = flow.way_on(request, draft, form, before="suggest_words", here="suggest_kind", now=timezone.now())
        return way or redirect("suggest_files" if settings.ATTACHMENTS else "suggest_person")
    return render(request, "suggest/kind.html", flow.in_template(draft, form))


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@flow.step
def suggest_person(request, token, draft):
    now = timezone.now()
    campaign = for_new_suggestion(timezone.localdate(now))
    form = flow.form_of(PersonForm, request, draft, requires_contact=campaign.requires_contact)
    before = "suggest_files" if settings.ATTACHMENTS else "suggest_kind"
    if request.method == "POST":
        way = flow.way_on(request, draft, form, before=before, here="suggest_person", now=now)
        return way or redirect("suggest_check")
    return render(request, "suggest/person.html", flow.in_template(draft, form))


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@flow.step
def suggest_check(request, token, draft):
    now = timezone.now()
    campaign = for_new_suggestion(timezone.localdate(now))
    words = WordsForm(draft.filled, sections=_sections(campaign, draft.filled))
    kind = KindForm(draft.filled)
    person = PersonForm(draft.filled, requires_contact=campaign.requires_contact)
    is_whole = words.is_valid() & kind.is_valid() & person.is_valid()  # all are asked, so that all tell what is wrong
    names = names_of(draft.flow_digest)  # all that a sending needs to know of its files
    fingerprint = flow.fingerprint(token, draft, campaign, names)
    form = CheckForm(request.POST if request.method == "POST" else None, expected=fingerprint)
    is_throttled = False
    if is_whole:
        given = words.cleaned_data | kind.cleaned_data | person.cleaned_data
        fields = given_fields(given, campaign) | {"related": similar.related_to_draft(draft)}
    if is_whole and form.is_valid():
        is_throttled = throttle.refuses(limits.SEND, request, now=now)
        if not is_throttled:
            return _send(token, draft, fields, now=now)
        told = gettext(
            "提交的次數太多，請過 %(minutes)s 分鐘再點「提交」，您填寫的內容都還在。"
            "急需辦理的，請撥打 %(hotline)s（%(hours)s）。"
        )
        form.add_error(None, told % throttle.places(limits.SEND))
    elif request.method == "POST":
        for error in form.non_field_errors() + form.errors.get("fingerprint", []):
            messages.warning(request, error)
        return redirect("suggest_check")
    steps = [(words, "suggest_words"), (kind, "suggest_kind"), (person, "suggest_person")]
    problems = [{"form": step, "url": reverse(name)} for step, name in steps]
    context = {"form": form, "problems": problems, "campaign": campaign, "fingerprint": fingerprint}
    context |= {"carried": flow.carried(draft), "files": list(flow.files_of(draft)) if names else []}
    if is_whole:
        context |= _shown(fields, now) | {"similar": similar.to_draft(draft)}
    return render(request, "suggest/check.html", context, status=429 if is_throttled else 200)


@personal
@never_cache
@require_safe
def suggest_receipt(request):
    now = timezone.now()
    token = passage.token_of(request)
    suggestion = Suggestion.objects.of_flow(token) if token else None
    if token and not suggestion and passage.draft_of(token):
        return redirect("suggest_check")
    secret = passage.secret_shown(suggestion, token, now) if suggestion else ""
    if not secret:
        return render(request, "suggest/receipt_gone.html", {"receipt_minutes": receipts.FLOW_MINUTES})
    return render(
        request, "suggest/receipt.html",
        {
            "suggestion": suggestion, "secret": secret, "receipt_minutes": receipts.FLOW_MINUTES,
            "qr": look_up_code(suggestion.number), "files": list(suggestion.attachments.in_order()),
            "blocks": RECEIPT_PAGE.made(suggestion),
        },
    )  # fmt: skip


def _sections(campaign, filled):
    """What may be chosen: the sections of the campaign's report, and of the one the citizen came from."""
    of_report = Q(report=campaign.report_id)
    form = SectionForm(filled) if filled.get("section") else None
    if form and form.is_valid() and form.cleaned_data["section"]:
        of_report |= Q(report=form.cleaned_data["section"].report_id)
    return Section.objects.published().filter(of_report).select_related("report").in_order()


def _chosen(sections, filled):
    key = str(filled.get("section", ""))
    return next((section for section in sections if str(section.pk) == key), None) if key else None


def _shown(fields, now):
    """What the check page shows: the suggestion as the public would read it, and what would be masked in it."""
    preview = Suggestion(stage=Stage.RECEIVED, received_at=now, **fields)
    in_title, in_body = (find(text, preview.known_names) for text in (preview.title, preview.body))
    if preview.has_consent:
        preview.public_title, preview.public_body = hide(preview.title, in_title), hide(preview.body, in_body)
    findings, doubts = once(in_title + in_body)
    return {"preview": preview, "findings": findings, "doubts": doubts}


def _send(token, draft, fields, *, now):
    category = fields["category"]
    due = counted_days(now, **({"days": category.reply_days} if category else {}))
    Suggestion.objects.receive(flow=token, now=now, due=due, draft=draft, **fields)
    return passage.keep_token(redirect("suggest_receipt"), token, seconds=flow.AFTER_SENDING)
