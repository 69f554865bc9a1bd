"""Acts of the desk: which verbs go together as one, and which verb takes another one back."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from feedback.rules.workflow import ARROWS, Stage, Verb


class Act(TextChoices):
    """Verbs that staff do with one press; each leaves an event of its own."""

    ACCEPT_AND_ASSIGN = "accept_and_assign", _("受理並轉辦")
    START_AND_DRAFT = "start_and_draft", _("開始並起草")
    RELEASE_AND_ACCEPT = "release_and_accept", _("公開並受理")


@dataclass(frozen=True)
class Together:
    """`at_once` are done in this order, all of them or none; of `then` the form is opened after that."""

    at_once: tuple
    then: Verb | None = None

    @property
    def verbs(self):
        return self.at_once if self.then is None else (*self.at_once, self.then)


TOGETHER = {
    Act.ACCEPT_AND_ASSIGN: Together((Verb.ACCEPT, Verb.ASSIGN)),
    # The draft is no part of the same moment: it is typed on the page that opens, and the clock shows who began.
    Act.START_AND_DRAFT: Together((Verb.START,), then=Verb.DRAFT_REPLY),
    # What may be read is shown first, so that the step that follows is already told in full.
    Act.RELEASE_AND_ACCEPT: Together((Verb.RELEASE, Verb.ACCEPT)),
}


def stages_of(deed, stage):
    """[(verb, the stage that it finds)] of an act, or of one verb, that begins in `stage`."""
    found = []
    for verb in TOGETHER[deed].verbs if deed in TOGETHER else (deed,):
        found.append((verb, stage))
        stage = ARROWS[verb].to or stage
    return found


# What takes a verb back: an event of its own, which erases nothing. A verb that is not here is asked before it is done.
COUNTERS = {
    Verb.PROPOSE_DECLINE: Verb.DROP_DECLINE,
    Verb.DROP_DECLINE: Verb.PROPOSE_DECLINE,
    Verb.MERGE: Verb.UNMERGE,
    Verb.UNMERGE: Verb.MERGE,
    Verb.RECALL: Verb.ASSIGN,
    Verb.HAND_OVER: Verb.HAND_OVER,
    Verb.RELEASE: Verb.TAKE_BACK,
    Verb.TAKE_BACK: Verb.RELEASE,
    Verb.RELEASE_COMMENT: Verb.TAKE_BACK_COMMENT,
    Verb.TAKE_BACK_COMMENT: Verb.RELEASE_COMMENT,
    Verb.RECATEGORISE: Verb.RECATEGORISE,
    Verb.SET_STATUS: Verb.SET_STATUS,
    Verb.LABEL: Verb.LABEL,
    Verb.SUPERVISE: Verb.LIFT_SUPERVISION,
    Verb.LIFT_SUPERVISION: Verb.SUPERVISE,
    Verb.INVOLVE: Verb.EXCUSE,
}
# Assigned from triage it goes back there, from another unit to that one. Of what was in work nothing brings the work
# back.
ASSIGNED_FROM = {Stage.ACCEPTED: Verb.RECALL, Stage.ASSIGNED: Verb.ASSIGN}


def counter_of(verb, frm, *, was_public=False):
    """What takes back `verb`, done in the stage `frm`; None where nothing does.

    Words that replaced released ones (`was_public`) go back to those, not out of sight.
    """
    if verb == Verb.ASSIGN:
        return ASSIGNED_FROM.get(frm)
    if verb == Verb.RELEASE and was_public:
        return Verb.RELEASE
    return COUNTERS.get(verb)


def last_to_take_back(deed, frm, *, was_public=False):
    """(verb, its counter) of the last verb in `deed`, begun in the stage `frm`, that can be taken back; else None.

    What came before it stays: accepted is accepted, whoever handles it.
    """
    for verb, stage in reversed(stages_of(deed, frm)):
        if found := counter_of(verb, stage, was_public=was_public):
            return verb, found
    return None
