"""What is done on the page of a suggestion itself, with one press: the forms that need nothing more, each with what
will follow, and the public text with its buttons."""

from django.utils import timezone
from django.utils.translation import gettext

from feedback.desk.cases.act_forms import form_class
from feedback.desk.cases.preview import verb_preview
from feedback.models import Reply
from feedback.office.staff import shown_name
from feedback.parts.replies import co_units
from feedback.rules.acts import Act
from feedback.rules.answering.reviewing import REVIEWS
from feedback.rules.workflow import Stage, Verb
from portal.reading.readers import name_shown


def at_hand(user, suggestion, verbs, acts, draft, now, calendar):
    """{hands: what one press does, the likeliest first; release: the form of the public text, or None}.

    `verbs` and `acts` are those offered, `draft` is the reply that waits, if one does.
    """
    maker = Hands(user, suggestion, now, calendar)
    hands = [
        *maker.approval([verb for verb in verbs if verb in REVIEWS], draft),
        *maker.route(verbs, acts),
        *maker.start(acts),
    ]
    return {
        "hands": hands,
        "release": maker.release(verbs, acts),
        "approval": next((hand for hand in hands if "reply" in hand), None),
    }


class Hands:
    def __init__(self, user, suggestion, now, calendar):
        self.user, self.suggestion, self.now, self.calendar = user, suggestion, now, calendar

    def _hand(self, deed, words, **more):
        form = more.pop("form", None) or self._form(deed)
        foretold = verb_preview(deed, self.suggestion, form, timezone.localdate(self.now), self.calendar)
        return {"deed": deed, "words": words, "form": form, "verb_preview": foretold, **more}

    def _form(self, deed):
        form = form_class(deed)(suggestion=self.suggestion, user=self.user)
        form.auto_id = f"{deed}_%s"  # several forms stand on the page
        return form

    def route(self, verbs, acts):
        """To the unit that is proposed, accepted on the way if it is not yet; none while nothing is proposed."""
        deed = Act.ACCEPT_AND_ASSIGN if Act.ACCEPT_AND_ASSIGN in acts else Verb.ASSIGN
        is_due = deed in acts or (deed in verbs and self.suggestion.stage == Stage.ACCEPTED)
        if not is_due or self.suggestion.decline_proposed_by_id:
            return []
        form = self._form(deed)
        unit, handler = form.proposal
        if not unit:
            return []
        said = gettext("受理並轉%(unit)s") if deed == Act.ACCEPT_AND_ASSIGN else gettext("轉%(unit)s")
        if handler:
            said = (
                gettext("受理並轉%(unit)s（承辦人：%(person)s）")
                if deed == Act.ACCEPT_AND_ASSIGN
                else gettext("轉%(unit)s（承辦人：%(person)s）")
            )
        words = said % {"unit": name_shown(unit), "person": shown_name(handler) if handler else ""}
        other = {"deed": deed, "words": gettext("轉其他單位")}
        return [self._hand(deed, words, form=form, other=other)]

    def start(self, acts):
        return [self._hand(act, act.label) for act in acts if act == Act.START_AND_DRAFT]

    def approval(self, verbs, draft):
        """The draft as the public will read it; to whoever wrote any of it no review is offered."""
        if not verbs or not draft or draft.returned_note:
            return []
        words = {
            Verb.REVIEW_REPLY: gettext("初審通過"),
            Verb.APPROVE_REPLY: gettext("審核通過，公布答覆"),
            Verb.APPROVE_CORRECTION: gettext("審核通過，公布更正"),
        }
        other = {"deed": Verb.RETURN_REPLY, "words": Verb.RETURN_REPLY.label}
        reply, earlier = as_it_will_stand(draft, self.suggestion, self.now)
        as_read = {
            "reply": reply,
            "earlier_replies": earlier,
            "co_units": co_units(self.suggestion) if self.suggestion.co_units else [],
            "merged_count": self.suggestion.merged_ones.count(),
        }
        return [self._hand(verb, words[verb], other=other, **as_read) for verb in verbs]

    def release(self, verbs, acts):
        """The public text, masked, to be checked and released where it stands; to word it anew has a page."""
        if Verb.RELEASE not in verbs or self.suggestion.is_public:
            return None
        form = self._form(Verb.RELEASE)
        is_received = Act.RELEASE_AND_ACCEPT in acts and not self.suggestion.decline_proposed_by_id
        deeds = [(Verb.RELEASE, Verb.RELEASE.label)]
        if is_received:
            deeds.append((Act.RELEASE_AND_ACCEPT, Act.RELEASE_AND_ACCEPT.label))
        return {"form": form, "hands": [self._hand(deed, words, form=form) for deed, words in deeds]}


def as_it_will_stand(draft, suggestion, now):
    """(the draft as the reply of this moment, the approved ones below it, newest first); nothing of it is saved."""
    draft.approved_at = now
    earlier = list(Reply.objects.approved().read_with(suggestion).select_related("unit"))[::-1]
    for reply in earlier:
        reply.is_corrected = reply.is_corrected or reply.pk == draft.corrects_id
    return draft, earlier
