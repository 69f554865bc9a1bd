"""Before the numbers exist: a draw is prepared by one person and announced by another, and then stands as it is."""

import secrets
from contextlib import contextmanager
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.draws import check, ledger, lotteries, quotas, vrs
from feedback.draws.models import Draw, Source
from feedback.draws.rules import State
from feedback.models import Campaign
from feedback.representatives.models import Application, Terms
from feedback.representatives.rules import Dimension
from feedback.representatives.rules import State as Applied
from feedback.rules.phases import Act, day_told
from feedback.rules.workflow import Refused
from portal.accounts.records import record
from portal.serving import generation

SECRET_BYTES = 32


class Lot(NamedTuple):
    """A lottery draw to come."""

    lottery: object
    issue: str
    drawn_on: object


@contextmanager
def held(campaign):
    """One change at a time of what a round draws; the pages are made anew when it is done."""
    with generation.publishing():
        locked = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
        campaign.is_published, campaign.closed_at = locked.is_published, locked.closed_at
        yield
        generation.bump()


def prepare(campaign, lots, *, by, now):
    """Name the lottery draws, each a `Lot`, that a draw will wait for; returns the draw.

    A draw that is being prepared is prepared anew. Raises `Refused` once one of the round was announced.
    """
    with held(campaign):
        _require_running(campaign)
        _require_future(campaign, lots, now)
        draw = Draw.objects.of(campaign).live().first()
        if draw and draw.state != State.PREPARED:
            raise Refused(gettext("這個活動的抽取已經公告，不能再準備一次。"))
        draw = draw or Draw(campaign=campaign, attempt=Draw.objects.of(campaign).count() + 1)
        draw.prepared_by, draw.prepared_at = by, now
        draw.save()
        draw.sources.all().delete()
        record(by, _("準備代表抽取：%(draw)s"), about=draw, draw=draw)
        Source.objects.bulk_create(Source(draw=draw, place=place, **lot._asdict()) for place, lot in enumerate(lots, 1))
    return draw


def announce(draw, *, by, now):
    """Freeze who may be drawn, for which seats and by which numbers, and commit to a secret; all of it is published.

    Whoever prepared the draw cannot announce it. From here on nothing of it changes.
    """
    campaign = draw.campaign
    with held(campaign):
        draw.refresh_from_db()
        if draw.state != State.PREPARED:
            raise Refused(gettext("這次抽取已經公告過，不能重來。"))
        if draw.prepared_by_id == by.pk:
            raise Refused(gettext("公告要由另一個人來做：準備這次抽取的是您。"))
        _require_running(campaign)
        lots = [Lot(each.lottery, each.issue, each.drawn_on) for each in draw.sources.select_related("lottery")]
        _require_future(campaign, lots, now)
        _require_all_checked(campaign, now)
        draw.secret = secrets.token_bytes(SECRET_BYTES).hex()
        draw.announcement = check.canonical(_told(draw, lots, now))
        draw.digest = check.digest(draw.announcement)
        draw.state, draw.announced_by, draw.announced_at = State.ANNOUNCED, by, now
        draw.save()
        ledger.ANNOUNCED.write(draw, now)
        record(by, _("公告代表抽取：%(draw)s"), about=draw, draw=draw)


def _told(draw, lots, now):
    """What is published before the numbers exist."""
    campaign = draw.campaign
    terms = Terms.of(campaign)
    cells = {each.label: each.cell for each in Application.objects.eligible(campaign)}
    if len(cells) < terms.seats:
        told = gettext("符合條件的只有 %(count)s 人，不夠 %(seats)s 個名額。")
        raise Refused(told % {"count": len(cells), "seats": terms.seats})
    pool, seats = quotas.merged(*quotas.with_the_rest(cells, _asked(terms), terms.seats))
    length = terms.substitutes + 2  # the last hash is published now, one code is for the draw itself
    return {
        "campaign": campaign.slug,
        "attempt": draw.attempt,
        "announced_at": timezone.localtime(now).isoformat(timespec="seconds"),
        "seats": terms.seats,
        "quotas": seats,
        "pool": pool,
        "lotteries": [
            lot.lottery.kind._asdict() | {"issue": lot.issue, "drawn_on": lot.drawn_on.isoformat()} for lot in lots
        ],
        "encoding": lotteries.ENCODING,
        "chain_length": length,
        "commitment": vrs.commitment(bytes.fromhex(draw.secret), length).hex(),
    }


def _asked(terms):
    """{dimension: {value: seats}} of the dimensions by which seats are shared out."""
    asked = {}
    for quota in terms.quotas.all() if terms.pk else ():
        if quota.dimension in terms.dimensions:
            asked.setdefault(quota.dimension, {})[quota.value] = quota.seats
    for dimension, groups in asked.items():
        if sum(groups.values()) > terms.seats:
            told = gettext("按%(dimension)s分配的名額合計 %(count)s 個，超過了代表名額 %(seats)s 個。")
            places = {
                "dimension": Dimension(dimension).label, "count": sum(groups.values()), "seats": terms.seats,
            }  # fmt: skip
            raise Refused(told % places)
    return asked


def _require_running(campaign):
    if not campaign.is_published or campaign.closed_at:
        raise Refused(gettext("只有已經公布、還沒有結束的活動可以抽取代表。"))


def _require_future(campaign, lots, now):
    """Nobody may know a number when the draw is announced, nor have known it when an earlier draw was aborted."""
    if len(lots) < lotteries.ENOUGH:
        raise Refused(gettext("至少要寫明 %(least)s 次彩票開獎。") % {"least": lotteries.ENOUGH})
    if len({(lot.lottery, lot.drawn_on) for lot in lots}) < len(lots):
        raise Refused(gettext("同一次開獎只能寫一次。"))
    aborted = Draw.objects.of(campaign).filter(state=State.ABORTED).values_list("aborted_at", flat=True)
    last = max([timezone.localdate(now), *map(timezone.localdate, aborted)])
    if any(lot.drawn_on <= last for lot in lots):
        raise Refused(gettext("開獎日期都要晚於%(day)s：公告時誰也不能已經知道號碼。") % {"day": day_told(last)})


def _require_all_checked(campaign, now):
    opening = campaign.opening(Act.APPLY, timezone.localdate(now))
    if opening.is_open or opening.opens_on:
        raise Refused(gettext("代表報名還沒有截止，名單還會變動，不能公告。"))
    count = Application.objects.of(campaign).filter(state=Applied.APPLIED).count()
    if count:
        raise Refused(gettext("還有 %(count)s 份報名沒有核對，請核對完再公告。") % {"count": count})
