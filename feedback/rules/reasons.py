"""The coded reasons that the public reads, and what an outcome or a reason to decline may mean."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Supervision(TextChoices):
    """Why a suggestion is under 督辦; public in this coded form."""

    DISSATISFIED = "dissatisfied", _("市民仍不滿意")
    BOUNCED = "bounced", _("多次退回，承辦單位未定")
    LATE = "late", _("逾期未答覆")
    UNACCEPTED = "unaccepted", _("受理逾期")
    UNHEEDED = "unheeded", _("催辦後仍無進展")
    BY_HAND = "by_hand", _("督辦部門決定督辦")


# By the days alone; the other reasons hold whatever the days are.
LATENESS = frozenset({Supervision.LATE, Supervision.UNACCEPTED})


class Lifting(TextChoices):
    """Why 督辦 was lifted: by a supervisor, or because it should not have been; public in this coded form."""

    PERIOD = "period", _("重新進入辦理後另有答覆期限")
    CALENDAR = "calendar", _("答覆期限按公布的放假安排重新計算")
    BY_HAND = "by_hand", _("督辦部門決定撤銷督辦")


class Weight(TextChoices):
    """How much an instruction of the bureau's leaders weighs."""

    NORMAL = "normal", _("普通")
    IMPORTANT = "important", _("重要")
    URGENT = "urgent", _("特急")


class Closing(TextChoices):
    """Why a suggestion closed; public in this coded form."""

    RATED = "rated", _("市民已評議")
    EXPIRED = "expired", _("評議期已滿")
    BY_HAND = "by_hand", _("評議期滿，由工作人員辦結")


def closing(*, is_by_person, is_rating_over):
    """The `Closing` of one that closes: what is left when nobody did it and the days run on is a rating."""
    if is_by_person:
        return Closing.BY_HAND
    return Closing.EXPIRED if is_rating_over else Closing.RATED


class Adoption(TextChoices):
    """What an outcome means, whatever the office calls it: the rules rest on this, the public reads the name."""

    ADOPTED = "adopted", _("採納")
    PARTLY_ADOPTED = "partly_adopted", _("部分採納")
    KEPT_FOR_REFERENCE = "kept_for_reference", _("留作參考")
    NOT_ADOPTED = "not_adopted", _("未採納")
    EXPLAINED = "explained", _("解釋說明")


TAKEN_UP = frozenset({Adoption.ADOPTED, Adoption.PARTLY_ADOPTED})


def needs_reason(adoption):
    """Whether an answer that comes to this has to say why."""
    return adoption == Adoption.NOT_ADOPTED


class Declining(TextChoices):
    """What a reason to decline means, whatever the office calls it."""

    OTHER_CHANNEL = "other_channel", _("應由其他渠道受理（報警、投訴、信訪等）")
    NOT_OURS = "not_ours", _("不屬於公安機關職責")
    NO_CONTENT = "no_content", _("沒有可以辦理的具體內容")
    ABUSIVE = "abusive", _("含有辱罵、攻擊等不當內容")
