"""On the home of the desk: what an empty portal still needs, for administrators."""

from django.core.cache import caches

from feedback.parts.context import sample
from feedback.setup.facts import facts
from feedback.setup.steps import steps
from feedback.setup.views import is_administrator, shown
from portal.frame import DESK_HOME

ALL_DONE = "setup-all-done"
ASKED_AGAIN_AFTER = 600  # seconds: who works on a portal that is set up is not asked at every page


@DESK_HOME.block(3, "admin/setup/_home.html")
def first_steps(user, now):
    """The steps that are not done; of a sample none, and nothing for who is no administrator."""
    if not is_administrator(user):
        return {}
    kept = caches["kept"]
    if sample(None)["is_sample"]() or kept.get(ALL_DONE):
        return {"leads_to_setup": True}
    all_steps = steps(facts(now))
    missing = [shown(step) for step in all_steps if not step.is_done]
    if not missing:
        kept.set(ALL_DONE, True, ASKED_AGAIN_AFTER)
    done_count = len(all_steps) - len(missing)
    return {"leads_to_setup": True, "missing": missing, "done_count": done_count, "step_count": len(all_steps)}
