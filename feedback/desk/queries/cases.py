"""Queries of one suggestion's page at the desk."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from feedback.office.labels import Label
from feedback.office.statuses import Status
from feedback.records.contributions import Contribution
from feedback.records.erasures import ErasureRequest
from feedback.records.extensions import ExtensionRequest
from feedback.records.instructions import Instruction
from feedback.records.ratings import Rating
from feedback.records.replies import Question, Reply
from feedback.records.writings import Writing
from feedback.rules.roles import Role

MOST_TEXTS = 20


class DeskReading:
    """What the page of one suggestion asks; a part of the desk's QuerySet."""

    def for_desk_page(self):
        """One suggestion with what the desk shows of it; the contact stays in the database until it is asked for.

        The names are read: its texts are looked through for them before anything of it becomes public.
        """
        related = ("channel", "decline_proposed_by", "handler", "status_before_merge")
        hidden = ("contact", *(f"main__{name}" for name in ("name", "contact", "guardian_name", "body")))
        contributions = Prefetch("contributions", Contribution.objects.for_reading())
        rows = self.for_page().select_related(*related).defer(*hidden).with_what_waits()
        return rows.prefetch_related(contributions)

    def with_what_waits(self):
        """Each with has_draft, has_open_question, has_other_status: a status of its stage that it does not have; and
        has_undecided_rating, has_comment_to_release, has_comment_shown; has_label: whether there are any to choose;
        has_instruction, met or not; and has_colleague: whether its unit has a handler beside the one who has it.

        Also has_writing: whether anybody of the staff writes an answer or keeps one; has_extension_request: whether
        more days were asked for at any time, and extension_asked_by: by whom, where that is not decided; and
        erasure_proposed_by: by whom, where nobody confirmed or dropped it.
        """
        extensions = ExtensionRequest.objects.filter(suggestion=OuterRef("pk"))
        erasures = ErasureRequest.objects.filter(suggestion=OuterRef("pk"))
        draft = Reply.objects.unapproved().filter(suggestion=OuterRef("pk"))
        question = Question.objects.filter(suggestion=OuterRef("pk"), answered_at__isnull=True)
        other = Status.objects.filter(stage=OuterRef("stage")).exclude(pk=OuterRef("status"))
        asked = Instruction.objects.filter(Q(suggestion=OuterRef("pk")) | Q(suggestion__main=OuterRef("pk")))
        own = Rating.objects.filter(suggestion=OuterRef("pk"))
        handlers = get_user_model().objects.filter(is_active=True, is_staff=True, groups__name=Role.HANDLER)
        colleagues = handlers.filter(units=OuterRef("unit")).exclude(pk=Coalesce(OuterRef("handler"), 0))
        return self.annotate(
            has_colleague=Exists(colleagues),
            has_draft=Exists(draft), has_open_question=Exists(question), has_other_status=Exists(other),
            has_undecided_rating=Exists(own.undecided()), has_comment_to_release=Exists(own.comments_to_release()),
            has_comment_shown=Exists(own.comments_shown()), has_label=Exists(Label.objects.all()),
            has_instruction=Exists(asked),
            has_writing=Exists(Writing.objects.filter(suggestion=OuterRef("pk"))),
            has_extension_request=Exists(extensions),
            extension_asked_by=Subquery(extensions.open().values("asked_by")[:1]),
            erasure_proposed_by=Subquery(erasures.waiting().values("proposed_by")[:1]),
        )  # fmt: skip

    def texts_merged_into(self, suggestion):
        """What the citizens wrote that was merged into it, eldest first; so many as somebody reads."""
        rows = self.filter(main=suggestion.pk).only("year", "sequence", "title", "body", "place")
        return rows.order_by("received_at", "pk")[:MOST_TEXTS]

    def beside(self, suggestion, *, contact_keys):
        """Those merged in and, by `contact_keys`, the others of that contact: as a line shows them, newest first."""
        found = Q(main=suggestion.pk)
        if contact_keys:
            found |= Q(contact_key__in=contact_keys)
        shown = ("year", "sequence", "title", "stage", "main", "contact_key", "received_at", "status")
        rows = self.filter(found).exclude(pk=suggestion.pk).select_related("status")
        return rows.only(*shown, "status__name", "status__name_en", "status__colour").order_by("-received_at", "-pk")
