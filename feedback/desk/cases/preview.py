"""The preview of a verb: what it will say and to whom, and where it will leave the suggestion."""

from copy import copy
from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext

from feedback.office.calendar import working_days
from feedback.office.statuses import first_status
from feedback.parts.timeline import coded_sentence, given_to, sentence
from feedback.rules import workflow
from feedback.rules.acts import TOGETHER
from feedback.rules.erasing import ErasureReason
from feedback.rules.marks import Marks
from feedback.rules.periods import RETURNS
from feedback.rules.reach import PUBLIC_VERBS, RECEIPT_VERBS
from feedback.rules.reasons import Lifting, Supervision
from feedback.rules.workflow import ARROWS, Verb
from feedback.verbs.correcting import takes_text_back
from feedback.verbs.giving import who_gets
from feedback.verbs.timing import take_limit_of


def verb_preview(deed, suggestion, form, today, calendar=None):
    """The preview of a verb or an act that is offered; for any other one, what it needs may be missing.

    {status: what it will be, or None when it stays; is_chosen: whether the form says which; changes; lines; later;
    note; given_to: what staff alone will read of who has it then}.

    `changes` are (what, before, after) of unit, due day and card, those that stay left out. `lines` are pairs of who
    reads it and the sentence of the timeline; `later` are those that follow once somebody else agrees; `note` is the
    label of the field that everybody who may read the sentence reads too.
    """
    note = form.fields["note"].label if "note" in form.fields else None
    if deed == Verb.DECLINE:  # what was written when it was proposed
        note = gettext("對市民的說明")
    elif deed == Verb.ERASE:  # as above
        note = gettext("公開的說明")
    elif deed == Verb.EXTEND:  # what was written when it was asked for
        note = gettext("延長的原因")
    verbs = TOGETHER[deed].at_once if deed in TOGETHER else (deed,)
    calendar = calendar or working_days()
    after, status, lines, given = suggestion, None, [], []
    for verb in verbs:
        before = after
        is_given_back = _is_given_back(verb, before)
        entered = _status_after(verb, before, is_given_back)
        after, status = _left_by(verb, before, form, entered, today, calendar), entered or status
        events = [_to_come(verb, before, form, after), *_to_follow(verb, before, form, after, is_given_back)]
        lines += [line for event in events for line in _lines(event, before)]
        given.append(_given_to(verb, before, form, today))
        if is_given_back:
            after.unit = None
    return {
        "status": status,
        "is_chosen": deed == Verb.SET_STATUS,
        "changes": _changes(verbs, suggestion, after, Marks(today, calendar)),
        "lines": lines,
        "given_to": next(filter(None, given), ""),
        "later": _lines(_granted(suggestion, form), suggestion) if deed == Verb.ASK_EXTENSION else [],
        "note": note if not (RECEIPT_VERBS | {Verb.ASK_EXTENSION}).isdisjoint(verbs) else None,
    }


def _given_to(verb, suggestion, form, today):
    """Who will have it, named or standing in; empty while that is not known, or for a verb that gives it to nobody."""
    unit, handler = suggestion.unit, suggestion.handler
    if verb == Verb.ASSIGN:
        unit = _filled(form, "unit")
        handler = _filled(form, "handler") or (unit and unit.only_handler())
    elif verb == Verb.HAND_OVER:
        handler = _filled(form, "handler")
    elif verb != Verb.START or handler == form.user:
        return ""
    if not unit or not handler:
        return ""
    given = who_gets(unit, handler, today)
    if verb == Verb.START and given.absent and not given.handler:
        given = given._replace(handler=form.user)
    if verb == Verb.START and not given.absent:
        return ""
    event = SimpleNamespace(verb=verb, unit=unit, details=given.told())
    return sentence(event) if verb == Verb.HAND_OVER and given.handler else given_to(event)


def _is_given_back(verb, suggestion):
    """Whether what comes back into work goes on to triage, because its unit was dissolved meanwhile."""
    if not suggestion.unit or suggestion.unit.is_active or verb not in (Verb.REOPEN, Verb.UNMERGE):
        return False
    stage = ARROWS[verb].to or suggestion.status_before_merge.stage
    return workflow.can(Verb.GIVE_BACK, stage)


def _status_after(verb, suggestion, is_given_back):
    if is_given_back:
        return first_status(ARROWS[Verb.GIVE_BACK].to)
    if verb == Verb.UNMERGE:
        return suggestion.status_before_merge
    return first_status(ARROWS[verb].to) if ARROWS[verb].to else None


def _left_by(verb, suggestion, form, status, today, calendar):
    """A copy of the suggestion as the verb will leave it, with what is filled in; nothing of it is saved."""
    after = copy(suggestion)
    after.status = status or suggestion.status
    after.stage = after.status.stage
    match verb:
        case Verb.ASSIGN:
            after.unit = _filled(form, "unit")
        case Verb.RECALL | Verb.SEND_BACK:
            after.unit = None
        case Verb.RELEASE:
            after.public_title = _filled(form, "title") or ""
        case Verb.ERASE:
            after.public_title, after.erased_at = "", timezone.now()
        case Verb.RECATEGORISE:
            if category := _filled(form, "category"):
                take_limit_of(after, category)
            after.count_days(calendar)
        case Verb.EXTEND:
            after.extended_by = form.asked.days if form.asked else 0
            after.count_days(calendar)
        case Verb.UNMERGE:
            after.count_days(calendar)
        case Verb.REOPEN | Verb.REVOKE_DECLINE:
            after.begin_period(RETURNS[verb], today, calendar)
        case Verb.CORRECT_INTAKE if takes_text_back(form.changed()):
            after.public_title = ""
    return after


