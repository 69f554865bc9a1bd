"""The numbers of a district or a unit, as large numbers of a page: of few, counts without a rate."""

from django.utils.translation import gettext

from feedback.rules.tally import percent


def counted(numbers, link, *, of_public=False):
    """The rows of `components/totals.html` of some `Numbers`; `link` is the list behind one of them.

    `of_public` says that only those are counted whose text was released.
    """
    received = gettext("內容公開的") if of_public else gettext("收到")
    return [
        {"number": numbers.received, "label": received, "url": link("received")},
        {"number": numbers.valid, "label": gettext("有效"), "url": link("valid")},
        {
            "number": numbers.handled,
            "label": gettext("已辦結"),
            "note": _handled(numbers.rate),
            "url": link("handled"),
        },
        {"number": numbers.on_time, "label": gettext("按期答覆"), "note": _on_time(numbers)},
    ]


def _handled(rate):
    return "" if rate is None else gettext("辦結率 %(rate)s") % {"rate": percent(rate)}


def _on_time(numbers):
    rate, places = numbers.on_time_rate, {"judged": numbers.judged}
    if rate is None:
        return gettext("已經答覆或已過期限的共 %(judged)s 件") % places
    places["rate"] = percent(rate)
    return gettext("已經答覆或已過期限的共 %(judged)s 件，按期率 %(rate)s") % places
