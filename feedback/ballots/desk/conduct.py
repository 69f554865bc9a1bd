"""A page of the desk for each verb of a ballot: publish the questions, give out codes, count."""

import segno
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from feedback.ballots import closing, codes, verbs
from feedback.ballots.desk.forms import ConfirmForm, PartForm, ReissueForm
from feedback.ballots.models import Ballot
from feedback.ballots.published import questions_of
from feedback.ballots.sealed.compacting import compact
from feedback.office.staff import shown_name
from feedback.representatives.models import Representative
from feedback.rules.workflow import Refused
from portal.accounts.giving_back import keeps_nothing

keeps_nothing("ballots_ballot_count")
# {verb in the address: (what its button says, the permission it needs, its form)}
VERBS = {
    "open": (_("公布問題"), "ballots.open_ballot", ConfirmForm),
    "codes": (_("發投票碼"), "ballots.issue_codes", ConfirmForm),
    "reissue": (_("補發投票碼"), "ballots.issue_codes", ReissueForm),
    "count": (_("計票"), "ballots.close_ballot", PartForm),
}


def offered(ballot, user, now):
    """[(address, label)] of the verbs that this person may do to the ballot now."""
    fitting = {
        "open": ballot.is_draft, "codes": ballot.is_opened, "reissue": ballot.is_opened,
        "count": ballot.is_opened and closing.is_over(ballot.campaign, now),
    }  # fmt: skip
    names = [name for name, (_label, needed, _form) in VERBS.items() if fitting[name] and user.has_perm(needed)]
    return [(reverse(f"admin:ballots_ballot_{name}", args=[ballot.pk]), VERBS[name][0]) for name in names]


class BallotVerbs:
    """A page for each verb; a part of the ballots' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.verb_view)
        own = [path(f"<int:pk>/{name}/", view, {"verb": name}, name=f"ballots_ballot_{name}") for name in VERBS]
        return [*own, *super().get_urls()]

    @method_decorator([never_cache, sensitive_post_parameters(), require_http_methods(["GET", "HEAD", "POST"])])
    @method_decorator(sensitive_variables())
    def verb_view(self, request, pk, verb):
        if verb not in VERBS:
            raise Http404
        label, needed, form_class = VERBS[verb]
        read = Ballot.objects.select_related("campaign", "first_part_by").prefetch_related("campaign__phases")
        ballot = get_object_or_404(read, pk=pk)
        if not request.user.has_perm(needed):
            raise PermissionDenied
        form, now = form_class(request.POST if request.method == "POST" else None), timezone.now()
        if form.is_valid():
            try:
                return getattr(self, f"_{verb}")(request, ballot, form.cleaned_data, now)
            except Refused as refused:
                form.add_error(None, str(refused.reason))
        return self._verb_page(request, "verb", ballot, label, form=form, verb=verb, **self._about(ballot, verb, now))

    def _about(self, ballot, verb, now):
        """What the page of a verb says before it is done."""
        if verb == "open":
            return {"questions": questions_of(ballot)}
        if verb == "codes":
            waiting = Representative.objects.of(ballot.campaign).active().filter(ballot_code=None)
            return {"count": waiting.count()}
        if verb == "count":
            first = shown_name(ballot.first_part_by) if closing.waits(ballot, now) else ""
            return {"not_yet": closing.why_not(ballot, now), "first": first}
        return {}

    def _open(self, request, ballot, given, now):
        verbs.open_ballot(ballot, by=request.user, now=now)
        return self._back(request, ballot, gettext("問題已經公布，不能再改。"))

    def _codes(self, request, ballot, given, now):
        return self._slips(request, ballot, verbs.issue(ballot, by=request.user))

    def _reissue(self, request, ballot, given, now):
        served = Representative.objects.of(ballot.campaign).active().filter(number=given["number"]).first()
        if not served:
            raise Refused(gettext("沒有這個序號的代表。"))
        return self._slips(request, ballot, [(served, verbs.reissue(ballot, served, by=request.user))])

    def _slips(self, request, ballot, issued):
        """The codes, on the page that answers: they are kept nowhere, and nobody can open it again."""
        address = settings.SITE_URL + reverse("ballot_vote", args=[ballot.campaign.slug])
        qr = segno.make(address, error="m", micro=False).svg_data_uri(border=2, omitsize=True)
        may_read = request.user.has_perm("representatives.read_representative")
        slips = [(one.number, one.name if may_read else "", codes.grouped(code)) for one, code in issued]
        title = gettext("投票碼單")
        return self._verb_page(request, "slips", ballot, title, slips=slips, qr=qr, address=address)

    def _count(self, request, ballot, given, now):
        if not closing.type_part(ballot, given["secret_part"], by=request.user, now=now):
            told = gettext("收到一份私鑰。請另一個人用自己的賬號，在一小時內輸入另一份。")
            return self._back(request, ballot, told)
        told = gettext("計票完成，封存的票和私鑰已經銷毀。")
        if not compact(now):
            told = gettext("計票完成。數據庫裡的舊數據還沒有清理乾淨，系統過一會兒會再試。")
        return self._back(request, ballot, told)

    def _back(self, request, ballot, told):
        self.message_user(request, told)
        return HttpResponseRedirect(reverse("admin:ballots_ballot_change", args=[ballot.pk]))

    def _verb_page(self, request, name, ballot, title, **more):
        context = self.admin_site.each_context(request) | {"opts": self.opts, "title": title, "ballot": ballot} | more
        return TemplateResponse(request, f"admin/ballots/ballot/{name}.html", context)
