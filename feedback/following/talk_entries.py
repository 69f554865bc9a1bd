"""What the feed of the talks says: that one was announced, moved, written down, answered in full; the newest first."""

from datetime import timedelta

from django.utils.translation import gettext

from feedback.following.entries import MOST, Entry, absolute, known_by, newest, plain, told
from feedback.parts.hours import hours_told
from feedback.rounds.history import sentence
from feedback.rounds.models import CampaignEvent
from feedback.rounds.rules import CampaignVerb
from feedback.rules.moments import midnight
from feedback.talks.listing import answered_in_full
from feedback.talks.models import Talk, Transcript
from portal.reading.languages import reading

A_DAY = timedelta(days=1)
TOLD = (CampaignVerb.PUBLISH, CampaignVerb.RESCHEDULE)


def talks(now):
    """Each entry of a kind has a key of its own, so that a reader shows what is new of a talk it has shown before."""
    return newest([*_events(), *_transcripts(), *_answered(now)])


def _events():
    events = CampaignEvent.objects.public().filter(verb__in=TOLD, campaign__in=Talk.objects.published().values("pk"))
    found = list(events.order_by("-pk")[:MOST])
    talks = Talk.objects.filter(pk__in={event.campaign_id for event in found}).for_page().in_bulk()
    return [_event(talks[event.campaign_id], event) for event in found]


def _event(talk, event):
    if event.verb == CampaignVerb.PUBLISH:
        title = gettext("懇談預告：%(title)s")
        words = [hours_told(talk.starts_at, talk.ends_at), reading(talk.campaign.shown_summary)]
        return _entry(talk, "announced", title, words, event.at)
    return _entry(talk, f"moved-{event.pk}", gettext("懇談改期：%(title)s"), [sentence(event), event.reason], event.at)


def _transcripts():
    """The newest published version of each, unless it was taken back."""
    versions = Transcript.objects.filter(published_at__isnull=False, talk__campaign__is_published=True)
    newest_of = {}
    for version in versions.select_related("talk__campaign", "talk__unit").order_by("-published_at", "-pk")[:MOST]:
        newest_of.setdefault(version.talk_id, version)
    title, words = gettext("懇談實錄：%(title)s"), gettext("這場懇談的實錄已經公布。")
    shown = [version for version in newest_of.values() if not version.taken_back_at]
    return [_entry(version.talk, "transcript", title, [words], version.published_at) for version in shown]


def _answered(now):
    title, words = gettext("提問都有了結果：%(title)s"), gettext("這場懇談的提問都已經有了結果，沒有待答覆的了。")
    talks = answered_in_full(now).filter(answered_at__isnull=False).for_page().order_by("-answered_at")[:MOST]
    return [
        _entry(talk, "answered", title, [words], max(talk.answered_at, midnight(talk.day + A_DAY))) for talk in talks
    ]


def _entry(talk, part, title, words, at):
    return Entry(
        key=known_by(talk, part),
        url=absolute(talk.get_absolute_url()),
        title=plain(title % {"title": reading(talk.campaign)}),
        summary="".join(told(text) for text in words),
        published=at,
        updated=at,
        author=plain(reading(talk.unit)),
    )
