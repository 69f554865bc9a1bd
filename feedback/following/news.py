"""What followers of one suggestion hear: a step that everybody may read is told to each of them by a mail of its own.

In the transaction of the step it is only asked whether anybody follows; the worker writes the notices, in chunks. It
may run twice, or late: nobody gets a second notice of one step, and what was undone meanwhile is told to nobody. Of
steps that follow each other before a mail went out, the last one is told.
"""

from django.conf import settings
from django.db import transaction
from django_tasks import task

from feedback.following.models import Follow
from feedback.models import Event
from feedback.notices.models import Notice
from feedback.records.alongside import alongside
from feedback.rules.acts import COUNTERS
from feedback.rules.following import ANSWER, TOLD_AFTER, TOLD_VERBS, UNTOLD
from feedback.rules.notices import Channel, Kind, State
from feedback.rules.workflow import Verb

AT_ONCE = 500  # followers in one transaction


def is_by_mail():
    """Whether this site sends mails at all."""
    return Channel.MAIL in settings.NOTICE_CHANNELS


@alongside
def tell_followers(events):
    """Hand the steps that are told to the worker, if anybody follows; take back what was undone before it was told."""
    if not is_by_mail():
        return
    for event in events:
        if event.verb in UNTOLD:
            waiting = Notice.objects.filter(suggestion=event.suggestion_id, kind=Kind.NEWS, state=State.WAITING)
            waiting.filter(follow__isnull=False, event__verb=UNTOLD[event.verb]).drop()
    told = [event for event in events if event.verb in TOLD_VERBS]
    if told and Follow.objects.confirmed().of_suggestions([event.suggestion_id for event in told]).exists():
        for event in told:
            write_news.enqueue(event.pk)


@task()
def write_news(key):
    """Write a notice of one event for each who follows its suggestion, or one that was merged into it."""
    event = Event.objects.get(pk=key)
    if _is_undone(event):
        return
    follows = Follow.objects.confirmed().of_suggestions([event.suggestion_id])
    if event.verb != ANSWER:
        follows = follows.filter(is_for_answer=False)
    last = 0
    while chunk := list(follows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        _tell(event, chunk)
        last = chunk[-1]


def _is_undone(event):
    """By its counter, or because the suggestion was withdrawn since."""
    ends = [verb for verb in (COUNTERS.get(event.verb), Verb.WITHDRAW) if verb]
    return Event.objects.filter(suggestion=event.suggestion_id, verb__in=ends, pk__gt=event.pk).exists()


@transaction.atomic
def _tell(event, keys):
    """Notices of `event` for these followers; whoever unfollows meanwhile waits until they are written."""
    held = Follow.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    news = Notice.objects.filter(follow__in=keys, kind=Kind.NEWS, suggestion=event.suggestion_id)
    told_later = {*news.filter(event__gt=event.pk).values_list("follow", flat=True)}
    news.filter(event__lt=event.pk, state=State.WAITING, tries=0).drop()
    notices = [_notice(event, follow) for follow in held if follow.pk not in told_later]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def _notice(event, follow):
    return Notice(
        kind=Kind.NEWS, event=event, suggestion_id=event.suggestion_id, follow=follow, channel=Channel.MAIL,
        language=follow.language, created_at=event.at, due_at=event.at + TOLD_AFTER,
    )  # fmt: skip
