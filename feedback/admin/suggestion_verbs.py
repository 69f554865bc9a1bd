"""A page for each verb: the fields it needs, what will be told, and the words it is about."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.admin.foretelling import foretold
from feedback.forms.desk import FORMS
from feedback.models import Reply, Stale, Suggestion
from feedback.models.desk import verbs_for
from feedback.workflow import Refused, Verb

# The fields in which somebody may have written at length.
TYPED = ("title", "body", "note", "remark")


class SuggestionVerbs:
    """The part of the suggestions' admin that does what may be done to one."""

    def get_urls(self):
        do = self.admin_site.admin_view(self.verb_view)
        return [path("<int:pk>/do/<slug:verb>/", do, name="feedback_suggestion_do"), *super().get_urls()]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def verb_view(self, request, pk, verb):
        try:
            suggestion = self._suggestion(request, pk)
        except Http404:
            return self._words_kept(request)
        if verb not in FORMS or verb == Verb.READ_CONTACT:
            raise Http404
        verb = Verb(verb)
        if request.method != "POST" and verb not in verbs_for(request.user, suggestion):
            message = gettext("這件建議現在不能「%(verb)s」。") % {"verb": verb.label}
            self.message_user(request, message, messages.WARNING)
            return HttpResponseRedirect(self._address(request, suggestion))
        form = FORMS[verb](request.POST or None, suggestion=suggestion, user=request.user)
        if "aside" in request.POST and hasattr(form, "preview"):
            return self._aside(request, verb, suggestion, form)
        if form.is_valid() and self._do(request, verb, suggestion, form):
            return HttpResponseRedirect(self._address(request, suggestion))
        return self._verb_page(request, verb, self._suggestion(request, pk), form)

    def _words_kept(self, request):
        """Not this person's to see, maybe since a moment ago: what they had typed is given back to them."""
        typed = [text for name in TYPED if (text := request.POST.get(name, "").strip())]
        if not typed:
            raise Http404
        context = self.admin_site.each_context(request) | {"title": gettext("這件建議現在不歸您辦理"), "typed": typed}
        return TemplateResponse(request, "admin/feedback/suggestion/words_kept.html", context, status=404)

    def _aside(self, request, verb, suggestion, form):
        """Fill the draft from a template, or show it as the citizen will see it; nothing is kept yet."""
        now = timezone.now()
        if request.POST["aside"] == "template":
            return self._verb_page(request, verb, suggestion, form.with_template(timezone.localdate(now)))
        return self._verb_page(request, verb, suggestion, form, preview=form.preview(now))

    def _do(self, request, verb, suggestion, form):
        """Act as the form says; a refusal is told in the form, which keeps what was typed."""
        suggestion.revision = form.cleaned_data["revision"]
        before = suggestion.status.name
        try:
            getattr(suggestion, verb)(**form.arguments(), by=request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
            if isinstance(refusal, Stale):
                fresh = self._suggestion(request, suggestion.pk)
                form.data = form.data.copy()
                form.data["revision"] = fresh.revision
            return False
        self.message_user(request, told(suggestion, verb, before), messages.SUCCESS)
        return True

    def _address(self, request, suggestion):
        """Its page; the list when the verb took it out of this person's sight."""
        if not Suggestion.objects.visible_to(request.user).filter(pk=suggestion.pk).exists():
            return reverse("admin:feedback_suggestion_changelist")
        return reverse("admin:feedback_suggestion_change", args=[suggestion.pk])

    def _verb_page(self, request, verb, suggestion, form, preview=None):
        draft = suggestion.replies.drafts().select_related("unit", "drafted_by", "corrects").first()
        if verb in (Verb.APPROVE_REPLY, Verb.APPROVE_CORRECTION) and draft:
            preview = draft
            preview.approved_at = timezone.now()  # as it will stand; the object is not saved
        context = self._context(
            request,
            suggestion,
            form=form,
            verb=verb,
            draft=draft,
            told=foretold(verb, suggestion, form),
            preview=preview,
            has_asides=hasattr(form, "preview"),
            is_release=verb == Verb.RELEASE,
            earlier_replies=self._earlier(suggestion, preview),
            merged_count=suggestion.merged_ones.count(),
        )
        return TemplateResponse(request, "admin/feedback/suggestion/verb.html", context)

    def _earlier(self, suggestion, preview):
        """The approved answers as they will stand below the previewed one, newest first."""
        if not preview:
            return []
        earlier = list(Reply.objects.approved().read_with(suggestion).select_related("unit"))[::-1]
        for reply in earlier:
            reply.is_corrected = reply.is_corrected or reply.pk == preview.corrects_id
        return earlier


def told(suggestion, verb, before):
    """What the desk says after a verb was done: the status it had and the one it has now."""
    places = {"number": suggestion.number, "verb": verb.label, "before": before, "status": suggestion.status.name}
    if before == suggestion.status.name:
        return gettext("%(number)s：「%(verb)s」已完成，仍為「%(status)s」。") % places
    return gettext("%(number)s：「%(verb)s」已完成，由「%(before)s」變為「%(status)s」。") % places
