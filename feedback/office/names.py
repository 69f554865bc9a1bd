"""What everything is called that lists name: a few rows, which each process keeps until something is published."""

from dataclasses import dataclass
from functools import cached_property

from feedback.office.campaigns import Campaign
from feedback.office.categories import Category, District
from feedback.office.channels import Channel
from feedback.office.outcomes import decline_reasons, outcomes
from feedback.office.statuses import Status
from feedback.office.units import Unit
from portal.reading.languages import reading
from portal.serving.generation import Kept

KINDS = ("campaign", "category", "district", "status", "unit")


@dataclass(frozen=True)
class Names:
    """The rows by primary key, each kind in its own order."""

    campaign: dict
    category: dict
    district: dict
    status: dict
    unit: dict

    @classmethod
    def load(cls):
        rows = {
            "campaign": Campaign.objects.published().newest_first(),
            "category": Category.objects.all(),
            "district": District.objects.all(),
            "status": Status.objects.all(),
            "unit": Unit.objects.all(),
        }
        return cls(**{kind: {row.pk: row for row in found} for kind, found in rows.items()})

    @cached_property
    def outcome(self):
        """Asked for when a list first has an answer, as the reasons are when it first has a refusal."""
        return outcomes()

    @cached_property
    def decline_reason(self):
        return decline_reasons()

    def coded(self, kind, code):
        """The name of an outcome or of a reason by its code, in the reader's script; nothing for none."""
        return reading(getattr(self, kind).get(code, code)) if code else ""

    def dress(self, row):
        """Give `row` what its keys name, without asking for it; what is newer than these names is asked for as ever."""
        for kind in KINDS:
            known = getattr(self, kind).get(getattr(row, f"{kind}_id", None))
            if known:
                setattr(row, kind, known)
        return row

    def of(self, kind, pk):
        """The name of a row as the reader is shown it, nothing for none."""
        row = getattr(self, kind).get(pk)
        return row.shown_name if row else ""

    def page_of(self, kind, pk):
        """The address of the page of a row, nothing for none."""
        row = getattr(self, kind).get(pk)
        return row.get_absolute_url() if row else ""

    def called(self, kind, name):
        """The row that goes by a name which an event wrote down, or the name itself when none does any longer."""
        return _called(name, getattr(self, kind).values())


def _called(name, rows):
    return next((row for row in rows if row.name == name), name)


_names = Kept(Names.load)
_channels = Kept(lambda: list(Channel.objects.all()))  # apart: lists name none


def names():
    return _names.get()


def channel_called(name):
    """As `Names.called`, of the channels."""
    return _called(name, _channels.get())
