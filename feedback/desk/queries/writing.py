"""How far answers have come, and who writes them: of one suggestion, of a page of a list, and as a filter of it."""

from django.db.models import BooleanField, Case, Exists, OuterRef, Value, When

from feedback.records.replies import Reply
from feedback.records.writings import Writing
from feedback.rules.answering.reviewing import Drafting, drafting
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage


def draft_of(suggestion):
    """The draft of an answer or correction that waits, with `writer_keys`; None without one. Read once per object.

    What was read as `with_what_waits` and has none asks nothing.
    """
    if not hasattr(suggestion, "_draft"):
        rows = suggestion.replies.unapproved().select_related("reviewed_by").prefetch_related("writers")
        suggestion._draft = rows.first() if getattr(suggestion, "has_draft", True) else None
        if suggestion._draft:
            suggestion._draft.writer_keys = {person.pk for person in suggestion._draft.writers.all()}
    return suggestion._draft


def reviewers_of(suggestion, draft):
    """Those of its unit who may take the next step of `draft`."""
    others = suggestion.unit.members.filter(is_active=True, is_staff=True, groups__name=Role.REVIEWER)
    return others.exclude(pk__in=draft.writer_keys | {draft.reviewed_by_id}).order_by("pk")


def drafting_of(suggestions):
    """{key: its `Drafting`} of those in work; one query, none where nothing is in work."""
    keys = [row.pk for row in suggestions if row.stage == Stage.IN_PROGRESS]
    if not keys:
        return {}
    is_returned = Case(When(returned_note="", then=False), default=True, output_field=BooleanField())
    is_reviewed = Case(When(reviewed_at=None, then=False), default=True, output_field=BooleanField())
    drafts = Reply.objects.unapproved().filter(suggestion__in=keys)
    drafts = drafts.annotate(is_kept=Value(False), is_returned=is_returned, is_reviewed=is_reviewed)
    kept = Writing.objects.kept().filter(suggestion__in=keys, is_correction=False)
    kept = kept.annotate(is_kept=Value(True), is_returned=Value(False), is_reviewed=Value(False))
    columns = ("suggestion", "is_kept", "is_returned", "is_reviewed")
    found = {key: {"has_draft": False, "is_returned": False, "is_reviewed": False, "is_kept": False} for key in keys}
    for key, is_kept, is_returned, is_reviewed in drafts.values_list(*columns).union(kept.values_list(*columns)):
        found[key] |= {"is_kept": True} if is_kept else {
            "has_draft": True, "is_returned": is_returned, "is_reviewed": is_reviewed,
        }  # fmt: skip
    return {key: drafting(**facts) for key, facts in found.items()}


class Drafted:
    """The filter of the list by how far an answer has come; a part of the desk's QuerySet."""

    def in_drafting(self, state):
        """Those in work whose answer is in this `Drafting`: the same as `drafting_of` says of a line."""
        rows = self.filter(stage=Stage.IN_PROGRESS)
        drafts = Reply.objects.unapproved().filter(suggestion=OuterRef("pk"))
        kept = Exists(Writing.objects.kept().filter(suggestion=OuterRef("pk"), is_correction=False))
        match state:
            case Drafting.RETURNED:
                return rows.filter(Exists(drafts.exclude(returned_note="")))
            case Drafting.REVIEWED:
                return rows.filter(Exists(drafts.filter(returned_note="", reviewed_at__isnull=False)))
            case Drafting.WAITING:
                return rows.filter(Exists(drafts.filter(returned_note="", reviewed_at=None)))
            case Drafting.KEPT:
                return rows.filter(~Exists(drafts), kept)
            case _:
                return rows.filter(~Exists(drafts), ~kept)
