"""The one extension of a period: asked by whoever handles it, granted by a second person by the due day.

The clock runs meanwhile and nothing is retroactive: what is not granted by the end of the due day lapses.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.deadlines import EXTENSION_DAYS
from feedback.rules.lateness import is_past
from feedback.rules.workflow import Refused


class Decision(TextChoices):
    """What became of a request; one that is open has none."""

    GRANTED = "granted", _("同意")
    REFUSED = "refused", _("不同意")
    LAPSED = "lapsed", _("到期未批，已失效")
    FELL = "fell", _("不再需要")  # it was answered, declined, merged or withdrawn meanwhile


# Those that a person took.
BY_PERSON = frozenset({Decision.GRANTED, Decision.REFUSED})


def check_request(days, note, *, is_extended, is_asked, due_on, today):
    """Raise `Refused` when nobody may ask for `days` more on `today`; `is_asked` says whether a request is open."""
    if not note:
        raise Refused(gettext("延長期限要寫明公開的原因。"))
    if is_extended:
        raise Refused(gettext("期限只能延長一次，這次辦理已經延長過。"))
    if is_asked:
        raise Refused(gettext("已經申請延長，正在等待批准，請勿重複申請。"))
    if not 1 <= days <= EXTENSION_DAYS:
        raise Refused(gettext("延長天數為 1 至 %(most)s 個工作日。") % {"most": EXTENSION_DAYS})
    if is_past(due_on, today):
        raise Refused(gettext("答覆期限已過，不能再延長，請儘快答覆。"))


def check_decision(asked_by, by):
    """Raise `Refused` unless somebody asked for an extension and another person decides."""
    if asked_by is None:
        raise Refused(gettext("現在沒有待批的延長申請。"))
    if asked_by == by:
        raise Refused(gettext("延長期限須由另一位同事批准，申請的人不能自己批。"))


def check_grant(*, is_extended, due_on, today):
    """Raise `Refused` when a request may not be granted on `today` any more: the due day itself is in time."""
    if is_extended:
        raise Refused(gettext("期限只能延長一次，這次辦理已經延長過。"))
    if is_past(due_on, today):
        raise Refused(gettext("答覆期限已過，延長申請已經失效，請儘快答覆。"))


def has_lapsed(due_on, today):
    """Whether a request that is still open on `today` comes to nothing."""
    return is_past(due_on, today)
