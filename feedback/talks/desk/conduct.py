"""A page of the desk for each verb of a talk that its campaign does not have: what follows, and the button."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.office import staff
from feedback.rounds import conduct
from feedback.rounds.forms import FORMS as CAMPAIGN_FORMS
from feedback.rules.workflow import Refused
from feedback.talks.desk.forms import FORMS
from feedback.talks.models import Talk
from portal.accounts.giving_back import fill, typed_at

MOVE, KEEP = "rounds.conduct_campaign", "talks.change_talk"


def may(user, verb, talk):
    """Moving a talk is for who conducts campaigns; the numbers may also come from who keeps it, or moderates it."""
    if user.has_perm(MOVE):
        return True
    return verb == "count-calls" and (user.has_perm(KEEP) or talk.pk in staff.moderated_by(user))


def offered(talk, user, now):
    """(label, address) of all that this person may do to the talk now, what its campaign has included."""
    campaign = talk.campaign
    names = []
    if campaign.is_published and not campaign.closed_at:
        names += ["reschedule"] if now < talk.ends_at else []
        names += ["count-calls"] if now >= talk.starts_at else []
    ways = [
        (FORMS[name].label, reverse("admin:talks_talk_do", args=[talk.pk, name]))
        for name in names
        if may(user, name, talk)
    ]
    of_campaign = conduct.offered(campaign, user, timezone.localdate(now))
    return ways + [
        (CAMPAIGN_FORMS[name].label, reverse("admin:feedback_campaign_do", args=[campaign.pk, name]))
        for name in of_campaign
    ]


class TalkVerbs:
    """A page for each verb; a part of the talks' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.conduct_view)
        return [path("<int:pk>/do/<slug:verb>/", view, name="talks_talk_do"), *super().get_urls()]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def conduct_view(self, request, pk, verb):
        if verb not in FORMS:
            raise Http404
        talk = get_object_or_404(Talk.objects.for_page().of_key(pk))
        if not may(request.user, verb, talk):
            raise PermissionDenied
        form = fill(FORMS[verb](request.POST if request.method == "POST" else None, talk=talk), request)
        if form.is_valid() and self._done(request, form):
            return HttpResponseRedirect(reverse("admin:talks_talk_change", args=[talk.pk]))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": form.label, "talk": talk, "form": form, "media": form.media,
        }  # fmt: skip
        return TemplateResponse(request, "admin/talks/talk/verb.html", context)

    def _done(self, request, form):
        """Whether it was done; where it was refused, the form says why and has everything as it was typed."""
        try:
            form.do(by=request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
            form.data = form.data | {"seen": form.get_initial_for_field(form.fields["seen"], "seen")}
            return False
        self.log_change(request, form.talk, form.label)
        self.message_user(request, gettext("「%(verb)s」已完成。") % {"verb": form.label})
        return True


def _typed(arguments, _fields):
    form = FORMS.get(arguments["verb"])
    return (form, form.label) if form else None


typed_at("talks_talk_do", _typed, is_filled=True)
