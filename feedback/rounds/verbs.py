"""What can be done to a campaign: each verb locks it, checks, changes and records, in one transaction.

Whoever may conduct campaigns is asked by the pages of the desk; that a second person acts is checked here.
"""

from contextlib import contextmanager

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from feedback.models import Campaign, Phase
from feedback.rounds.closing import AT_CLOSE, findings
from feedback.rounds.copying import COPIED
from feedback.rounds.models import CampaignEvent
from feedback.rounds.publishing import PUBLISHING_CHECKS
from feedback.rounds.rules import CampaignVerb, next_year, years_later
from feedback.rounds.telling import TOLD
from feedback.rules.phases import day_told
from feedback.rules.workflow import Refused
from portal.accounts.records import as_written
from portal.serving import generation


@contextmanager
def doing(campaign, verb, *, by, now, seen=None, **event_fields):
    """One change of a campaign, by the verbs here and those of later apps.

    Yields its event, whose fields the block may fill; it is saved when the block ends.

    `seen` is the last event that `by` had before their eyes, as `last_event` tells it; more since then is refused.
    """
    with generation.publishing():
        locked = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
        campaign.is_published, campaign.closed_at = locked.is_published, locked.closed_at
        if seen is not None and seen != last_event(campaign):
            raise Refused(gettext("這個活動剛剛有變動。請看過最新情況，再決定是否提交。"))
        event = CampaignEvent(campaign=campaign, verb=verb, by=by, at=now, **event_fields)
        yield event
        if not event.pk:
            event.save()
        for tell in TOLD:
            tell(event)
        if campaign.is_published:
            generation.bump()


def drafted(campaign, *, by, now, **details):
    """Record that `by` drafted a campaign that was just saved."""
    with doing(campaign, CampaignVerb.DRAFT, by=by, now=now, details=details):
        _require_draft(campaign)


def changed(campaign, *, by, now, fields, **details):
    """Record that `by` changed something of a campaign; of a published one its page says so.

    `fields` are the names that readers know, as they were written. Later apps call it for what is theirs: questions,
    weights, quotas.
    """
    details = {"fields": [str(field) for field in fields]} | details
    with doing(campaign, CampaignVerb.CHANGE, by=by, now=now, details=details) as event:
        _require_running_or_draft(campaign)
        event.is_public = campaign.is_published


def publish(campaign, *, by, now, seen=None):
    """Make a draft public; whoever drafted it, or changed it last, cannot."""
    with doing(campaign, CampaignVerb.PUBLISH, by=by, now=now, seen=seen, is_public=True):
        _require_draft(campaign)
        if by.pk in writers(campaign):
            raise Refused(gettext("公布要由另一個人來做：您起草了這個活動，或者最後修改了它。"))
        if campaign.kind != Campaign.Kind.OPEN and not campaign.phases.exists():
            raise Refused(gettext("這個活動還沒有環節，請先填寫各個環節的日期。"))
        if not campaign.summary.strip():
            raise Refused(gettext("這個活動還沒有簡介，請先填寫。"))
        for check in PUBLISHING_CHECKS:
            check(campaign, now)
        campaign.is_published = True
        campaign.save(update_fields=["is_published"])


def extend(phase, ends_on, *, reason, by, now, seen=None):
    """Give a phase of a published campaign a later last day, or one to a phase that had none, for a public `reason`.

    A phase that is over is not begun again: what hung on its end may have been done.
    """
    campaign, today = phase.campaign, timezone.localdate(now)
    with doing(campaign, CampaignVerb.EXTEND, by=by, now=now, seen=seen, reason=reason, is_public=True) as event:
        require_running(campaign)
        if campaign.talk_on:
            raise Refused(gettext("懇談的環節跟著懇談的時間走，不能單獨延長；請改期。"))
        before = Phase.objects.select_for_update().get(pk=phase.pk).ends_on
        if not reason.strip():
            raise Refused(gettext("請寫明原因，原因會公開。"))
        if before and before < today:
            raise Refused(gettext("這個環節已於%(day)s結束，不能再延長。") % {"day": day_told(before)})
        if before and ends_on <= before:
            raise Refused(gettext("新的截止日期應當晚於原來的%(day)s。") % {"day": day_told(before)})
        if ends_on < max(today, phase.starts_on):
            raise Refused(gettext("新的截止日期不能早於今天，也不能早於這個環節的開始。"))
        phase.ends_on = ends_on
        phase.save(update_fields=["ends_on"])
        event.details = {
            "phase": phase.kind, "from": before.isoformat() if before else None, "to": ends_on.isoformat(),
        }  # fmt: skip


def propose_close(campaign, *, by, now, seen=None):
    """Ask a second person to close a campaign; nothing that blocks may be left."""
    with doing(campaign, CampaignVerb.PROPOSE_CLOSE, by=by, now=now, seen=seen) as event:
        _require_an_end(campaign)
        if proposal_of(campaign):
            raise Refused(gettext("已經有人提請結束，等待另一個人確認。"))
        event.details = {"findings": _checked(campaign, now)}


