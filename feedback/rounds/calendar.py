"""/calendar.ics: the phases of the campaigns, for whoever keeps them in a calendar of their own."""

from datetime import datetime, time

from django.conf import settings
from django.db.models import Max, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from feedback.models import Campaign
from feedback.parts.calendars import Days, calendar_of
from portal.reading.languages import reading
from portal.serving.pages import for_everybody


@for_everybody
@require_safe
def calendar(request):
    name = gettext("%(site)s：活動日程") % {"site": reading(settings.SITE_NAME)}
    return calendar_of(name, [days for campaign in _published() for days in phases(campaign)])


@for_everybody
@require_safe
def campaign_calendar(request, slug):
    campaign = _published().filter(slug=slug).first()
    if not campaign:
        raise Http404
    return calendar_of(reading(campaign), phases(campaign))


def _published():
    """What everybody may see, each with the moment at which something of it was changed last."""
    changed_at = Max("events__at", filter=Q(events__is_public=True))
    return Campaign.objects.published().newest_first().prefetch_related("phases").annotate(changed_at=changed_at)


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
