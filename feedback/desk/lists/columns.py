"""The columns of the desk's list that somebody may choose, beside those that always stand there.

Number, title, status and due day are always shown; the others in the order below, the age last.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.office import staff
from portal.reading.readers import name_shown

AGE = "age"


class Column(NamedTuple):
    """`says` gives the text of a row, nothing where there is none; `fields` are what a line needs for it."""

    code: str
    label: str
    says: Callable
    fields: tuple = ()
    look: str = "name"  # how its cells are set

    def text(self, row):
        return str(self.says(row) or "—")


def _named(name):
    return f"{name}__name", f"{name}__name_en"


def _day(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else ""


COLUMNS = (
    Column("category", _("領域"), lambda row: row.category),
    Column("unit", _("承辦單位"), lambda row: row.unit),
    Column(
        "handler", _("承辦人"), lambda row: row.handler and staff.shown_name(row.handler),
        ("handler__username", "handler__first_name", "handler__last_name"),
    ),
    Column("district", _("區市"), lambda row: row.district, _named("district")),
    Column("kind", _("類別"), lambda row: row.get_kind_display(), ("kind",)),
    Column("channel", _("來源"), lambda row: row.channel, _named("channel")),
    Column("campaign", _("活動"), lambda row: row.campaign, ("campaign__title", "campaign__title_en")),
    Column("received", _("收到日期"), lambda row: _day(row.received_at), look="day"),
    Column("answered", _("答覆日期"), lambda row: _day(row.replied_at), ("replied_at",), "day"),
    Column("outcome", _("採納情況"), lambda row: row.outcomes.get(row.outcome, ""), ("outcome",)),
    Column("rating", _("市民評議"), lambda row: row.level and name_shown(row.level), _named("level")),
)  # fmt: skip
AGE_LABEL = _("已過工作日")
CHOICES = [*((column.code, column.label) for column in COLUMNS), (AGE, AGE_LABEL)]
USUAL = ("category", "unit", AGE)


class Shown(NamedTuple):
    """What a list shows beside what always stands there."""

    columns: tuple
    has_age: bool

    @property
    def fields(self):
        return [field for column in self.columns for field in column.fields]


def shown(codes=()):
    """What the columns of these codes come to; without any, the usual ones."""
    codes = codes or USUAL
    return Shown(tuple(column for column in COLUMNS if column.code in codes), AGE in codes)
