"""From a talk to the pages on which it is worked: for whoever may, in the order of the day."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.office import staff
from feedback.talks.record import transcripts

STAGE, CALLS, TRANSCRIPT = "admin:talks_talk_stage", "admin:talks_talk_calls", "admin:talks_talk_transcript"
LABELS = {STAGE: _("主持台"), CALLS: _("登記來電"), TRANSCRIPT: _("實錄")}


def ways(talk, user):
    """[(label, address)]; a talk that is no more than a draft has none."""
    if not talk.campaign.is_published:
        return []
    open_to = {
        STAGE: talk.pk in staff.moderated_by(user) or staff.sees_every(user),
        CALLS: staff.may_register(user, {talk.pk}),
        TRANSCRIPT: transcripts.may_write(user, talk) or transcripts.may_publish(user, talk),
    }
    return [(LABELS[name], reverse(name, args=[talk.pk])) for name, is_open in open_to.items() if is_open]
