"""通知: what becomes a notice, to whom it goes, and how it may end."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a notice travels; a contact of that kind was given."""

    MAIL = "mail", _("電子郵件")
    SMS = "sms", _("短信")


class State(TextChoices):
    """Where a notice stands. It ends as sent, failed or unknown, and nothing else."""

    WAITING = "waiting", _("等待發送")
    CLAIMED = "claimed", _("正在發送")  # by a worker that has handed nothing over yet
    HANDING = "handing", _("正在交付")  # whether it was accepted is not known before the next state
    SENT = "sent", _("已交付")  # the mail server or the gateway accepted it
    FAILED = "failed", _("未送達")
    UNKNOWN = "unknown", _("送達不明")


ENDS = frozenset({State.SENT, State.FAILED, State.UNKNOWN})


class Why(TextChoices):
    """Why a notice failed."""

    REFUSED = "refused", _("對方服務器不接收")
    GIVEN_UP = "given_up", _("一天內多次發送都沒有成功")
    NO_ADDRESS = "no_address", _("沒有可用的聯繫方式")
    TOO_MANY = "too_many", _("一天內發往這個聯繫方式的太多")
    NO_CHANNEL = "no_channel", _("本站不再用這種方式通知")


class Who(TextChoices):
    """Who is told."""

    CITIZEN = "citizen", _("市民")
    STAFF = "staff", _("工作人員")
    FOLLOWER = "follower", _("關注的人")


class Kind(TextChoices):
    """What a notice says; each has a text of its own."""

    RECEIVED = "received", _("收到建議")
    ACCEPTED = "accepted", _("受理")
    ASSIGNED = "assigned", _("轉辦")
    ASKED = "asked", _("詢問市民")
    EXTENDED = "extended", _("延長期限")
    RESCHEDULED = "rescheduled", _("懇談改期")
    REPLIED = "replied", _("答覆")
    CORRECTED = "corrected", _("更正答覆")
    RATE_AGAIN = "rate_again", _("提醒評議")
    CLOSED = "closed", _("辦結")
    REDONE = "redone", _("重辦")
    DECLINED = "declined", _("不予受理")
    MERGED = "merged", _("併案")
    RESUMED = "resumed", _("恢復辦理")  # what was told before does not hold any more: it is looked at again
    COMMITMENT = "commitment", _("承諾有進展")  # of a promise in the reply
    MEASURE = "measure", _("舉措公布")

    TO_UNIT = "to_unit", _("轉到本單位")
    TO_ME = "to_me", _("交我承辦")
    SENT_BACK = "sent_back", _("退回")
    TO_REVIEW = "to_review", _("待審核")
    RETURNED = "returned", _("退回修改")
    CARD = "card", _("亮牌")
    CHASED = "chased", _("催辦")
    SUPERVISED = "supervised", _("督辦")
    LOW_RATING = "low_rating", _("不滿意評議")
    OBJECTED = "objected", _("異議")
    ANSWERED = "answered", _("市民回答")
    SHEET = "sheet", _("表格已導入")
    MENTIONED = "mentioned", _("便箋提到我")
    INVOLVED = "involved", _("請求會辦")
    EXTENSION_ASKED = "extension_asked", _("申請延長")
    INSTRUCTED = "instructed", _("領導批示")
    PAPER = "paper", _("週報月報")

    CONFIRM = "confirm", _("確認關注")
    NEWS = "news", _("關注的內容有更新")
    TALK_SOON = "talk_soon", _("懇談提醒")
    TALK_MOVED = "talk_moved", _("關注的懇談改期")
    TALK_ANSWERED = "talk_answered", _("懇談全部答覆")
