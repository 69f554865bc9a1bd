"""A page for each verb and each act: the fields it needs, what will be told, and the words it is about."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.desk.cases import (  # noqa: F401  each form makes itself known
    assign_forms,
    contribution_forms,
    erasure_forms,
    extension_forms,
    forms,
    merge_form,
    oversight_forms,
    rating_forms,
    reply_forms,
)
from feedback.desk.cases.act_forms import deed_called, form_class
from feedback.desk.cases.at_hand import as_it_will_stand
from feedback.desk.cases.offered import is_offered, not_now, refusal, verbs_for
from feedback.desk.cases.page import marks_on
from feedback.desk.cases.preview import verb_preview
from feedback.desk.cases.undoing import Undoing, offer
from feedback.desk.cases.writing import form_address, is_from_before_erasure, keep, note_opened, writing_told
from feedback.desk.queries.suggestions import at_desk
from feedback.models import Event, Stale
from feedback.office.calendar import working_days
from feedback.parts.replies import co_units
from feedback.rules.acts import TOGETHER, Act
from feedback.rules.answering.reviewing import REVIEWS
from feedback.rules.workflow import Refused, Verb
from portal.accounts.giving_back import fill, typed_at


class SuggestionVerbs:
    """A page for each verb; a part of the suggestions' admin."""

    def get_urls(self):
        do = self.admin_site.admin_view(self.verb_view)
        return [path("<int:pk>/do/<slug:verb>/", do, name="feedback_suggestion_do"), *super().get_urls()]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def verb_view(self, request, pk, verb):
        deed = deed_called(verb)
        if not deed:
            raise Http404
        view = self._sent if request.method == "POST" else self._asked
        return view(request, deed, self._suggestion(request, pk))

    def _asked(self, request, verb, suggestion):
        """The page of the verb; whoever may not do it now is led back to the suggestion."""
        if not is_offered(verb, request.user, suggestion):
            self.message_user(request, not_now(verb), messages.WARNING)
            return HttpResponseRedirect(self._address(request, suggestion))
        form = fill(form_class(verb)(suggestion=suggestion, user=request.user), request)
        form.begin(request.GET, timezone.localdate())
        if request.method == "GET":
            note_opened(form, timezone.now())
        return self._verb_page(request, verb, suggestion, form)

    def _sent(self, request, verb, suggestion):
        """Do it. The page that was sent may be an old one: what may not act gets no form and no preview.

        What is written of an answer is kept first, whatever comes of it: submitting it uses it up.
        """
        is_kept = keep(form_class(verb), request.POST, suggestion, request.user, timezone.now())
        reason = refusal(verb, request.user, suggestion)
        if reason:
            return self._refused(request, verb, suggestion, [reason], is_kept=is_kept)
        form = form_class(verb)(request.POST, suggestion=suggestion, user=request.user)
        if request.POST.get("aside") == "keep" and hasattr(form, "preview"):
            if is_from_before_erasure(request.POST, suggestion):
                told = gettext("這件建議的文字已依法銷毀，在那以前開始寫的沒有暫存。")
                return self._refused(request, verb, suggestion, [told])
            return self._kept_for_later(request, verb, suggestion, is_kept=is_kept)
        is_aside = "aside" in request.POST and hasattr(form, "preview")
        if not is_aside and form.is_valid() and self._do(request, verb, suggestion, form):
            return HttpResponseRedirect(self._after(request, verb, suggestion, form))
        fresh = self._suggestion(request, suggestion.pk)
        if not is_offered(verb, request.user, fresh):
            reasons = [] if is_aside else form.non_field_errors()
            return self._refused(request, verb, fresh, reasons, is_kept=is_kept)
        return self._aside(request, verb, fresh, form) if is_aside else self._verb_page(request, verb, fresh, form)

    def _kept_for_later(self, request, verb, suggestion, *, is_kept):
        """暫存: back to the form, which has what was kept."""
        if is_kept:
            told = gettext("%(number)s：已暫存。內容只有您能看到；送審以後，審核人才看到。")
            self.message_user(request, told % {"number": suggestion.number}, messages.SUCCESS)
        else:
            self.message_user(request, gettext("沒有新寫的內容，不用暫存。"), messages.WARNING)
        return HttpResponseRedirect(form_address(request, suggestion, verb))

    def _refused(self, request, verb, suggestion, reasons, *, is_kept=False):
        """The suggestion as it is now, why the verb was not done, and what was typed, to be copied."""
        told = [str(Stale())] if request.POST.get("revision", "") != str(suggestion.revision) else []
        told += [reason for reason in reasons if reason not in told]
        if told in ([], [str(Stale())]):
            told.append(refusal(verb, request.user, suggestion) or not_now(verb))
        return self._page(request, suggestion, refused=told, typed=typed(request.POST, verb), is_kept=is_kept)

    def _aside(self, request, verb, suggestion, form):
        """Fill the draft from a template, or show it as the citizen will see it; nothing is submitted yet."""
        now = timezone.now()
        if request.POST["aside"] == "template":
            return self._verb_page(request, verb, suggestion, form.with_template(timezone.localdate(now)))
        return self._verb_page(request, verb, suggestion, form, preview=form.preview(now))

    def _do(self, request, verb, suggestion, form):
        """Act as the form says; a refusal is told in the form, which keeps what was typed."""
        suggestion.revision = form.cleaned_data["revision"]
        before, undoing = str(suggestion.status), Undoing(verb, suggestion, form)
        try:
            form.do(verb, suggestion, by=request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
            if isinstance(refusal, Stale):
                fresh = self._suggestion(request, suggestion.pk)
                form.data = form.data.copy()
                form.data["revision"] = fresh.revision
            return False
        except (ObjectDoesNotExist, IntegrityError):  # what was chosen went while the form was being checked
            form.add_error(None, gettext("所選的內容剛剛有變動，沒有辦成，請核對後再提交。"))
            return False
        self.message_user(request, told(suggestion, verb, before), messages.SUCCESS)
        offer(request, undoing, suggestion)
        return True

    def _after(self, request, deed, suggestion, form):
        """Where the act leads: to the form that belongs to it, or onward."""
        if not isinstance(deed, Act) or not TOGETHER[deed].then:
            return self._onward(request, suggestion)
        address = reverse("admin:feedback_suggestion_do", args=[suggestion.pk, TOGETHER[deed].then])
        query = urlencode(self._going_along(request) | form.goes_along())
        return f"{address}?{query}" if query else address

    def _going_along(self, request):
        """What addresses carry from one page to the next."""
        return {}

    def _onward(self, request, suggestion):
        return self._address(request, suggestion)

    def _address(self, request, suggestion):
        """Its page; the list when the verb took it out of this person's sight."""
        if not at_desk(request.user).filter(pk=suggestion.pk).exists():
            return reverse("admin:feedback_suggestion_changelist")
        return reverse("admin:feedback_suggestion_change", args=[suggestion.pk])

    def _verb_page(self, request, verb, suggestion, form, preview=None):
        draft = suggestion.replies.unapproved().select_related("unit", "drafted_by", "corrects").first()
        if verb in REVIEWS and draft:
            preview = draft
        now, calendar = timezone.now(), working_days()
        context = self._context(
            request,
            suggestion,
            form=form,
            verb=verb,
            draft=draft,
            verb_preview=verb_preview(verb, suggestion, form, timezone.localdate(now), calendar),
            preview=preview,
            button=form.button or verb.label,
            has_asides=hasattr(form, "preview"),
            writing=writing_told(suggestion, request.user, verbs_for(request.user, suggestion), now),
            is_release=verb in (Verb.RELEASE, Act.RELEASE_AND_ACCEPT),
            earlier_replies=as_it_will_stand(preview, suggestion, now)[1] if preview else [],
            merged_count=suggestion.merged_ones.count(),
            **marks_on(suggestion, timezone.localdate(now), calendar),
            **self._known(suggestion, request.user),
            co_units=co_units(suggestion) if preview else [],
        )
        return TemplateResponse(request, "admin/feedback/suggestion/verb.html", context)

    def _known(self, suggestion, user):
        """What whoever acts has to know of it, beside the form."""
        return {
            "returns": Event.objects.returns_of([suggestion]).get(suggestion.pk, []),
            "questions": suggestion.questions.all(),
            "merged_texts": at_desk(user).texts_merged_into(suggestion),
        }


def _typed(arguments, fields):
    deed = deed_called(arguments["verb"])
    return (form_class(deed), deed.label) if deed else None


typed_at("feedback_suggestion_do", _typed, is_filled=True)


def told(suggestion, verb, before):
    """What the desk says after a verb was done: the status it had and the one it has now."""
    what = form_class(verb).button
    places = {"number": suggestion.number, "verb": what or verb.label, "before": before, "status": suggestion.status}
    if before == str(suggestion.status):
        return gettext("%(number)s：「%(verb)s」已完成，仍為「%(status)s」。") % places
    return gettext("%(number)s：「%(verb)s」已完成，由「%(before)s」變為「%(status)s」。") % places


def typed(sent, verb):
    """(label, text) of what was written into the form of `verb`."""
    fields = form_class(verb).base_fields.items()
    written = [(field.label, sent.get(name, "").strip()) for name, field in fields if hasattr(field, "max_length")]
    return [(label, text) for label, text in written if text]
