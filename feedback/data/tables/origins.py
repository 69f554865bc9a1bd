"""The tables of where it came from: under which kind of campaign, and by which channel; each adds up to the whole."""

from functools import partial

from django.utils.translation import gettext

from feedback.data.tables.breakdowns import by, grouped
from feedback.models import Campaign, Channel
from portal.reading.languages import reading


def campaigns(scope):
    """The questions of talks beside what was sent to the rounds and all year."""
    rows = [
        grouped(kind.label, scope.by_kind[kind], partial(_of_kind, scope, kind))
        for kind in Campaign.Kind
        if kind in scope.by_kind
    ]
    return by(
        "campaigns",
        gettext("按活動種類"),
        gettext("活動種類"),
        rows,
        gettext("按收到時歸入的活動分：每一件只在一個活動裡，各行相加就是總數。在線懇談的每一件提問都在內。"),
        subtitle=gettext("各種活動收到的件數，條的前段是已辦結的。"),
    )


def _of_kind(scope, kind, tally):
    return scope.board(campaign_kind=kind, tally=tally)


def channels(scope):
    groups = scope.statistics.groups["channel"]
    rows = [grouped(reading(one), groups[one.pk]) for one in Channel.objects.all() if one.pk in groups]
    return by(
        "channels",
        gettext("按來源"),
        gettext("來源"),
        rows,
        gettext(
            "按怎樣送達歸入：從本網站提交的，或者電話、來信、懇談熱線、懇談現場等由工作人員登記的。各行相加就是總數。"
        ),
        subtitle=gettext("各種來源收到的件數，條的前段是已辦結的。"),
    )
