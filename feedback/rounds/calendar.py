"""/calendar.ics: the phases of the campaigns, for whoever keeps them in a calendar of their own.

A later app whose campaigns have entries of another kind says so by `own_entries`.
"""

from datetime import datetime, time

from django.conf import settings
from django.db.models import Count, Max, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from feedback.models import Campaign
from feedback.parts.calendars import Days, calendar_of
from portal.reading.languages import reading
from portal.serving.pages import for_everybody

OWN_ENTRIES = []


def own_entries(entries_of):
    """Mark what says {key of a campaign: its entries} of those among the given campaigns that do not show phases.

    Each of them has `changed_at`, the moment of its last public event, and `changes`, how many there were.
    """
    OWN_ENTRIES.append(entries_of)
    return entries_of


@for_everybody
@require_safe
def calendar(request):
    name = gettext("%(site)s：活動日程") % {"site": reading(settings.SITE_NAME)}
    return calendar_of(name, _entries(list(_published())))


@for_everybody
@require_safe
def campaign_calendar(request, slug):
    campaign = _published().filter(slug=slug).first()
    if not campaign:
        raise Http404
    return calendar_of(reading(campaign), _entries([campaign]))


def _published():
    """What everybody may see, each with the moment at which something of it was changed last."""
    is_public = Q(events__is_public=True)
    changed = {"changed_at": Max("events__at", filter=is_public), "changes": Count("events", filter=is_public)}
    return Campaign.objects.published().newest_first().prefetch_related("phases").annotate(**changed)


def _entries(campaigns):
    own = {key: entries for entries_of in OWN_ENTRIES for key, entries in entries_of(campaigns).items()}
    return [entry for campaign in campaigns for entry in own.get(campaign.pk) or phases(campaign)]


def phases(campaign):
    """The phases as entries of a calendar; of one without an end, the day on which it begins."""
    return [_days(campaign, phase) for phase in campaign.phases.all()]


def _days(campaign, phase):
    told = gettext("%(campaign)s：%(phase)s") if phase.ends_on else gettext("%(campaign)s：%(phase)s（開始）")
    return Days(
        key=f"phase-{phase.pk}",
        title=told % {"campaign": reading(campaign), "phase": phase.get_kind_display()},
        first=phase.starts_on,
        last=phase.ends_on or phase.starts_on,
        changed_at=campaign.changed_at or timezone.make_aware(datetime.combine(phase.starts_on, time())),
        url=campaign.get_absolute_url(),
        description=reading(phase.note),
    )
