"""The numbers of a district or a unit, as large numbers of a page: of few, counts without a rate."""

from django.utils.translation import gettext

from feedback.rules.counted.few import rate
from feedback.rules.counted.tally import percent


def counted(group, link, *, of_public=False):
    """The rows of `components/totals.html` of a `statistics.Group`; `link` is the list behind one of them.

    `of_public` says that only those are counted whose text was released.
    """
    tally = group.tally
    received = gettext("內容公開的") if of_public else gettext("收到")
    return [
        {"number": tally.received, "label": received, "url": link("received")},
        {"number": tally.valid, "label": gettext("有效"), "url": link("valid")},
        {"number": tally.handled, "label": gettext("已辦結"), "note": _handled(tally), "url": link("handled")},
        {"number": group.on_time, "label": gettext("按期答覆"), "note": _on_time(group)},
    ]


def told_rate(part, whole):
    """`part` of `whole` as it is read; nothing of few."""
    share = rate(part, whole)
    return "" if share is None else percent(share)


def told_ratings(ratings):
    """A row of `components/totals.html`: how many were content in the end, and beside it all that a rate stands on."""
    last = ratings.final
    places = {
        "rated": last.rated, "rate": told_rate(last.content, last.rated), "not_rated": ratings.not_rated,
        "staffed": last.staffed,
    }  # fmt: skip
    if places["rate"]:
        note = gettext(
            "已評議 %(rated)s 件，滿意率 %(rate)s；沒有評議 %(not_rated)s 件；憑工作人員開具的回執評議 %(staffed)s 件"
        )
    else:
        note = gettext("已評議 %(rated)s 件；沒有評議 %(not_rated)s 件；憑工作人員開具的回執評議 %(staffed)s 件")
    return {"number": last.content, "label": gettext("基本滿意及以上"), "note": note % places}


def _handled(tally):
    share = told_rate(tally.handled, tally.valid)
    return gettext("辦結率 %(rate)s") % {"rate": share} if share else ""


def _on_time(group):
    places = {"judged": group.judged, "rate": told_rate(group.on_time, group.judged)}
    if not places["rate"]:
        return gettext("已經答覆或已過期限的共 %(judged)s 件") % places
    return gettext("已經答覆或已過期限的共 %(judged)s 件，按期率 %(rate)s") % places
