"""How many applied for a round, from where, and how many seats there are: counts, never a name."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext

from feedback.models import District
from feedback.representatives.models import Application, Occupation, Representative, Terms
from feedback.representatives.rules import Dimension, Reason, Source, State, band_codes, band_name
from feedback.rules.counted.few import FEW
from feedback.rules.phases import Act, PhaseKind
from portal.reading.languages import reading

# Drawn or not, these were found eligible.
FOUND_ELIGIBLE = (State.ELIGIBLE, State.DRAWN)


@dataclass(frozen=True)
class Row:
    """One district, age band or occupation: how many applied and are eligible; `seats` is None without a quota.

    Of few it is not said how few: from a village and of an age, neighbours would know who it was.
    """

    name: str
    applied: int | str
    eligible: int | str
    seats: int | None


class Numbers:
    """All that a page says of the representatives of `campaign` on `today`, in few queries.

    While somebody may apply, a second application of a contact waits for its check like the first: a number that moved
    at once would tell whoever sends one whether that contact applied before.
    """

    def __init__(self, campaign, today):
        self.campaign, self.terms = campaign, Terms.of(campaign)
        self.is_open = campaign.opening(Act.APPLY, today).is_open

    @property
    def has_any(self):
        """Whether this campaign has representatives, or will: not each 懇談 has."""
        has_phase = any(phase.kind == PhaseKind.APPLY for phase in self.campaign.phases.all())
        return has_phase or bool(self.terms.pk) or self.serving > 0

    @cached_property
    def _counts(self):
        """{(state, reason, district, age band, occupation): how many}."""
        names = ("state", "reason", "checked_by", "district__code", "age_band", "occupation__code")
        found = Counter()
        for (*result, checked_by, district, age_band, occupation), count in (
            Application.objects.of(self.campaign).counts(*names).items()
        ):
            if self.is_open and result == [State.INELIGIBLE, Reason.DUPLICATE] and not checked_by:
                result = [State.APPLIED, ""]
            found[(*result, district, age_band, occupation)] += count
        return found

    def _sum(self, wanted):
        return sum(count for told, count in self._counts.items() if wanted(told))

    def _in(self, *states):
        return self._sum(lambda told: told[0] in states)

    @property
    def applied(self):
        return self._counts.total()

    @property
    def facts(self):
        """(name, count): what was received, and what it is the sum of; then who serves."""
        return [
            (gettext("報名"), gettext("%(count)s 份") % {"count": self.applied}),
            (gettext("符合條件"), self._in(*FOUND_ELIGIBLE)),
            (gettext("不符合條件"), self._in(State.INELIGIBLE)),
            *((gettext("其中%(reason)s的") % {"reason": label}, count) for label, count in self._reasons),
            (gettext("待核對"), self._in(State.APPLIED)),
            (gettext("撤回"), self._in(State.WITHDRAWN)),
            (
                gettext("代表") if self.campaign.closed_at else gettext("在任代表"),
                gettext("%(count)s 人") % {"count": self.serving},
            ),
            *self._ways,
        ]

    @property
    def _reasons(self):
        """(reason, how many) of those that do not meet the conditions; nothing while there are few of any.

        Whoever sent a second application of a contact would find it in a small number, or by taking the others away.
        """
        counts = [(reason.label, self._sum(lambda told, reason=reason: told[1] == reason)) for reason in Reason]
        counts = [(label, count) for label, count in counts if count]
        return counts if all(count >= FEW for _label, count in counts) else []

    @property
    def _ways(self):
        """(how, how many) of who serves: whether anybody was put there without the draw is no secret."""
        drawn = self._serving[Source.DRAWN]
        ways = [(gettext("其中抽取產生的"), drawn), (gettext("其中由工作人員登記的"), self.serving - drawn)]
        return ways if self.serving else []

    @cached_property
    def _serving(self):
        """{source: how many}."""
        of_source = Representative.objects.of(self.campaign).active().order_by().values_list("source")
        return Counter(dict(of_source.annotate(count=Count("pk"))))

    @property
    def serving(self):
        return self._serving.total()

    @cached_property
    def shares(self):
        """(code, name and rows) of each dimension by which seats are shared out."""
        quotas = {(quota.dimension, quota.value): quota.seats for quota in self._quotas}
        return [(each.value, each.label, self._rows(each, quotas)) for each in self.terms.dimensions]

    @property
    def _quotas(self):
        return self.terms.quotas.all() if self.terms.pk else ()

    def _rows(self, dimension, quotas):
        place = {Dimension.DISTRICT: 2, Dimension.AGE_BAND: 3, Dimension.OCCUPATION: 4}[dimension]
        rows = []
        for code, name in _names(dimension, self.terms):
            applied = self._sum(lambda told, code=code: told[place] == code)
            eligible = self._sum(lambda told, code=code: told[place] == code and told[0] in FOUND_ELIGIBLE)
            rows.append(Row(name, _told(applied), _told(eligible), quotas.get((dimension, code))))
        return rows


def _told(count):
    return gettext("不足 %(few)s") % {"few": FEW} if 0 < count < FEW else count


def _names(dimension, terms):
    """(code, name) of all that a dimension may be."""
    if dimension == Dimension.AGE_BAND:
        return [(code, band_name(code)) for code in band_codes(terms.first_ages)]
    rows = District.objects.all() if dimension == Dimension.DISTRICT else Occupation.objects.all()
    return [(row.code, reading(row)) for row in rows]
