"""What can be done to a talk as a whole. Its campaign has the history: drafted, published, moved, closed.

Publishing and closing are the verbs of campaigns (`feedback.rounds.verbs`), with what `additions.py` looks at before.
Whoever may do these is asked by the pages of the desk.
"""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign, Phase
from feedback.records.alongside import at_the_end
from feedback.rounds import verbs as rounds
from feedback.rounds.rules import CampaignVerb
from feedback.rules.workflow import Refused, Stage
from feedback.talks.models import Guest, Talk
from feedback.talks.questions import questions_of
from feedback.talks.rules import questions_open, why_not_held, why_not_moved
from feedback.talks.touching import touch
from portal.accounts.records import as_written
from portal.serving import generation

TIMES = {"questions_open_at": "opens", "starts_at": "starts", "ends_at": "ends"}  # as the history calls them
CALLS = ("calls_in", "calls_answered", "calls_back", "calls_written")


def draft(talk, *, guests, moderators, by, now):
    """Write down a talk with its campaign, both not saved yet, its `guests` (not saved) and who moderates it."""
    with generation.publishing():
        lay_out(talk)
        for order, guest in enumerate(guests, start=1):
            guest.talk, guest.order = talk, order * 10
        Guest.objects.bulk_create(guests)
        talk.campaign.moderators.set(moderators)
        rounds.drafted(talk.campaign, by=by, now=now)
    return talk


def change(talk, *, fields, by, now):
    """Record that `by` changed something of a talk, which is saved: anything of a draft, little of a published one.

    `fields` are the names that readers know, as they were written. Of a published talk its page says so.
    """
    with generation.publishing():
        if not talk.campaign.is_published:
            lay_out(talk)
        rounds.changed(talk.campaign, by=by, now=now, fields=fields)
        touch(talk.pk)


def lay_out(talk):
    """Save a draft and its campaign, with the days that follow from its times; in the transaction of the caller."""
    campaign = talk.campaign
    campaign.kind, campaign.year, campaign.talk_on = Campaign.Kind.LIVE, talk.day.year, talk.day
    campaign.reply_days = campaign.reply_days or settings.TALK_REPLY_DAYS
    campaign.save()
    talk.campaign = campaign
    talk.save()
    _write_phases(talk)


def default_opening(starts_at):
    """From when questions are taken where nobody says otherwise: so many days before, from midnight on."""
    day = questions_open(timezone.localdate(starts_at), settings.TALK_QUESTION_DAYS)
    return min(timezone.make_aware(datetime.combine(day, datetime.min.time())), starts_at)


def missing(talk, now):
    """What a draft lacks before it can be published, told; empty where nothing does."""
    if wrong := why_not_held(*local(talk.starts_at, talk.ends_at, talk.questions_open_at)):
        return wrong
    if talk.starts_at <= now:
        return gettext("懇談的開始時間已經過去，請先改到以後。")
    if not talk.unit.is_active:
        return gettext("主辦單位已經停用，請另選一個。")
    if not (talk.takes_web or talk.hotline or talk.place):
        return gettext("還沒有提問的途徑：網上、熱線、現場至少要有一種。")
    if not talk.guests.exists():
        return gettext("還沒有嘉賓，請先填寫。")
    if not talk.campaign.moderators.filter(is_active=True, is_staff=True).exists():
        return gettext("還沒有主持人，請先選定。")
    return ""


def reschedule(talk, starts_at, ends_at, questions_open_at=None, *, reason, by, now, seen=None):
    """Hold a published talk at another time, for a public `reason`; while it runs, only end it later.

    What was asked and waits for its first answer is due as many working days after the new day; each of these is told.
    Of those that are merged the answer is another one's: the new day waits with them.
    """
    campaign = talk.campaign
    moving = rounds.doing(
        campaign, CampaignVerb.RESCHEDULE, by=by, now=now, seen=seen, reason=reason.strip(), is_public=True
    )
    with moving as event, at_the_end():
        rounds.require_running(campaign)
        talk.refresh_from_db()  # nobody else moves it: its campaign is held
        talk.campaign = campaign
        before = talk.times
        talk.starts_at, talk.ends_at = starts_at, ends_at
        talk.questions_open_at = questions_open_at or talk.questions_open_at
        _forget_days(talk)
        _require_move(talk, before, reason, now)
        event.details = {
            told: [moment.isoformat() for moment in local(getattr(before, name), getattr(talk, name))]
            for name, told in TIMES.items()
        }
        if campaign.talk_on != talk.day:
            _move_questions(talk, event.reason, now)
        talk.save(update_fields=list(TIMES))  # after its questions, in the order of all that locks
        touch(talk.pk)
        _write_phases(talk)


