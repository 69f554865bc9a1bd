"""What followers of a talk hear: once on the day before it, once when it is moved, once when all is answered; no more.

Each mail says by a mark in its details what it tells of, and is written with the follower's row in hand: the worker may
run twice or late, and nobody hears anything twice. Who asked for the reminder later than that has it at once.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import task

from feedback.following.models import Follow
from feedback.following.news import is_by_mail
from feedback.notices.models import Notice
from feedback.rounds.models import CampaignEvent
from feedback.rounds.rules import CampaignVerb
from feedback.rounds.telling import told
from feedback.rules.moments import day, midnight
from feedback.rules.notices import Channel, Kind, State
from feedback.talks.listing import answered_in_full
from feedback.talks.models import Talk

AT_ONCE = 500  # followers in one transaction


def tell_of_talks(now):
    """Write the reminders and the ends that are due; returns how many notices there are more."""
    return sum(_remind(talk, now) for talk in _at_hand(now)) + sum(_tell_the_end(talk, now) for talk in _answered(now))


def remind(follow, now):
    """Remind one follower at once, if the day before the talk has come already."""
    for talk in _at_hand(now).filter(pk=follow.campaign_id):
        _remind(talk, now, follow)


@told
def tell_of_a_move(event):
    """Hand a talk that was moved to the worker, if anybody follows it."""
    is_told = event.verb == CampaignVerb.RESCHEDULE and _are_other_hours(event.details) and is_by_mail()
    if is_told and _of(event.campaign_id).exists():
        write_move.enqueue(event.pk)


def _are_other_hours(details):
    """Whether the talk itself was moved, not only the moment from which questions are taken."""
    return any(details[name][0] != details[name][1] for name in ("starts", "ends"))


@task()
def write_move(key):
    """Write that a talk was moved for each who follows it; of moves that follow each other the last one is told."""
    event = CampaignEvent.objects.get(pk=key)
    if event.campaign.events.filter(verb=event.verb, pk__gt=event.pk).exists():
        return
    starts_at, ends_at = (datetime.fromisoformat(event.details[name][1]) for name in ("starts", "ends"))
    details = _hours(starts_at, ends_at) | {"reason": event.reason, "mark": event.pk}
    overtaken = (Kind.TALK_SOON, Kind.TALK_MOVED)
    _write(_of(event.campaign_id), Kind.TALK_MOVED, details, event.at, overtaken=overtaken)


def _at_hand(now):
    """Talks that begin tomorrow or today and are not over."""
    return Talk.objects.published().filter(starts_at__lt=midnight(day(now) + timedelta(days=2)), ends_at__gt=now)


def _answered(now):
    """Those none of whose questions waits any longer, and which somebody follows."""
    followed = Follow.objects.of_talks().values("campaign")
    return answered_in_full(now).filter(pk__in=followed)


def _remind(talk, now, *only):
    details = _hours(talk.starts_at, talk.ends_at) | {"mark": talk.starts_at.isoformat()}
    return _write(_of(talk.pk, *only), Kind.TALK_SOON, details, now)


def _tell_the_end(talk, now):
    details = {"count": talk.campaign.suggestions.count(), "mark": "all"}
    return _write(_of(talk.pk), Kind.TALK_ANSWERED, details, now)


def _of(key, *only):
    """The confirmed followers of a talk, by its key; of these alone, where some are named."""
    follows = Follow.objects.of_talks().filter(campaign=key)
    return follows.filter(pk__in=[follow.pk for follow in only]) if only else follows


def _hours(starts_at, ends_at):
    return {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}


def _write(follows, kind, details, at, *, overtaken=()):
    count, last = 0, 0
    while keys := list(follows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        count += _write_to(keys, kind, details, at, overtaken)
        last = keys[-1]
    return count


@transaction.atomic
def _write_to(keys, kind, details, at, overtaken):
    """Notices for these followers, but for those who have one with the same mark; what was not sent yet is replaced."""
    held = list(Follow.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    notices = Notice.objects.filter(follow__in=keys)
    has_it = {*notices.filter(kind=kind, details__mark=details["mark"]).values_list("follow", flat=True)}
    notices.filter(kind__in=overtaken, state=State.WAITING, tries=0).exclude(details__mark=details["mark"]).drop()
    missing = [follow for follow in held if follow.pk not in has_it]
    Notice.objects.bulk_create(
        Notice(
            kind=kind, follow=follow, channel=Channel.MAIL, language=follow.language, details=details, created_at=at,
            due_at=at,
        )
        for follow in missing
    )  # fmt: skip
    return len(missing)
