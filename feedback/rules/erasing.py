"""銷毀: for which coded reasons the words of a suggestion are erased, by whom, and what stands in their place."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.workflow import Refused


class ErasureReason(TextChoices):
    """What the public reads; the grounds are those of 個人信息保護法, art. 47."""

    ASKED = "asked", _("本人要求刪除")
    CONSENT = "consent", _("本人撤回同意")
    OTHERS = "others", _("內容涉及他人的個人信息")
    UNLAWFUL = "unlawful", _("內容依法不得保存")
    EXPIRED = "expired", _("保存期限已滿")


class ErasureDecision(TextChoices):
    """What became of a proposal; one that waits has none."""

    ERASED = "erased", _("已銷毀")
    DROPPED = "dropped", _("提請已撤回")


# Stands wherever a text may not be empty; shorter than the shortest of them, the title of a suggestion. It is stored as
# it is here, in the script of all stored words; pages that know of the erasure say the same in their own language.
ERASED = "文字已依法銷毀"

# Of what an event holds beside its words: codes, days, numbers, names of rows and of staff. All else is erased.
KEPT_DETAILS = frozenset(
    {
        "added", "arrived_on", "card", "channel", "channel_name", "days", "decided", "due_on", "fields", "file", "for",
        "from", "instead_of", "instruction", "is_on_staff_receipt", "is_provisional", "is_taken_back", "leader", "left",
        "level", "outcome", "period", "rating", "reason", "removed", "score", "solved", "supervised_on", "talk_from",
        "talk_on", "to", "unit", "weight", "why",
    }
)  # fmt: skip


def kept_details(details):
    """What is left of the details of an event."""
    return {name: value for name, value in details.items() if name in KEPT_DETAILS}


def check_words(text):
    """Raise `Refused` where words that one person proposed are erased: another one would confirm what nobody reads."""
    if text == ERASED:
        raise Refused(gettext("原來寫明的原因已依法銷毀，請重新提出。"))


def check_proposal(note, *, is_proposed, is_erased):
    """Raise `Refused` when nobody may propose to erase; `is_erased`: all is gone, and nothing came since."""
    if is_erased:
        raise Refused(gettext("這件建議的文字已經銷毀，此後沒有新的文字。"))
    if is_proposed:
        raise Refused(gettext("已經有人提請銷毀，正在等待確認。"))
    if not note:
        raise Refused(gettext("銷毀要寫明公開的說明，說明裡不要寫個人信息。"))


def check_confirmation(proposed_by, by):
    """Raise `Refused` unless somebody proposed it and another person confirms."""
    if proposed_by is None:
        raise Refused(gettext("還沒有人提請銷毀，請先提請。"))
    if proposed_by == by:
        raise Refused(gettext("銷毀須由另一位同事確認，提請的人不能自己確認。"))