def count_calls(talk, counts, *, counted_by, by, now, seen=None):
    """Put down what was counted on the switchboard: `counts` go by the names of `CALLS`, each a number or None."""
    campaign = talk.campaign
    with as_written():
        fields = [str(_("熱線統計數"))]
    with rounds.doing(campaign, CampaignVerb.CHANGE, by=by, now=now, seen=seen, is_public=True) as event:
        rounds.require_running(campaign)
        _require_count(talk, counts, counted_by, now)
        for name in CALLS:
            setattr(talk, name, counts.get(name))
        talk.calls_counted_by = counted_by.strip()
        talk.save(update_fields=[*CALLS, "calls_counted_by"])
        touch(talk.pk)
        event.details = {"fields": fields, "calls": {name: counts.get(name) for name in CALLS}}


def follow_calendar():
    """The days of all talks as the calendar has them now: one that counted by a calendar not yet out may have moved."""
    for talk in Talk.objects.filter(campaign__closed_at=None).for_page().prefetch_related("campaign__phases"):
        last = {phase.ends_on for phase in talk.campaign.phases.all() if phase.kind == Phase.Kind.HANDLE}
        if last != {talk.answers_due_on}:
            with generation.publishing():
                _write_phases(talk)
                touch(talk.pk)
                generation.bump()


def _move_questions(talk, reason, now):
    campaign = talk.campaign
    campaign.talk_on, campaign.year = talk.day, talk.day.year
    campaign.save(update_fields=["talk_on", "year"])
    first = questions_of(talk).filter(talk_on__isnull=False, period_count=1)
    # All are held before the first is moved: whoever works on one of them is waited for, and refuses nothing.
    for question in list(first.unanswered().order_by("pk").select_for_update(no_key=True)):
        question.move_talk(talk.day, reason, now=now)
    first.filter(stage=Stage.MERGED).update(talk_on=talk.day)


def _write_phases(talk):
    """The days on which questions are taken, and those in which what is left is answered; nobody else writes them."""
    days = {
        Phase.Kind.COLLECT: (timezone.localdate(talk.questions_open_at), talk.day),
        Phase.Kind.HANDLE: (talk.day, talk.answers_due_on),
    }
    phases = Phase.objects.filter(campaign=talk.campaign_id)
    if set(phases.values_list("kind", "starts_on", "ends_on")) != {(kind, *span) for kind, span in days.items()}:
        phases.delete()
        Phase.objects.bulk_create(
            Phase(campaign=talk.campaign, kind=kind, starts_on=first, ends_on=last)
            for kind, (first, last) in days.items()
        )


def _require_move(talk, before, reason, now):
    wrong = (
        (not reason.strip() and gettext("請寫明原因，原因會公開。"))
        or why_not_held(*local(talk.starts_at, talk.ends_at, talk.questions_open_at))
        or why_not_moved(before, talk.times, now)
    )
    if wrong:
        raise Refused(wrong)


def _require_count(talk, counts, counted_by, now):
    if now < talk.starts_at:
        raise Refused(gettext("懇談還沒有開始，沒有可以統計的來電。"))
    if all(counts.get(name) is None for name in CALLS):
        raise Refused(gettext("請至少填寫一個數。"))
    if not counted_by.strip():
        raise Refused(gettext("請寫明由誰統計。"))
    if counts.get("calls_in") is not None and (counts.get("calls_answered") or 0) > counts["calls_in"]:
        raise Refused(gettext("接聽答覆的不能多於打入的，請核對。"))


def _forget_days(talk):
    talk.__dict__.pop("answers_due_on", None)


def local(*moments):
    """The moments on the clock of the city, as rules compare their days."""
    return [timezone.localtime(moment) for moment in moments]
