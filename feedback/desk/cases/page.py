"""One suggestion at the desk: its page, with all that is known of it and the verbs that may be done."""

import re

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from feedback.desk.cases.at_hand import at_hand
from feedback.desk.cases.instructions import instructions_on
from feedback.desk.cases.offered import acts_for, verbs_for
from feedback.desk.cases.undoing import taken
from feedback.desk.cases.writing import writing_told
from feedback.desk.queries.suggestions import at_desk, every
from feedback.desk.queries.writing import draft_of
from feedback.models import Stale
from feedback.office import staff
from feedback.office.calendar import working_days
from feedback.parts import guesses
from feedback.parts.timeline import given_to, sentence, wordings
from feedback.rules.acts import Act
from feedback.rules.answering.contributions import state
from feedback.rules.marks import Marks
from feedback.rules.reach import RECEIPT_VERBS, is_public
from feedback.rules.redaction import find, hide, once
from feedback.rules.workflow import ARROWS, USUAL_WAY, Refused, Stage, Verb
from portal.frame import CASE_PAGE

# A longer timeline offers to show one kind of entries alone; the lists beside it end somewhere.
LONG_TIMELINE, MOST_BESIDE = 8, 50
# Asked where it is shown, not by a button on top.
ASKED_BESIDE = frozenset({Verb.READ_CONTACT, Verb.NOTE})


