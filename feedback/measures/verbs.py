"""What is done about measures: drafted, published by a second person, linked with what they answer, withdrawn."""

from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.measures import ledger, rules
from feedback.measures.models import Measure, MeasureSuggestion
from feedback.measures.telling import tell_citizens, untell_citizens
from feedback.office import staff
from feedback.rules.workflow import Refused
from portal.accounts.records import record
from portal.serving import generation


def may_draft(user, unit):
    """`unit` is the key of the unit that did it."""
    return rules.may_draft(staff.roles_of(user), is_own=unit in staff.units_of(user))


def may_publish(user, unit):
    return rules.may_publish(staff.roles_of(user), is_own=unit in staff.units_of(user))


def draft(measure, suggestions, *, by, now):
    """Save a draft as its fields stand, a new one or one that is written anew, and what it answers; none is public.

    Of the suggestions that it answered before the rows stay as they were.
    """
    _require(may_draft(by, measure.unit_id))
    with generation.publishing():
        is_new = measure.pk is None
        if is_new:
            measure.drafted_by, measure.drafted_at = by, now
        else:
            _require_draft(_locked(measure))
        measure.changed_by = by
        measure.revision += 1
        measure.save()
        measure.links.exclude(suggestion__in=suggestions).delete()
        _link(measure, suggestions, by=by, now=now)
        words = _("起草舉措「%(title)s」") if is_new else _("修改舉措草稿「%(title)s」")
        record(by, words, measure, title=measure.title)


def publish(measure, seen, *, by, now):
    """Publish the draft that `by` read as the revision `seen`; the citizens behind it are told."""
    with _changing(measure, by) as locked:
        _require_draft(locked)
        if locked.revision != seen:
            raise Refused(gettext("這項舉措剛剛改過，請看過現在的內容再公布。"))
        rules.check_second({locked.drafted_by_id, locked.changed_by_id}, by.pk)
        rules.check_done(locked.done_on, timezone.localdate(now))
        locked.published_by, locked.published_at = by, now
        locked.save()
        ledger.PUBLISHED.write(locked, now)
        ledger.LINKED.write(locked, now)
        tell_citizens(locked, locked.suggestions.all(), now)
        record(by, _("公布舉措「%(title)s」"), locked, title=locked.title)


def withdraw(measure, reason, *, by, now):
    """Nobody reads it any longer; everybody reads that it was withdrawn, and why."""
    with _changing(measure, by) as locked:
        _require_public(locked)
        if not reason.strip():
            raise Refused(gettext("請寫明原因，原因會公開。"))
        locked.withdrawn_by, locked.withdrawn_at, locked.reason = by, now, reason
        locked.save()
        ledger.WITHDRAWN.write(locked, now)
        untell_citizens(locked)
        record(by, _("撤回舉措「%(title)s」"), locked, title=locked.title)


def link(measure, suggestions, *, by, now):
    """A published measure answers these too; their citizens are told."""
    with _changing(measure, by) as locked:
        _require_public(locked)
        new = _link(locked, suggestions, by=by, now=now)
        if not new:
            raise Refused(gettext("這些意見建議已經關聯過了。"))
        ledger.LINKED.write(locked, now)
        tell_citizens(locked, new, now)
        numbers = gettext("、").join(one.number for one in new)
        record(by, _("舉措「%(title)s」關聯 %(numbers)s"), locked, title=locked.title, numbers=numbers)


def unlink(measure, suggestions, *, by, now):
    """It was said by mistake that a published measure answers these."""
    with _changing(measure, by) as locked:
        _require_public(locked)
        if not locked.links.filter(suggestion__in=suggestions).delete()[0]:
            raise Refused(gettext("這些意見建議沒有關聯到這項舉措。"))
        ledger.LINKED.write(locked, now, kind="measure_unlink")
        untell_citizens(locked, suggestions)
        numbers = gettext("、").join(one.number for one in suggestions)
        record(by, _("舉措「%(title)s」取消關聯 %(numbers)s"), locked, title=locked.title, numbers=numbers)


@contextmanager
def _changing(measure, by):
    """One change of what everybody reads: yields the row, held."""
    _require(may_publish(by, measure.unit_id))
    with generation.publishing():
        locked = _locked(measure)
        yield locked
        generation.bump()


def _locked(measure):
    return Measure.objects.select_for_update(no_key=True, of=("self",)).get(pk=measure.pk)


def _link(measure, suggestions, *, by, now):
    """Those of `suggestions` that it did not answer before, which it does now."""
    known = {*measure.links.values_list("suggestion", flat=True)}
    new = [one for one in suggestions if one.pk not in known]
    for one in new:
        rules.check_answerable(one.number, one.stage)
    MeasureSuggestion.objects.bulk_create(
        MeasureSuggestion(measure=measure, suggestion=one, by=by, at=now) for one in new
    )
    return new


def _require(is_allowed):
    if not is_allowed:
        raise Refused(gettext("您的崗位沒有這一項權限。"))


def _require_draft(measure):
    if not measure.is_draft:
        raise Refused(gettext("這項舉措已經公布，不能再改；內容有誤的，請撤回後重新登記。"))


def _require_public(measure):
    if not measure.is_public:
        raise Refused(gettext("這項舉措還沒有公布，或者已經撤回。"))
