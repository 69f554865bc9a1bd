"""What followers hear of a step of one suggestion."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.workflow import Verb

# What is heard of an event; of another one, that something is new.
NEWS = {
    Verb.RELEASE: _("新公開"),
    Verb.ACCEPT: _("已受理"),
    Verb.ASSIGN: _("已轉辦"),
    Verb.EXTEND: _("答覆期限已延長"),
    Verb.APPROVE_REPLY: _("已答覆"),
    Verb.APPROVE_CORRECTION: _("答覆已更正"),
    Verb.CLOSE: _("已辦結"),
    Verb.REDO: _("已發回重辦"),
    Verb.REOPEN: _("已重新辦理"),
    Verb.DECLINE: _("不予受理"),
    Verb.REVOKE_DECLINE: _("已重新審查"),
    Verb.MERGE: _("已併案"),
    Verb.UNMERGE: _("已撤銷併案"),
    Verb.WITHDRAW: _("已由市民撤回"),
}


def new_of(event):
    return str(NEWS[event.verb]) if event and event.verb in NEWS else gettext("有更新")
