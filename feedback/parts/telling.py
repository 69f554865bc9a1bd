"""How a citizen is told what happens: what this site can send, what they may choose, and what is promised to them."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from feedback.rules.contacts import addresses_in
from feedback.rules.notices import Channel

NONE = "none"  # of a form: no notices are wanted; stored it is empty
NONE_WANTED = _("不用通知")
# What a channel needs, for whoever chose it without.
NEEDED = {
    Channel.MAIL: _("要用電子郵件通知您，請在「聯繫方式」裡填寫電子郵箱；或者另選一項。"),
    Channel.SMS: _("要用短信通知您，請在「聯繫方式」裡填寫手機號碼；或者另選一項。"),
}
PROMISES = {
    Channel.MAIL: _("有進展會發郵件告訴您。"),
    Channel.SMS: _("有進展會發短信告訴您。"),
}
STOPPED = _("不再發通知。進展請憑編號和查詢碼查看。")


def offered():
    """The channels by which this site can send."""
    return settings.NOTICE_CHANNELS


def choices():
    return [*((channel, Channel(channel).label) for channel in offered()), (NONE, NONE_WANTED)]


def chosen(value):
    """What is stored of a choice."""
    return "" if value == NONE else value


def promise(suggestion):
    """The sentence that says how its citizen is told; empty where nobody is."""
    return PROMISES[suggestion.notices_by] if suggestion.notices_by in offered() else ""


def possible(suggestion):
    """The channels by which its citizen can be told."""
    return [channel for channel in addresses_in(suggestion.contact).channels if channel in offered()]
