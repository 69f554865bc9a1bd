"""What is done about bindings: bind a number of a report, or change its binding, and take a binding away."""

from django.utils.translation import gettext

from feedback.bindings import ledger
from feedback.bindings.models import Binding
from feedback.bindings.queries import QUERIES, counted
from feedback.rules.workflow import Refused
from portal.serving import generation
from reports.importer.numbers import is_share


def check(figure, query, as_of, *, now):
    """Raise `Refused` where `figure` says nothing that the query counts, or the moment is still to come."""
    if figure.is_change:
        raise Refused(gettext("升降的幅度不是記錄裡的件數或者比率，不能綁定。"))
    if QUERIES[query].is_share != (figure.unit == "%") or is_share(figure.unit) != (figure.unit == "%"):
        raise Refused(gettext("百分數只能綁定辦結率、按期答覆率，件數只能綁定按件計的口徑。"))
    if as_of > now:
        raise Refused(gettext("「截至」的時間還沒有到，那時的記錄還沒有。"))


def bind(binding, *, by, now):
    """Save `binding` as it stands in memory, new or changed, with what the records say as of its moment."""
    if not by.has_perm("bindings.change_binding" if binding.pk else "bindings.add_binding"):
        raise Refused(gettext("您的崗位沒有這一項權限。"))
    check(binding.figure, binding.query, binding.as_of, now=now)
    with generation.publishing():
        _held(binding)
        found = counted(binding.query, binding.campaign, binding.category, binding.as_of)
        binding.part, binding.whole = found
        binding.bound_at, binding.bound_by = now, by
        binding.full_clean()
        binding.save()
        ledger.write(binding, now)
        generation.bump()
    return binding


def unbind(binding, *, by, now):
    """The number stands in the report as it did, and nobody says any more that it was counted."""
    if not by.has_perm("bindings.delete_binding"):
        raise Refused(gettext("您的崗位沒有這一項權限。"))
    with generation.publishing():
        if _held(binding):
            ledger.write(binding, now, kind="binding_unbind")
            binding.delete()
            generation.bump()


def _held(binding):
    """Whether it is stored; then nobody else changes it until the transaction ends."""
    return bool(Binding.objects.select_for_update().filter(pk=binding.pk).values_list("pk"))