def drop_close(campaign, *, by, now, seen=None):
    """Take the proposal to close back; anybody who may conduct campaigns can."""
    with doing(campaign, CampaignVerb.DROP_CLOSE, by=by, now=now, seen=seen):
        _require_an_end(campaign)
        _require_proposal(campaign)


def close(campaign, *, by, now, seen=None):
    """Close a campaign for ever: the second person confirms what the first proposed.

    The check list is gone through once more and must hold nothing that blocks; its warnings stay in the event. What
    later apps do in this moment is part of the transaction.
    """
    with doing(campaign, CampaignVerb.CLOSE, by=by, now=now, seen=seen, is_public=True) as event:
        _require_an_end(campaign)
        if _require_proposal(campaign).by_id == by.pk:
            raise Refused(gettext("結束要由另一個人來確認：提請結束的是您。"))
        event.details = {"findings": _checked(campaign, now)}
        campaign.closed_at = now
        campaign.save(update_fields=["closed_at"])
        event.save()
        for act in AT_CLOSE:
            act(campaign, event, now)


def copy(old, *, by, now):
    """按去年的辦法: the draft that follows `old`, its dates moved by whole years, with what later apps copy.

    Returns it. The days of the calendar stay the same, whatever their weekday: 12 月 1 日 stays 12 月 1 日, and whoever
    publishes the draft looks at them. What was written about last year (the summary, the report) is not taken along.
    """
    with generation.publishing():
        if not old.may_be_copied():
            raise Refused(gettext("只能照最近一次已經公布的「三民」活動起草，下一次已經起草的不再起草。"))
        year = next_year(old.year, timezone.localdate(now))
        new = Campaign.objects.create(
            slug=_of_year(old.slug, old.year, year), kind=old.kind, year=year,
            title=_of_year(old.title, old.year, year), title_en=_of_year(old.title_en, old.year, year),
            requires_contact=old.requires_contact, rating_days=old.rating_days, scale=old.scale,
            needs_two_reviews=old.needs_two_reviews, is_sample=old.is_sample,
        )  # fmt: skip
        Phase.objects.bulk_create(
            Phase(
                campaign=new, kind=phase.kind, note=phase.note, starts_on=years_later(phase.starts_on, year - old.year),
                ends_on=years_later(phase.ends_on, year - old.year),
            )
            for phase in old.phases.all()
        )  # fmt: skip
        for take_along in COPIED:
            take_along(old, new)
        drafted(new, by=by, now=now, copied_from=old.slug)
    return new


def last_event(campaign):
    """The key of the last event of a campaign, 0 where nothing is written down yet."""
    return campaign.events.order_by().aggregate(last=Max("pk"))["last"] or 0


def proposal_of(campaign):
    """The proposal to close that waits for a second person, or None."""
    about = (CampaignVerb.PROPOSE_CLOSE, CampaignVerb.DROP_CLOSE, CampaignVerb.CLOSE)
    last = CampaignEvent.objects.filter(campaign=campaign, verb__in=about).in_order().last()
    return last if last and last.verb == CampaignVerb.PROPOSE_CLOSE else None


def writers(campaign):
    """The keys of who drafted it, and of who changed it last."""
    events = CampaignEvent.objects.filter(campaign=campaign)
    drafts = events.filter(verb=CampaignVerb.DRAFT).values_list("by", flat=True)
    changes = events.filter(verb=CampaignVerb.CHANGE).in_order().values_list("by", flat=True)
    return {*drafts, *changes.reverse()[:1]}


def _checked(campaign, now):
    """What the check list found, for the record; raises `Refused` with what blocks."""
    with as_written():
        found = findings(campaign, now)
    if found and found[0].blocks:
        raise Refused(gettext("現在還不能結束：%(why)s") % {"why": found[0].text})
    return [finding._asdict() for finding in found]


def _require_draft(campaign):
    if campaign.is_published:
        raise Refused(gettext("這個活動已經公布。"))


def _require_running_or_draft(campaign):
    if campaign.closed_at:
        day = day_told(timezone.localdate(campaign.closed_at))
        raise Refused(gettext("這個活動已於%(day)s結束，不能再改動。") % {"day": day})


def require_running(campaign):
    _require_running_or_draft(campaign)
    if not campaign.is_published:
        raise Refused(gettext("這個活動還沒有公布。"))


def _require_an_end(campaign):
    require_running(campaign)
    if campaign.kind == Campaign.Kind.OPEN:
        raise Refused(gettext("「開門納諫」全年不停，不能結束。"))


def _require_proposal(campaign):
    proposal = proposal_of(campaign)
    if not proposal:
        raise Refused(gettext("還沒有人提請結束。"))
    return proposal


def _of_year(text, old, new):
    return text.replace(str(old), str(new))
