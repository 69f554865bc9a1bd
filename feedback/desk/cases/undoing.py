"""What the desk offers after an act: to take it back by the verb that does so, with an event of its own."""

from django.urls import reverse
from django.utils.translation import gettext

from feedback.office import staff
from feedback.records.events import Event
from feedback.rules.acts import last_to_take_back
from feedback.rules.workflow import Verb, can

KEPT = "undo"  # in the session, until the next page of a suggestion is shown
# What a verb that brings words back fills in, from the event with which they were said: the session holds none of them.
SAID = {
    Verb.RELEASE: lambda event: [("title", event.details["title"]), ("body", event.details["body"])],
    Verb.RELEASE_COMMENT: lambda event: [("text", event.details["text"])],
    Verb.PROPOSE_DECLINE: lambda event: [("reason", event.details["reason"]), ("note", event.note)],
}


class Undoing:
    """Made before `deed` is done, from what the suggestion is then and what was filled in; offered after it.

    What is offered is the form of the counter-verb with its fields filled in: sent, it is refused like any other when
    somebody has acted since.
    """

    def __init__(self, deed, suggestion, form):
        found = last_to_take_back(deed, suggestion.stage, was_public=suggestion.is_public)
        self.verb, self.counter = found or (None, None)
        self.fields = _fields(self.verb, self.counter, suggestion, form)
        self.said = _said(self.counter, suggestion, form) if self.fields is not None else None

    def offered(self, suggestion, user):
        """What is kept of it, or None where nothing takes the act back or this person may not."""
        if self.fields is None or not can(self.counter, suggestion.stage):
            return None
        if not staff.may(user, self.counter, suggestion):
            return None
        return {
            "suggestion": suggestion.pk,
            "number": suggestion.number,
            "verb": self.counter.value,
            "fields": [("revision", suggestion.revision), *self.fields],
            "said": self.said,
        }


def offer(request, undoing, suggestion):
    """Keep for the next page what takes back the act that `suggestion` comes from, if anything does."""
    offered = undoing.offered(suggestion, request.user)
    if offered:
        request.session[KEPT] = offered
    else:
        request.session.pop(KEPT, None)


def taken(request):
    """What was offered last, for the page that is being made; it is offered once. None without one.

    Nor where the words that it would bring back were erased meanwhile.
    """
    offered = request.session.pop(KEPT, None)
    if not offered:
        return None
    verb, fields = Verb(offered["verb"]), offered["fields"]
    if offered.get("said"):
        event = Event.objects.select_related("suggestion").get(pk=offered["said"])
        if event.suggestion.is_erased:
            return None
        fields = [*fields, *SAID[verb](event), ("is_checked", "on")]  # they were checked when they were said
    address = reverse("admin:feedback_suggestion_do", args=[offered["suggestion"], verb])
    return offered | {"verb": verb, "fields": fields, "address": address}


def _fields(verb, counter, before, form):
    """[(name, value)] of the form of `counter` that leads back to `before`; None where the way back is not known."""
    filled = form.cleaned_data
    match verb:
        case Verb.PROPOSE_DECLINE | Verb.MERGE | Verb.TAKE_BACK:
            return []
        case Verb.RELEASE if counter == Verb.RELEASE:
            return []
        case Verb.RELEASE:
            return [("remark", gettext("撤銷剛才的公開"))]
        case Verb.RELEASE_COMMENT:
            return [("rating", filled["rating"].pk), ("remark", gettext("撤銷剛才的公開"))]
        case Verb.TAKE_BACK_COMMENT:
            return [("rating", filled["rating"].pk)]
        case Verb.UNMERGE:
            return [("main", before.main.number), ("seen", before.main_id)]
        case Verb.ASSIGN if counter == Verb.RECALL:
            return []
        case Verb.ASSIGN | Verb.RECALL:
            return [("unit", before.unit_id), ("handler", before.handler_id or "")]
        case Verb.HAND_OVER if before.handler_id:
            return [("handler", before.handler_id)]
        case Verb.RECATEGORISE if before.category_id:
            return [("category", before.category_id)]
        case Verb.SET_STATUS:
            return [("status", before.status_id)]
        case Verb.LABEL:
            return [("labels", label.pk) for label in before.labels.all()]
        case Verb.SUPERVISE:
            return [("remark", gettext("撤銷剛才的督辦"))]
        case Verb.LIFT_SUPERVISION:
            return [("remark", gettext("恢復剛才撤銷的督辦"))]
        case Verb.INVOLVE if len(filled["units"]) == 1:
            return [("unit", filled["units"][0].pk)]
        case Verb.DROP_DECLINE if before.decline_proposed_by_id == form.user.pk:  # nobody proposes in another's words
            return []
    return None


def _said(counter, before, form):
    """The key of the last event with which the words were said that `counter` brings back; None of another one."""
    if counter not in SAID:
        return None
    said = before.events.filter(verb=counter)
    if counter == Verb.RELEASE_COMMENT:
        said = said.filter(details__rating=form.cleaned_data["rating"].pk)
    return said.in_order().values_list("pk", flat=True).last()
