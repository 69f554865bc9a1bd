"""What becomes of notes when the words of their suggestion are erased: as if each had been taken back."""

from django.db.models.functions import Coalesce

from feedback.notes.models import Mention
from feedback.records.erasing import holds_words, on_erasing

holds_words("notes.Note", empty=("text",), is_pinned=False, taken_back_at=lambda now: Coalesce("taken_back_at", now))


@on_erasing
def speak_to_nobody(suggestion, now):
    Mention.objects.filter(note__suggestion=suggestion).delete()
