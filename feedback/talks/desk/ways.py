"""From a talk to the pages on which it is worked: for whoever may, in the order of the day."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from feedback.office import staff

STAGE, CALLS, TRANSCRIPT = "admin:talks_talk_stage", "admin:talks_talk_calls", "admin:talks_talk_transcript"
LABELS = {STAGE: _("主持台"), CALLS: _("錄入來電"), TRANSCRIPT: _("實錄")}


def ways(talk, user):
    """[(label, address)]; a talk that is no more than a draft has none."""
    if not talk.campaign.is_published:
        return []
    is_moderator = talk.pk in staff.moderated_by(user)
    open_to = {
        STAGE: is_moderator or staff.sees_every(user),
        CALLS: staff.may_register(user, {talk.pk}),
        TRANSCRIPT: is_moderator or user.has_perm("talks.view_talk"),
    }
    found = [(LABELS[name], _address(name, talk)) for name, is_open in open_to.items() if is_open]
    return [way for way in found if way[1]]


def _address(name, talk):
    try:
        return reverse(name, args=[talk.pk])
    except NoReverseMatch:
        return ""
