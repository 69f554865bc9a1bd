"""An answer that is written down while the talk goes on: on its way to the unit in one act, and approved by another."""

from feedback.rules.workflow import Stage, Verb
from feedback.verbs.together import together

# What is left to do before a question can be answered, by where it stands.
STEPS = {
    Stage.RECEIVED: (Verb.ACCEPT, Verb.ASSIGN, Verb.START),
    Stage.ACCEPTED: (Verb.ASSIGN, Verb.START),
    Stage.ASSIGNED: (Verb.START,),
    Stage.IN_PROGRESS: (),
}


def draft_at_once(suggestion, unit, body, outcome, outcome_reason="", *, by, now):
    """Accept, assign to the host `unit`, start and draft: one act with an event for each; none of them or all.

    The answer is public when a second person approves it. Raises `Refused` where a step is refused, or where the
    question cannot be answered any more.
    """
    draft = {"body": body, "outcome": outcome, "outcome_reason": outcome_reason}
    arguments = {Verb.ASSIGN: {"unit": unit}, Verb.DRAFT_REPLY: draft}
    steps = [*STEPS.get(Stage(suggestion.stage), ()), Verb.DRAFT_REPLY]
    together(suggestion, [(verb, arguments.get(verb, {})) for verb in steps], by=by, now=now)
