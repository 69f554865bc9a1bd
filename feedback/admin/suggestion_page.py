"""One suggestion at the desk: its page, and a page for each verb."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from feedback.forms.desk import FORMS
from feedback.models import Stale, Suggestion
from feedback.models.desk import verbs_for
from feedback.timeline import sentence
from feedback.workflow import ARROWS, PUBLIC_VERBS, Refused, Verb


class SuggestionPage:
    """The part of the suggestions' admin that shows one and does its verbs."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/contact/", view(self.contact_view), name="feedback_suggestion_contact"),
            path("<int:pk>/do/<slug:verb>/", view(self.verb_view), name="feedback_suggestion_do"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self._page(request, self._suggestion(request, object_id))

    @method_decorator([never_cache, require_POST])
    def contact_view(self, request, pk):
        suggestion = self._suggestion(request, pk)
        try:
            name, contact, guardian = suggestion.read_contact(by=request.user, now=timezone.now())
        except Refused as refusal:
            raise PermissionDenied(refusal.reason) from refusal
        return self._page(request, suggestion, contact={"name": name, "contact": contact, "guardian": guardian})

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def verb_view(self, request, pk, verb):
        suggestion = self._suggestion(request, pk)
        if verb not in FORMS or verb == Verb.READ_CONTACT:
            raise Http404
        verb = Verb(verb)
        if request.method != "POST" and verb not in verbs_for(request.user, suggestion):
            message = gettext("這件建議現在不能「%(verb)s」。") % {"verb": verb.label}
            self.message_user(request, message, messages.WARNING)
            return HttpResponseRedirect(self._address(request, suggestion))
        form = FORMS[verb](request.POST or None, suggestion=suggestion, user=request.user)
        if form.is_valid() and self._do(request, verb, suggestion, form):
            return HttpResponseRedirect(self._address(request, suggestion))
        return self._verb_page(request, verb, self._suggestion(request, pk), form)

    def _do(self, request, verb, suggestion, form):
        """Act as the form says; a refusal is told in the form, which keeps what was typed."""
        suggestion.revision = form.cleaned_data["revision"]
        try:
            getattr(suggestion, verb)(**form.arguments(), by=request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
            if isinstance(refusal, Stale):
                fresh = self._suggestion(request, suggestion.pk)
                form.data = form.data.copy()
                form.data["revision"] = fresh.revision
            return False
        message = gettext("%(number)s：「%(verb)s」已完成，現為「%(status)s」。") % {
            "number": suggestion.number,
            "verb": verb.label,
            "status": suggestion.status.name,
        }
        self.message_user(request, message, messages.SUCCESS)
        return True

    def _suggestion(self, request, pk):
        """The suggestion if this person may see it; else the same answer as for one that does not exist."""
        visible = Suggestion.objects.visible_to(request.user).for_page()
        suggestion = visible.filter(pk=pk).first() if re.fullmatch(r"\d{1,18}", str(pk), re.ASCII) else None
        if not self.has_view_permission(request) or not suggestion:
            raise Http404
        return suggestion

    def _address(self, request, suggestion):
        """Its page; the list when the verb took it out of this person's sight."""
        if not Suggestion.objects.visible_to(request.user).filter(pk=suggestion.pk).exists():
            return reverse("admin:feedback_suggestion_changelist")
        return reverse("admin:feedback_suggestion_change", args=[suggestion.pk])

    def _context(self, request, suggestion, **more):
        return self.admin_site.each_context(request) | {
            "opts": self.opts,
            "suggestion": suggestion,
            "title": gettext("建議 %(number)s") % {"number": suggestion.number},
            **more,
        }

    def _page(self, request, suggestion, contact=None):
        events = suggestion.events.select_related("by", "unit", "main", "status", "reply").in_order()
        verbs = verbs_for(request.user, suggestion)
        visible = Suggestion.objects.visible_to(request.user).select_related("status")
        context = self._context(
            request,
            suggestion,
            contact=contact,
            verbs=[verb for verb in verbs if verb != Verb.READ_CONTACT],
            can_read_contact=Verb.READ_CONTACT in verbs,
            timeline=[
                {"event": event, "sentence": sentence(event), "is_public": event.verb in PUBLIC_VERBS}
                for event in events
            ],
            replies=suggestion.replies.select_related("unit", "drafted_by", "approved_by").order_by("drafted_at"),
            questions=suggestion.questions.all(),
            main=visible.filter(pk=suggestion.main_id).first(),
            merged_ones=suggestion.merged_ones.visible_to(request.user).order_by("received_at"),
            rating=getattr(suggestion, "rating", None),
        )
        return TemplateResponse(request, "admin/feedback/suggestion/change_form.html", context)

    def _verb_page(self, request, verb, suggestion, form):
        context = self._context(
            request,
            suggestion,
            form=form,
            verb=verb,
            draft=suggestion.replies.drafts().first(),
            leads_to=ARROWS[verb].to,
        )
        return TemplateResponse(request, "admin/feedback/suggestion/verb.html", context)