class SuggestionPage:
    """The page of one suggestion at the desk; a part of the suggestions' admin."""

    def get_urls(self):
        contact = self.admin_site.admin_view(self.contact_view)
        return [path("<int:pk>/contact/", contact, name="feedback_suggestion_contact"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self._page(request, self._suggestion(request, object_id))

    @method_decorator([never_cache, require_POST])
    def contact_view(self, request, pk):
        suggestion = self._suggestion(request, pk)
        try:
            name, contact, guardian = suggestion.read_contact(by=request.user, now=timezone.now())
        except Refused as refusal:
            if not isinstance(refusal, Stale):
                raise PermissionDenied(refusal.reason) from refusal
            return self._page(request, self._suggestion(request, pk), refused=[str(refusal)])
        return self._page(request, suggestion, contact={"name": name, "contact": contact, "guardian": guardian})

    def _suggestion(self, request, pk):
        """The suggestion if this person may see it; else the same response as for one that does not exist."""
        visible = at_desk(request.user).for_desk_page()
        suggestion = visible.filter(pk=pk).first() if re.fullmatch(r"\d{1,18}", str(pk), re.ASCII) else None
        if not self.has_view_permission(request) or not suggestion:
            raise Http404
        return suggestion

    def _context(self, request, suggestion, **more):
        in_title, in_body = (find(text, suggestion.known_names) for text in (suggestion.title, suggestion.body))
        findings, doubts = once(in_title + in_body)
        return self.admin_site.each_context(request) | {
            "opts": self.opts,
            "suggestion": suggestion,
            "title": gettext("建議 %(number)s") % {"number": suggestion.number},
            "findings": findings,
            "doubts": doubts,
            "undo": taken(request),
            "proposed": {"title": hide(suggestion.title, in_title), "body": hide(suggestion.body, in_body)},
            "contributions": contributions(suggestion, timezone.localdate()),
            **more,
        }

    def _page(self, request, suggestion, contact=None, refused=(), typed=(), *, is_kept=False):
        """Its page; where something was refused, with the reasons (`refused`) and what had been `typed` on top.

        `is_kept` says whether that was kept for whoever typed it.
        """
        verbs, now = verbs_for(request.user, suggestion), timezone.now()
        acts = acts_for(request.user, suggestion, verbs)
        replies = suggestion.replies.with_people().order_by("drafted_at", "pk").read_together()
        draft = next((reply for reply in replies if not reply.approved_at), None)
        calendar = working_days()
        hand = at_hand(request.user, suggestion, verbs, acts, draft, now, calendar)
        ready = {each["deed"] for each in hand["hands"]}
        context = self._context(
            request,
            suggestion,
            contact=contact,
            refused=refused,
            typed=typed,
            is_kept=is_kept,
            writing=writing_told(suggestion, request.user, verbs, now),
            **hand,
            next_verbs=[*unready(acts, ready), *(verb for verb in verbs if leads_on(verb, suggestion))],
            other_verbs=[verb for verb in verbs if not leads_on(verb, suggestion) and verb not in ASKED_BESIDE],
            can_read_contact=Verb.READ_CONTACT in verbs,
            replies=[reply for reply in replies if not (hand["approval"] and reply is draft)],
            questions=suggestion.questions.all(),
            periods=suggestion.told_periods(),
            is_main_visible=bool(suggestion.main) and staff.may_see(request.user, suggestion.main),
            ratings=suggestion.ratings.for_reading(),
            **marks_on(suggestion, timezone.localdate(now), calendar),
            **instructions_on(suggestion, timezone.localdate(now)),
            erasure=waiting_erasure(suggestion),
            guessed=guesses.of(suggestion, now=now),
            **similar(suggestion, request),
            **timeline(suggestion, request.GET.get("timeline", "")),
            **beside(suggestion, request.user),
            blocks=CASE_PAGE.made(suggestion, request.user),
        )
        return TemplateResponse(request, "admin/feedback/suggestion/change_form.html", context)


def waiting_erasure(suggestion):
    """The proposal to erase its words that waits, or None; asked where `with_what_waits` found one."""
    if not suggestion.erasure_proposed_by:
        return None
    return suggestion.erasure_requests.waiting().select_related("proposed_by").first()


def unready(acts, ready):
    """The acts whose form is not on the page already: where no route is proposed, the unit is chosen on theirs."""
    return [act for act in acts if act == Act.ACCEPT_AND_ASSIGN and act not in ready]


def leads_on(verb, suggestion):
    """Whether the verb is the usual next step: it is shown first and stands out.

    While a draft waits, that is to review it, not to write another one.
    """
    if verb == Verb.DRAFT_REPLY:
        draft = draft_of(suggestion)
        return not draft or bool(draft.returned_note)
    is_usual = verb in (Verb.REVIEW_REPLY, Verb.APPROVE_CORRECTION, Verb.CONTRIBUTE)
    if is_usual or ARROWS[verb].to == Stage.DECLINED:
        return True
    way = list(USUAL_WAY)
    stage, to = suggestion.stage, ARROWS[verb].to
    return stage in way and to in way and way.index(to) > way.index(stage)


def marks_on(suggestion, today, calendar):
    """Its card and other marks of today, by its due days."""
    marks = Marks(today, calendar)
    return {
        "card": marks.card(suggestion),
        "late": marks.late(suggestion),
        "is_supervised": marks.is_supervised(suggestion),
        "is_rating_over": suggestion.is_rating_over(today),
    }


def contributions(suggestion, today):
    """The part of each further unit with its state, those that were excused last."""
    told = [
        {
            "part": one,
            "state": state(
                suggestion.stage, one.due_on, today, is_excused=not one.is_standing, is_written=bool(one.written_at)
            ),
        }
        for one in suggestion.contributions.all()
    ]
    return sorted(told, key=lambda one: not one["part"].is_standing)


def timeline(suggestion, only):
    """The events, told; of a long timeline maybe only those that the citizen reads, or the internal ones."""
    events = suggestion.events.select_related("by", "unit", "main", "status").in_order()
    items = [
        {
            "event": event,
            "sentence": sentence(event),
            "given_to": given_to(event),
            "reach": reach(event),
            "wordings": wordings(event),
        }
        for event in events
    ]
    shown = {"citizen": ["public", "citizen"], "internal": ["internal"]}.get(only)
    return {
        "timeline": [item for item in items if not shown or item["reach"] in shown],
        "timeline_only": only if shown else "",
        "is_timeline_long": len(items) > LONG_TIMELINE,
        "supervision": next((item for item in items[::-1] if item["event"].verb == Verb.SUPERVISE), None),
    }


def reach(event):
    """Who reads it: everybody, the citizen with the receipt, or staff alone."""
    if is_public(event.verb, event.details):
        return "public"
    return "citizen" if event.verb in RECEIPT_VERBS else "internal"


def similar(suggestion, request):
    """Others that say much the same, looked for when that is asked for."""
    is_asked = "similar" in request.GET
    visible = at_desk(request.user)
    return {"is_similar_asked": is_asked, "similar": visible.similar_at_desk(suggestion) if is_asked else []}


def beside(suggestion, user):
    """Those merged into it, and, for whoever may read its contact, those of the same contact; found in one query."""
    may_know = staff.may(user, Verb.READ_CONTACT, suggestion)
    keys = every().contact_keys_of(suggestion) if may_know else []
    rows = list(at_desk(user).beside(suggestion, contact_keys=keys)[: MOST_BESIDE + 1])
    return {
        "merged_ones": [row for row in rows if row.main_id == suggestion.pk],
        "of_same_contact": [row for row in rows if row.contact_key in keys],
        "is_beside_cut": len(rows) > MOST_BESIDE,
        "most_beside": MOST_BESIDE,
    }
