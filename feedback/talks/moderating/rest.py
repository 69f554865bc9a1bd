"""其餘轉主辦單位: after the talk, what nobody has taken yet is accepted and assigned to the host unit."""

from feedback.office import staff
from feedback.rules.workflow import Refused, Stage, Verb
from feedback.talks.moderating.verbs import hand_over
from feedback.talks.questions import questions_of
from feedback.talks.rules import TalkPhase


def is_time(phase):
    """Whether the talk is over and its questions are to be answered in writing."""
    return phase in (TalkPhase.AFTER, TalkPhase.OVER)


def may_hand_over(user, talk):
    """Whether `user` may accept and assign its questions: as its moderator, or by role."""
    by_role = all(staff.may_for_every_unit(user, verb) for verb in (Verb.ACCEPT, Verb.ASSIGN))
    return by_role or talk.campaign_id in staff.moderated_by(user)


def left(talk):
    """The questions that no unit has yet, eldest first."""
    rows = questions_of(talk).filter(stage__in=[Stage.RECEIVED, Stage.ACCEPTED])
    return rows.select_related("campaign", "category").order_by("received_at", "pk")


def hand_over_all(talk, *, by, now):
    """(how many were handed over, [(number, reason)] of those that were refused); each is an act of its own."""
    done, refused = 0, []
    for question in left(talk):
        try:
            hand_over(question, talk.unit, by=by, now=now)
        except Refused as refusal:
            refused.append((question.number, str(refusal.reason)))
        else:
            done += 1
    return done, refused
