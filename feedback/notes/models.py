"""便箋: what staff tell each other about a suggestion. The words stand here and nowhere else: in no event, no index of
words, no export, and on no page of the public.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from feedback.desk.queries.suggestions import at_desk
from feedback.office import staff


class NoteQuerySet(models.QuerySet):
    def of(self, suggestion):
        """Those of one suggestion as its page shows them: pinned ones on top, then the newest first."""
        rows = self.filter(suggestion=suggestion).select_related("by").prefetch_related("mentions__person")
        return rows.order_by("-is_pinned", "-at", "-pk")


class Note(models.Model):
    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(_("便箋"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_pinned = models.BooleanField(_("置頂"), default=False)
    taken_back_at = models.DateTimeField(null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("便箋")
        verbose_name_plural = _("便箋")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) & ~Q(text="")
                | Q(taken_back_at__isnull=False, text="", is_pinned=False),
                name="note_has_words_until_it_is_taken_back",
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"  # never its words: what is shown of a row may be written down


class MentionQuerySet(models.QuerySet):
    def told_to(self, user):
        """Those of `user`, as far as the suggestion may still be seen."""
        rows = self.filter(person=user)
        # Asked of each of the few, not the other way round: nobody lists all that somebody may see.
        return (
            rows
            if staff.sees_every(user)
            else rows.filter(Exists(at_desk(user).filter(pk=OuterRef("note__suggestion"))))
        )

    def unread(self):
        return self.filter(read_at__isnull=True)

    def for_list(self):
        """The newest first, each with its note and as much of the suggestion as a line shows."""
        shown = (f"note__suggestion__{name}" for name in ("year", "sequence", "title", "stage"))
        rows = self.select_related("note__by", "note__suggestion").order_by("-note__at", "-pk")
        return rows.only("read_at", "note__text", "note__at", "note__by", *shown)


class Mention(models.Model):
    """Somebody whom a note speaks to; one that is taken back speaks to nobody."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # fmt: skip
    read_at = models.DateTimeField(null=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("提到我的")
        verbose_name_plural = _("提到我的")
        constraints = [models.UniqueConstraint(fields=["person", "note"], name="mention_once_per_person_and_note")]
        indexes = [models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="mention_unread")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
