"""What a verb will say and to whom, told on its page before anybody presses the button."""

from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.models import CalendarDay, Status
from feedback.periods import Cause
from feedback.timeline import coded_sentence, sentence
from feedback.workflow import ARROWS, PUBLIC_VERBS, RECEIPT_VERBS, Verb


def foretold(verb, suggestion, form):
    """Of a verb that `verbs_for` offers: what another one would say cannot be told, half of it is not there.

    {status: what it will be, or None when it stays; is_chosen: whether the form says which; lines; note}.

    `lines` are pairs of who reads it and the sentence of the timeline; `note` is the label of the field that
    everybody who may read the sentence reads too.
    """
    note = form.fields["note"].label if "note" in form.fields else None
    if verb == Verb.DECLINE:  # what was written when it was proposed
        note = _("對市民的說明")
    return {
        "status": status_after(verb, suggestion),
        "is_chosen": verb == Verb.SET_STATUS,
        "lines": _lines(verb, suggestion, form),
        "note": note if verb in RECEIPT_VERBS else None,
    }


def status_after(verb, suggestion):
    if verb == Verb.UNMERGE:
        return suggestion.status_before_merge
    return Status.objects.entry(ARROWS[verb].to) if ARROWS[verb].to else None


def _lines(verb, suggestion, form):
    if verb not in RECEIPT_VERBS:
        return []
    event = _to_come(verb, suggestion, form)
    if verb not in PUBLIC_VERBS:
        return [(_("市民憑回執看到"), sentence(event))]
    if suggestion.is_public:
        return [(_("市民和公眾看到"), sentence(event))]
    return [(_("市民憑回執看到"), sentence(event)), (_("公眾看到"), coded_sentence(event))]


def _to_come(verb, suggestion, form):
    """Something that reads like the event: with what is filled in, and names of the fields where nothing is yet."""
    event = SimpleNamespace(verb=verb, unit=suggestion.unit, main=suggestion.main, details={})
    match verb:
        case Verb.DECLINE:
            event.details = {"reason": suggestion.decline_reason}
        case Verb.MERGE:
            main = _filled(form, "main")
            event.main = SimpleNamespace(number=getattr(main, "number", None) or _("〔主件編號〕"))
        case Verb.ASSIGN:
            unit = _filled(form, "unit")
            event.unit = unit or _("〔承辦單位〕")
        case Verb.SEND_BACK:
            event.details = {"from": suggestion.unit.name}
        case Verb.RECATEGORISE:
            category = _filled(form, "category")
            event.details = {"to": category.name if category else _("〔所選領域〕")}
        case Verb.EXTEND:
            days = _filled(form, "days")
            due = suggestion.due_with(days, CalendarDay.objects.calendar())
            event.details = {"days": days, "due_on": due.due_on.isoformat()}
        case Verb.REOPEN:
            due = suggestion.due_on_return(Cause.REOPEN, timezone.localdate(), CalendarDay.objects.calendar())
            event.details = {
                "period": suggestion.period_count + 1,
                "due_on": due.due_on.isoformat(),
                "is_provisional": due.is_due_provisional,
            }
    return event


def _filled(form, name):
    """What the field holds if it is right, else what was proposed for it."""
    if form.is_bound and form.cleaned_data.get(name):
        return form.cleaned_data[name]
    return form.get_initial_for_field(form.fields[name], name)
