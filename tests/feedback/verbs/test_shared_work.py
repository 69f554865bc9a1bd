"""Random histories of several units and people: who has it, who takes part and who decided contradict nobody."""

import pytest
from django.db.models import F
from hypothesis import Phase, given, settings

from feedback.management.commands.check_counts import differences
from feedback.models import Contribution, ExtensionRequest, Instruction, Reply, Suggestion
from feedback.rules.queues import UNIT_STAGES
from feedback.rules.workflow import EXTENDABLE_STAGES, UNANSWERED_STAGES, Stage
from tests.databases import undone
from tests.feedback.histories import STEPS, lived

pytestmark = pytest.mark.django_db


def contradictions(history):
    """{what should not be: the keys of those of which it is}, without what is empty."""
    rows = Suggestion.objects.filter(campaign=history.campaign)
    parts = Contribution.objects.standing()
    open_parts = Contribution.objects.unwritten().filter(suggestion__stage__in=UNANSWERED_STAGES)
    found = {
        "in work with nobody": rows.filter(stage__in=UNIT_STAGES, unit=None),
        "with a dissolved unit": rows.filter(stage__in=UNIT_STAGES, unit__is_active=False),
        "main and further unit at once": parts.filter(
            suggestion__stage__in=UNANSWERED_STAGES, unit=F("suggestion__unit")
        ),
        "part of a dissolved unit waited for": open_parts.filter(unit__is_active=False),
        "extension asked for what does not run": ExtensionRequest.objects.open().exclude(
            suggestion__stage__in=EXTENDABLE_STAGES
        ),
        "extended without a request": rows.exclude(extended_by=0).exclude(extension_requests__decision="granted"),
        "approved by a writer": Reply.objects.approved().filter(writers=F("approved_by")),
        "reviewed by a writer": Reply.objects.filter(writers=F("reviewed_by")),
        "two reviews by one": Reply.objects.filter(reviewed_by=F("approved_by")),
        "instruction waits for an answer that was given": Instruction.objects.waiting().filter(
            suggestion__stage=Stage.CLOSED
        ),
        "under 督辦 though it is over": rows.filter(
            stage__in=[Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN], is_supervised=True
        ),
    }  # fmt: skip
    keys = {what: sorted(queryset.order_by().values_list("pk", flat=True)) for what, queryset in found.items()}
    return {what: which for what, which in keys.items() if which}


def check(history):
    assert contradictions(history) == {}


@settings(max_examples=4, phases=[Phase.explicit, Phase.generate])
@given(STEPS)
def test_whatever_happens_nothing_contradicts_itself_and_the_counts_are_right(steps):
    with undone():
        lived(steps, check=check, is_shared=True)
        assert differences() == {}
