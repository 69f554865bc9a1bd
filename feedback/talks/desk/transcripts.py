"""實錄 at the desk: read from a text, parted, linked with the questions, published by a second person, taken back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from feedback.office.words.synonyms import synonyms
from feedback.rules.redaction import once
from feedback.rules.workflow import Refused
from feedback.talks.desk.transcript_forms import PartsFormSet, PublishForm, SeenForm, TakeBackForm, TextForm
from feedback.talks.models import Talk, Transcript
from feedback.talks.questions import questions_of
from feedback.talks.record import transcripts
from feedback.talks.record.likening import proposed
from portal.accounts.giving_back import typed_at

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


class TranscriptDesk:
    """Mixed into the admin of talks."""

    def get_urls(self):
        views = {
            "": self.transcript_view,
            "text/": self.transcript_text_view,
            "edit/": self.transcript_edit_view,
            "publish/": self.transcript_publish_view,
            "take-back/": self.transcript_take_back_view,
        }
        wrapped, names = self.admin_site.admin_view, ("", "_text", "_edit", "_publish", "_take_back")
        return [
            *(
                path(f"<int:pk>/transcript/{address}", wrapped(view), name=f"talks_talk_transcript{name}")
                for name, (address, view) in zip(names, views.items(), strict=True)
            ),
            *super().get_urls(),
        ]

    @method_decorator([never_cache, require_safe])
    def transcript_view(self, request, pk):
        """What is public and what the draft says, with all that may be done about them."""
        return self._overview(request, _talk(request, pk))

    @method_decorator([never_cache, GET_OR_POST])
    def transcript_text_view(self, request, pk):
        """The first step: a text or a file becomes sections, which are shown to be corrected; nothing is saved yet."""
        talk = _talk(request, pk)
        if not transcripts.may_write(request.user, talk):
            raise PermissionDenied
        form = TextForm(request.POST, request.FILES) if request.method == "POST" else TextForm()
        if not form.is_valid():
            return self._page(request, "text", talk, form=form, title=gettext("讀入實錄"))
        asked = _asked(talk)
        texts = [(row.pk, row.number, f"{row.title}\n{row.body}") for row in asked]
        numbers = {row.pk: row.number for row in asked}
        about = proposed(form.sections, texts, synonyms().pieces)
        parts = [transcripts.Part(*section, tuple(keys)) for section, keys in zip(form.sections, about, strict=True)]
        return self._form(request, talk, _unsent(talk, parts, numbers), _seen(talk), parts)

    @method_decorator([never_cache, GET_OR_POST])
    def transcript_edit_view(self, request, pk):
        """The second step: the sections as they are saved; opened, those of the draft, else of what was published."""
        talk = _talk(request, pk)
        if not transcripts.may_write(request.user, talk):
            raise PermissionDenied
        numbers = {row.pk: row.number for row in _asked(talk)}
        if request.method != "POST":
            of = Transcript.objects
            parts = transcripts.parts_of(of.draft_of(talk) or of.published_of(talk))
            return self._form(request, talk, _unsent(talk, parts, numbers), _seen(talk), parts)
        keys = {number: key for key, number in numbers.items()}
        formset, seen = PartsFormSet(request.POST, form_kwargs={"questions": keys}), SeenForm(request.POST)
        if not (formset.is_valid() and seen.is_valid()):
            return self._form(request, talk, formset, seen)
        try:
            given, now = seen.cleaned_data["seen"], timezone.now()
            transcripts.save(talk, formset.parts(), given, by=request.user, now=now)
        except Refused as refusal:
            return self._form(request, talk, formset, seen, refused=refusal.reason)
        self.message_user(request, gettext("實錄草稿已經保存，請另一位同事讀過以後公布。"), messages.SUCCESS)
        return redirect("admin:talks_talk_transcript", pk)

    @method_decorator([never_cache, require_POST])
    def transcript_publish_view(self, request, pk):
        talk = _talk(request, pk)
        if not transcripts.may_publish(request.user, talk):
            raise PermissionDenied
        form = PublishForm(request.POST, found=_sure(talk, Transcript.objects.draft_of(talk)))
        if form.is_valid():
            try:
                transcripts.publish(talk, form.cleaned_data["seen"], by=request.user, now=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal.reason))
            else:
                self.message_user(request, gettext("實錄已經公布。"), messages.SUCCESS)
                return redirect("admin:talks_talk_transcript", pk)
        return self._overview(request, talk, publishing=form)

    @method_decorator([never_cache, require_POST])
    def transcript_take_back_view(self, request, pk):
        talk = _talk(request, pk)
        if not transcripts.may_publish(request.user, talk):
            raise PermissionDenied
        form = TakeBackForm(request.POST)
        if form.is_valid():
            try:
                transcripts.take_back(talk, form.cleaned_data["reason"], by=request.user, now=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal.reason))
            else:
                self.message_user(request, gettext("實錄已經收回。"), messages.SUCCESS)
                return redirect("admin:talks_talk_transcript", pk)
        return self._overview(request, talk, taking_back=form)

    def _overview(self, request, talk, publishing=None, taking_back=None):
        draft, versions = Transcript.objects.draft_of(talk), _versions(talk)
        found, doubts = once(_found(talk, draft)) if draft else ([], [])
        may_publish = transcripts.may_publish(request.user, talk)
        is_public = bool(versions) and not versions[0].taken_back_at
        refused = [error for errors in publishing.errors.values() for error in errors] if publishing else []
        reads_now = draft and may_publish and draft.drafted_by_id != request.user.pk
        # Always of the draft that this page shows, also after a refusal: what is sent again was read here.
        form = PublishForm(initial={"seen": transcripts.seen_of(draft)}, found=found) if reads_now else None
        more = {
            "draft": draft,
            "parts": draft.parts.prefetch_related("questions") if draft else [],
            "found": found,
            "doubts": doubts,
            "publishing": form,
            "refused": refused,
            "taking_back": (taking_back or TakeBackForm()) if may_publish and is_public else None,
            "versions": versions,
            "is_public": is_public,
            "may_write": transcripts.may_write(request.user, talk),
        }
        return self._page(request, "overview", talk, title=gettext("懇談實錄"), **more)

    def _form(self, request, talk, formset, seen, parts=None, refused=""):
        texts = [text for part in parts or [] for text in part[:2]]
        if parts is None:
            texts = [form[name].value() or "" for form in formset.forms for name in ("heading", "body")]
        found, doubts = once(transcripts.findings(talk, texts))
        more = {"formset": formset, "seen": seen, "refused": refused, "found": found, "doubts": doubts}
        return self._page(request, "edit", talk, title=gettext("實錄分節"), **more)

    def _page(self, request, name, talk, **more):
        context = self.admin_site.each_context(request) | {"opts": self.opts, "talk": talk, **more}
        return TemplateResponse(request, f"admin/talks/transcript/{name}.html", context)


def _talk(request, pk):
    """The talk, for whoever may do anything about its transcript; the others are refused."""
    talk = get_object_or_404(Talk.objects.for_page().of_key(pk))
    if not (transcripts.may_write(request.user, talk) or transcripts.may_publish(request.user, talk)):
        raise PermissionDenied
    return talk


def _asked(talk):
    return questions_of(talk).only("year", "sequence", "title", "body").order_by("received_at", "pk")


def _seen(talk):
    return SeenForm(initial={"seen": transcripts.seen_of(Transcript.objects.draft_of(talk))})


def _unsent(talk, parts, numbers):
    """The form with these parts, as it is opened."""
    keys = {number: key for key, number in numbers.items()}
    initial = [
        {
            "heading": part.heading,
            "body": part.body,
            "numbers": "、".join(numbers[key] for key in part.questions if key in numbers),
        }
        for part in parts
    ]
    return PartsFormSet(initial=initial, form_kwargs={"questions": keys})


def _found(talk, draft):
    return transcripts.findings(talk, [text for part in transcripts.parts_of(draft) for text in part[:2]])


def _sure(talk, draft):
    return once(_found(talk, draft))[0]


def _versions(talk):
    """Those that were published, the newest first."""
    found = Transcript.objects.filter(talk=talk, published_at__isnull=False)
    people = found.select_related("drafted_by", "published_by", "taken_back_by")
    return list(people.order_by("-published_at", "-pk"))


typed_at("talks_talk_transcript_text", lambda _arguments, _fields: (TextForm, _("讀入實錄")))
typed_at("talks_talk_transcript_take_back", lambda _arguments, _fields: (TakeBackForm, _("收回實錄")))
