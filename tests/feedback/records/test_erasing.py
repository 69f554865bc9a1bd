"""Where words hang on a suggestion: every column is listed, and once they are erased none of them is left anywhere."""

import pytest
from django.apps import apps
from django.db import models

from feedback.records.erasing import HOLDINGS, OF_SUGGESTION

# Columns of text that hang on a suggestion and hold no words about it: codes, digests, names of storages, or what the
# office says to everybody and answers for by itself.
KEPT = {
    "feedback.Suggestion": {
        "kind", "flow_digest", "secret_digest", "stage", "decline_reason", "closing", "card", "outcome",
    },
    "feedback.Event": {"verb", "actor", "from_stage", "to_stage"},
    "feedback.ErasureRequest": {"reason", "decision"},
    "feedback.ExtensionRequest": {"decision"},
    "feedback.Instruction": {"weight", "leader"},
    "feedback.Period": {"cause", "ending"},
    "feedback.Rating": {"solved", "outcome"},
    "feedback.Reply": {"outcome"},
    "feedback.Support": {"browser_digest"},
    # Files are destroyed, and their pages with them; `name` is random.
    "attachments.Attachment": {"name", "flow_digest", "content", "state", "why"},
    # Who follows is somebody else, with a wish of their own; what a message was, never what it said.
    "following.Follow": {"address", "address_key", "language"},
    "notices.Notice": {
        "kind", "channel", "language", "details", "state", "held_by", "message_id", "why", "answer",
    },
    "awards.Nomination": {"grade"},
    "awards.Award": {"grade"},
    "talks.Turn": {"place", "call"},
    # Promises and measures are the office's own, published by two people, and have verbs of their own.
    "commitments.Commitment": {"title", "sentence", "state"},
    "commitments.CommitmentChange": {"kind", "state", "reason", "evidence"},
    "commitments.EndProposal": {"state", "reason", "evidence"},
    "measures.Measure": {"title", "body", "reason"},
    "measures.Evidence": {"kind", "label", "url"},
}  # fmt: skip
# Of these all that hangs on it is deleted, or, of events and files, emptied by what is no list of columns.
GONE = {"feedback.Writing", "attachments.Page"}
EMPTIED_OTHERWISE = {
    "feedback.Event": {"note", "remark", "details"},
    "attachments.Attachment": {"file_name", "caption", "digest", "original", "key"},
}
TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def hanging_on_suggestions():
    """All models with a row that leads to a suggestion, over however many others."""
    found, every = {apps.get_model("feedback.Suggestion")}, apps.get_models(include_auto_created=True)
    while True:
        fields = {model: [*model._meta.local_fields, *model._meta.local_many_to_many] for model in every}
        more = {model for model in every if any(field.related_model in found for field in fields[model])} - found
        if not more:
            return found
        found |= more


def texts_of(model):
    return {field.name for field in model._meta.local_fields if isinstance(field, TEXT)}


@pytest.mark.pure
def test_every_column_of_text_that_hangs_on_a_suggestion_is_erased_or_holds_no_words():
    """Whoever adds one says which, in `holds_words` or above."""
    erased = {holding.label: {*holding.empty, *holding.told} for holding in (*HOLDINGS, OF_SUGGESTION)}
    unlisted = {}
    for model in hanging_on_suggestions():
        label = model._meta.label
        listed = erased.get(label, set()) | KEPT.get(label, set()) | EMPTIED_OTHERWISE.get(label, set())
        if label not in GONE and (texts := texts_of(model) - listed):
            unlisted[label] = texts
    assert unlisted == {}


@pytest.mark.pure
def test_no_column_is_listed_that_is_not_there():
    listed = {holding.label: {*holding.empty, *holding.told} for holding in (*HOLDINGS, OF_SUGGESTION)}
    for more in (KEPT, EMPTIED_OTHERWISE):
        listed = {label: listed.get(label, set()) | more.get(label, set()) for label in {*listed, *more}}
    missing = {label: names - texts_of(apps.get_model(label)) for label, names in listed.items()}
    assert {label: names for label, names in missing.items() if names} == {}