def _changes(verbs, suggestion, after, marks):
    undecided = gettext("〔承辦單位〕") if Verb.ASSIGN in verbs else gettext("待定")
    rows = [
        (gettext("承辦單位"), str(suggestion.unit or gettext("待定")), str(after.unit or undecided)),
        (gettext("期限"), str(suggestion.next_due_on or gettext("無")), str(after.next_due_on or gettext("無"))),
        (gettext("亮牌"), str(marks.card(suggestion).label), str(marks.card(after).label)),
        (gettext("公開文字"), _publicity(suggestion), _publicity(after, was_public=suggestion.is_public)),
    ]
    return [(what, before, now) for what, before, now in rows if before != now]


def _publicity(suggestion, *, was_public=False):
    if suggestion.is_erased:
        return gettext("已依法銷毀")
    if suggestion.is_public:
        return gettext("已公開")
    return gettext("未公開，須重新審核公開") if was_public else gettext("尚未公開")


def _lines(event, suggestion):
    if event.verb not in RECEIPT_VERBS:
        return []
    if event.verb == Verb.EXTEND and not event.details["days"]:
        said = coded = gettext("延長〔幾個〕工作日答覆")
    elif event.verb == Verb.CORRECT_INTAKE and not event.details["fields"]:
        said = coded = gettext("工作人員更正了登記的〔所改的項目〕")
    else:
        said, coded = sentence(event), coded_sentence(event)
    if event.verb not in PUBLIC_VERBS:
        return [(gettext("市民憑回執看到"), said)]
    if suggestion.is_public or said == coded:
        return [(gettext("市民和公眾看到"), said)]
    return [(gettext("市民憑回執看到"), said), (gettext("公眾看到"), coded)]


def _to_come(verb, suggestion, form, after):
    """Something that reads like the event: with what is filled in, and names of the fields where nothing is yet."""
    event = SimpleNamespace(verb=verb, unit=after.unit, main=suggestion.main, details={})
    match verb:
        case Verb.DECLINE:
            event.details = {"reason": suggestion.decline_reason}
        case Verb.MERGE:
            main = _filled(form, "main")
            event.main = SimpleNamespace(number=getattr(main, "number", main) or gettext("〔主件編號〕"))
        case Verb.ASSIGN:
            event.unit = after.unit or gettext("〔承辦單位〕")
        case Verb.RECALL | Verb.SEND_BACK:
            event.details = {"from": suggestion.unit.name}
        case Verb.INVOLVE:
            event.details = {"unit": _names_filled(form, "units")[0]}
        case Verb.CONTRIBUTE | Verb.EXCUSE:
            event.details = {"unit": _names_filled(form, "unit")[0]}
        case Verb.RECATEGORISE:
            category = _filled(form, "category")
            event.details = {"to": category.name if category else gettext("〔所選領域〕")}
        case Verb.ERASE:
            event.details = {"reason": form.erasure.reason if form.erasure else ErasureReason.ASKED}
        case Verb.EXTEND:
            event.details = {"days": after.extended_by, "due_on": after.due_on.isoformat()}
        case Verb.SUPERVISE:
            event.details = {"why": Supervision.BY_HAND}
        case Verb.LIFT_SUPERVISION:
            event.details = {"why": Lifting.BY_HAND}
        case Verb.CORRECT_INTAKE:
            event.details = {"fields": form.changed()}
        case Verb.REOPEN | Verb.REVOKE_DECLINE:
            event.details = {
                "period": after.period_count,
                "due_on": after.due_on.isoformat(),
                "is_provisional": after.is_due_provisional,
            }
    return event


def _granted(suggestion, form):
    """The event to come when somebody grants what is asked for."""
    after = copy(suggestion)
    after.extended_by = _filled(form, "days") or 0
    after.count_days(working_days())
    details = {"days": after.extended_by, "due_on": after.due_on.isoformat()}
    return SimpleNamespace(verb=Verb.EXTEND, unit=None, main=None, details=details)


def _to_follow(verb, suggestion, form, after, is_given_back):
    """What the office records by itself after the verb."""
    is_third = verb == Verb.SEND_BACK and workflow.is_for_supervisor(suggestion.bounce_count + 1)
    if is_third and not suggestion.is_supervised:
        return [SimpleNamespace(verb=Verb.SUPERVISE, unit=None, main=None, details={"why": Supervision.BOUNCED})]
    if verb == Verb.INVOLVE:  # an entry for each unit
        others = _names_filled(form, "units")[1:]
        return [SimpleNamespace(verb=verb, unit=None, main=None, details={"unit": name}) for name in others]
    if verb == Verb.ASSIGN and after.unit and after.unit.pk in suggestion.co_units:
        return [SimpleNamespace(verb=Verb.EXCUSE, unit=None, main=None, details={"unit": after.unit.name})]
    if is_given_back:
        return [SimpleNamespace(verb=Verb.GIVE_BACK, unit=None, main=None, details={"from": suggestion.unit.name})]
    return []


def _filled(form, name):
    """What the field holds if it is right; before anything was sent, what is proposed for it; else None."""
    if form.is_bound:
        return form.cleaned_data.get(name)
    return form.get_initial_for_field(form.fields[name], name)


def _names_filled(form, name):
    """The names of the units chosen, one or several; the name of the field while there are none."""
    chosen = _filled(form, name) or []
    units = chosen if name == "units" else [chosen] if chosen else []
    return [unit.name for unit in units] or [gettext("〔會辦單位〕")]
