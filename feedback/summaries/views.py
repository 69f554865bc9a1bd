"""辦理情況報告: the page of a campaign's summary, as it was frozen and as it is now, and the list of its items."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.models import Campaign
from feedback.summaries.models import Summary, SummaryTemplate
from feedback.summaries.numbers import counted
from feedback.summaries.sentences import sentences
from feedback.summaries.shown import Comparison, language, tables
from portal.serving.pages import for_everybody


@for_everybody
@require_safe
def campaign_summary(request, slug):
    campaign = get_object_or_404(Campaign.objects.published().exclude(kind=Campaign.Kind.OPEN), slug=slug)
    frozen = Summary.objects.filter(campaign=campaign).defer("items").first()
    return render(request, "summaries/summary.html", content(campaign, frozen, timezone.now()))


@for_everybody
@require_safe
def campaign_summary_csv(request, slug):
    """The bytes of which the digest was made."""
    frozen = Summary.objects.filter(campaign__slug=slug, campaign__is_published=True).only("items").first()
    if not frozen:
        raise Http404
    response = HttpResponse(frozen.file, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-summary.csv"'
    return response


def content(campaign, frozen, now):
    """What the page shows of `campaign`, whose summary is `frozen` or, while it is not, None."""
    live, names = counted(campaign, now)
    comparison = Comparison(campaign, live, frozen.numbers if frozen else None)
    said = frozen.said(language()) if frozen else said_now(campaign, live, names, now)
    return {
        "campaign": campaign,
        "frozen": frozen,
        "now": now,
        "sentences": [comparison.linked(sentence) for sentence in said],
        "corrections": frozen.corrections.approved() if frozen else [],
        "tables": tables(comparison, all_names(names, frozen)),
        "differs": bool(comparison.differing),
        "has_numbers": bool(live["received"] or frozen),
    }


def said_now(campaign, live, names, now):
    return sentences(SummaryTemplate.objects.in_use(), language(), campaign, live, names, now)


def all_names(live, frozen):
    """What was frozen goes by the name that it had then; what came since stands behind."""
    return frozen.named | {key: names for key, names in live.items() if key not in frozen.named} if frozen else live
