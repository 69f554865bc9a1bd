"""承諾: the states that it may be in, as the Open Government Partnership rates them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    NOT_STARTED = "not_started", _("未開始")
    LIMITED = "limited", _("有限進展")
    SUBSTANTIAL = "substantial", _("大部完成")
    COMPLETE = "complete", _("完成")
    WITHDRAWN = "withdrawn", _("撤回")


ENDS = frozenset({State.COMPLETE, State.WITHDRAWN})  # decided by two people
