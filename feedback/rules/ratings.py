"""評議 of an answer: what may be said of it, what follows, and how each low one ends."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from feedback.rules.workflow import Verb


class Meaning(TextChoices):
    """What a level means, whatever it is called: the rules know no more of it."""

    CONTENT = "content", _("滿意")
    LOW = "low", _("不滿意")


class Solved(TextChoices):
    """Whether the matter is solved, as the citizen sees it; nothing follows from it by itself."""

    SOLVED = "solved", _("解決")
    PARTLY = "partly", _("部分解決")
    UNSOLVED = "unsolved", _("沒有解決")
    EXPLAINED = "explained", _("說明了暫時不能解決的原因")
    NOT_ASKED = "not_asked", _("未問")  # of ratings from before it was asked


# What a citizen may choose among.
ASKED = tuple(choice for choice in Solved.choices if choice[0] != Solved.NOT_ASKED)


class RatingOutcome(TextChoices):
    """How a low rating ended; public in this coded form."""

    CONTENT_AFTER_REDO = "content", _("重辦後滿意")
    LOW_AFTER_REDO = "low", _("重辦後仍不滿意")
    EXPLAINED = "explained", _("已說明")
    UNREACHABLE = "unreachable", _("無法聯繫")


def verb_after_rating(meaning, *, is_answered_by_explanation, redo_count, is_everyone_content):
    """The verb that follows from a rating, or None.

    It closes when all whom the answer went to, the merged ones too, are content. The first low one starts 重辦, any
    later one calls 督辦, unless its reason is one that an explanation answers: then the days for rating run on.
    """
    if meaning == Meaning.CONTENT:
        return Verb.CLOSE if is_everyone_content else None
    if is_answered_by_explanation:
        return None
    return Verb.REDO if redo_count == 0 else Verb.SUPERVISE


def outcome_by_next(meaning):
    """How a low rating ends when the same receipt rates a later answer with a level of this meaning."""
    return RatingOutcome.CONTENT_AFTER_REDO if meaning == Meaning.CONTENT else RatingOutcome.LOW_AFTER_REDO


def outcome_at_end(*, is_answered_by_explanation, is_on_redone_answer, has_later_answer):
    """How a low rating ends when nothing more is said of it and the suggestion closes, is declined or is merged.

    Who got a later answer, or gave a reason that an explanation answers, had it explained. What is left is the last
    word on an answer that was done over.
    """
    if is_answered_by_explanation or has_later_answer or not is_on_redone_answer:
        return RatingOutcome.EXPLAINED
    return RatingOutcome.LOW_AFTER_REDO
