"""A page of the desk for each verb of a campaign: what will follow, what is looked at before, and the button."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.models import Campaign
from feedback.office.staff import shown_name
from feedback.rounds.belonging import lines
from feedback.rounds.closing import findings
from feedback.rounds.forms import FORMS
from feedback.rounds.rules import next_year, years_later
from feedback.rounds.verbs import proposal_of, writers
from feedback.rules.workflow import Refused
from portal.accounts.giving_back import fill, typed_at

CLOSING = ("propose-close", "close")
# {kind: the name of the page at the desk from which such a campaign is kept}; a later app says so in its `admin.py`.
DESK_PAGES = {}


def offered(campaign, user, today):
    """The verbs that this person may do to the campaign now, in the order in which they are shown."""
    may_conduct = user.has_perm("rounds.conduct_campaign")
    names = []
    if may_conduct and not campaign.is_published and user.pk not in writers(campaign):
        names.append("publish")
    if may_conduct and campaign.is_published and not campaign.closed_at:
        is_extendable = not campaign.talk_on and campaign.phases.not_over(today).exists()
        names += ["extend"] if is_extendable else []
        names += _towards_the_end(campaign, user)
    if campaign.may_be_copied() and user.has_perm("feedback.add_campaign"):
        names.append("copy")
    return names


def _towards_the_end(campaign, user):
    if campaign.kind == Campaign.Kind.OPEN:
        return []
    proposal = proposal_of(campaign)
    if not proposal:
        return ["propose-close"]
    return ["drop-close"] if proposal.by_id == user.pk else ["close", "drop-close"]


class CampaignVerbs:
    """A page for each verb; a part of the campaigns' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.conduct_view)
        return [path("<int:pk>/do/<slug:verb>/", view, name="feedback_campaign_do"), *super().get_urls()]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def conduct_view(self, request, pk, verb):
        if verb not in FORMS:
            raise Http404
        campaign = get_object_or_404(Campaign.objects.prefetch_related("phases"), pk=pk)
        self._require_conduct(request, verb)
        now = timezone.now()
        today = timezone.localdate(now)
        is_sent = request.method == "POST"
        if not is_sent and verb not in offered(campaign, request.user, today):
            self.message_user(request, gettext("這個活動現在不能「%(verb)s」。") % {"verb": FORMS[verb].label})
            return HttpResponseRedirect(_address(campaign))
        form = FORMS[verb](request.POST if is_sent else None, campaign=campaign, today=today)
        if is_sent and form.is_valid():
            done = self._conduct(request, form, now)
            if done:
                return HttpResponseRedirect(_address(done))
        if not is_sent:
            form.initial |= {name: value for name, value in request.GET.items() if name == "phase"}
            fill(form, request)
        return TemplateResponse(
            request, "admin/feedback/campaign/verb.html", self._conduct_page(request, verb, form, now)
        )

    def _require_conduct(self, request, verb):
        needed = "feedback.add_campaign" if verb == "copy" else "rounds.conduct_campaign"
        if not request.user.has_perm(needed):
            raise PermissionDenied

    def _conduct(self, request, form, now):
        """The campaign to go to; None when it was refused, which the form says."""
        try:
            done = form.do(by=request.user, now=now)
        except (Refused, IntegrityError) as refusal:  # the latter where two people draft the same year at once
            form.add_error(None, str(getattr(refusal, "reason", gettext("資料剛剛有變動，沒有保存，請核對後再試。"))))
            form.data = form.data | {"seen": form.get_initial_for_field(form.fields["seen"], "seen")}
            return None
        self.log_change(request, done, form.label)
        self.message_user(request, gettext("「%(verb)s」已完成。") % {"verb": form.label})
        return done

    def _conduct_page(self, request, verb, form, now):
        campaign = form.campaign
        found = findings(campaign, now) if verb in CLOSING else None
        return self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": form.label,
            "campaign": campaign,
            "form": form,
            "findings": found,
            "is_blocked": any(finding.blocks for finding in found or ()),
            "proposal": proposed(campaign) if verb == "close" else None,
            "is_publication": verb == "publish",
            "belonging": lines(campaign, request, self.admin_site) if verb == "publish" else [],
            "phases": _days(campaign, verb, form.today),
        }


def proposed(campaign):
    """Who proposed to close it and when, None where nobody did."""
    proposal = proposal_of(campaign)
    return {"by": shown_name(proposal.by), "at": proposal.at} if proposal else None


def _days(campaign, verb, today):
    """The phases with the days that they will have, where the verb is about them."""
    if verb not in ("publish", "copy"):
        return []
    years = next_year(campaign.year, today) - campaign.year if verb == "copy" else 0
    return [
        {
            "phase": phase,
            "first": years_later(phase.starts_on, years),
            "last": years_later(phase.ends_on, years),
        }
        for phase in campaign.phases.all()
    ]


def _address(campaign):
    name = DESK_PAGES.get(campaign.kind) if campaign.talk_on else None
    return reverse(name or "admin:feedback_campaign_change", args=[campaign.pk])


def _typed(arguments, _fields):
    form = FORMS.get(arguments["verb"])
    return (form, form.label) if form else None


typed_at("feedback_campaign_do", _typed, is_filled=True)
