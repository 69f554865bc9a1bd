"""A round with applicants, and a draw of it brought to each of its states by the verbs."""

from datetime import date, timedelta

from feedback.draws import announcing, drawing, proposing
from feedback.draws.announcing import Lot
from feedback.draws.models import Lottery
from feedback.models import District, Phase
from feedback.representatives.models import Application
from feedback.representatives.rules import State
from tests import factories
from tests.factories import at

PREPARED, ANNOUNCED, LAST_DAY, DRAWN = (
    at("2020-11-20 09:00"), at("2020-11-20 15:00"), date(2020, 11, 26), at("2020-11-27 09:00"),
)  # fmt: skip
LATER = DRAWN + timedelta(days=1)
NUMBERS = [[3, 8, 11, 20, 27, 33, 9], [2, 14, 15, 22, 35, 4, 11], [7, 0, 0, 3, 9]]


def staff():
    """Two people who conduct draws."""
    return factories.make_user(username="first"), factories.make_user(username="second")


def make_round(*, applicants=12, seats=3, substitutes=3, quota=2, **fields):
    """A round whose applications were checked: they live in two districts by turns; the first has a quota."""
    campaign = factories.make_campaign(**fields)
    apply, rate = Phase.Kind.APPLY, Phase.Kind.RATE
    factories.make_phase(campaign=campaign, kind=apply, starts_on=date(2020, 11, 1), ends_on=date(2020, 11, 15))
    factories.make_phase(campaign=campaign, kind=rate, starts_on=date(2020, 12, 14), ends_on=date(2020, 12, 31))
    districts = [
        District.objects.filter(name=name).first() or factories.make_district(name=name, code=code)
        for code, name in (("shinan", "市南區"), ("laoshan", "嶗山區"))
    ]
    quotas = [("district", districts[0].code, quota)] if quota else []
    factories.make_terms(campaign=campaign, seats=seats, substitutes=substitutes, quotas=quotas)
    Application.objects.bulk_create(
        Application(
            campaign=campaign, label=f"{number:03}-482-915", name="示例市民", contact=f"1380000{number:04}",
            contact_key=f"{campaign.pk}:{number}", district=districts[number % 2], age_band="18-29",
            state=State.ELIGIBLE, applied_at=at("2020-11-10 10:00"),
        )
        for number in range(100, 100 + applicants)
    )  # fmt: skip
    return campaign


def lots(last_day=LAST_DAY):
    names = ("雙色球", "超級大樂透", "排列5")
    days = [last_day - timedelta(days=2), last_day - timedelta(days=1), last_day]
    return [Lot(Lottery.objects.get(name=name), "2020115", day) for name, day in zip(names, days, strict=True)]


def prepared(campaign, by):
    return announcing.prepare(campaign, lots(), by=by, now=PREPARED)


def announced(campaign, by):
    draw = prepared(campaign, by[0])
    announcing.announce(draw, by=by[1], now=ANNOUNCED)
    return draw


def drawn(campaign, by):
    draw = announced(campaign, by)
    for person in by:
        drawing.enter_numbers(draw, NUMBERS, by=person, now=DRAWN)
    return draw


def aborted(draw, by, now=LATER):
    proposing.confirm(proposing.propose_abort(draw, reason="號碼錄錯了。", by=by[0], now=now), by=by[1], now=now)
    return draw
