"""What happens to a campaign, and what may be done to it when."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CampaignVerb(TextChoices):
    """What is written down in the history of a campaign."""

    DRAFT = "draft", _("起草")
    CHANGE = "change", _("修改")
    PUBLISH = "publish", _("公布")
    EXTEND = "extend", _("延長")
    RESCHEDULE = "reschedule", _("改期")
    PROPOSE_CLOSE = "propose_close", _("提請結束")
    DROP_CLOSE = "drop_close", _("撤回提請")
    CLOSE = "close", _("結束")


def next_year(year, today):
    """The year of the round that follows the one of `year`: the one after it, or this one where years were left out."""
    return max(year + 1, today.year)


def years_later(day, years):
    """The same day of the calendar so many years on; of the 29th of February, the 28th where there is none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)
