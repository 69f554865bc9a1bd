"""優秀建議 of a campaign: what was awarded, by class, with what everybody may read of each."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.awards.models import Award, Quota
from feedback.awards.rules import Grade
from feedback.models import Campaign
from feedback.office.names import names
from feedback.rules.phases import Act, PhaseKind
from portal.serving.pages import for_everybody


@for_everybody
@require_safe
def campaign_awards(request, slug):
    campaign = get_object_or_404(Campaign.objects.published().prefetch_related("phases"), slug=slug)
    known, awards = names(), Award.objects.filter(campaign=campaign).for_page()
    for award in awards:
        known.dress(award.suggestion)
    standing = [award for award in awards if not award.withdrawn_at]
    if not awards and not has_awards(campaign):
        raise Http404
    quota = Quota.of(campaign)
    context = {
        "campaign": campaign,
        "classes": [
            (grade, getattr(quota, grade.value), [award for award in standing if award.grade == grade])
            for grade in Grade
        ],
        "count": len(standing),
        "withdrawn": [award for award in awards if award.withdrawn_at],
        "opening": campaign.opening(Act.AWARD, timezone.localdate(timezone.now())),
    }
    return render(request, "awards/list.html", context)


def has_awards(campaign):
    """Whether there is a phase of it in which something is awarded."""
    return any(phase.kind == PhaseKind.AWARD for phase in campaign.phases.all())
